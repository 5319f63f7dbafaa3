import type { LinkTexts } from "../links.ts";

export const links: LinkTexts = {
  details: {
    what: "Wat",
    who: "Wie",
    with: "Met",
    when: "Wanneer",
    where: "Waar",
    status: "Status",
    notes: "Opmerkingen",
    reason: "Reden",
    rescheduleReason: "Reden van de nieuwe tijd",
  },
  statuses: {
    pending: "Wacht op goedkeuring",
    confirmed: "Bevestigd",
    declined: "Afgewezen",
    cancelled: "Geannuleerd",
  },
  expired: "Afgewezen, omdat er niet op tijd is geantwoord",
  ask: {
    confirm: {
      title: "Deze boeking goedkeuren?",
      lead: "{attendee} vraagt om een afspraak met u. Als u die goedkeurt, gaat de uitnodiging per e-mail de deur uit.",
      button: "Goedkeuren",
      leave: "Weet u het nog niet? Sluit deze pagina. De tijd blijft vastgehouden tot u beslist.",
    },
    decline: {
      title: "Deze boeking afwijzen?",
      lead: "{attendee} vraagt om een afspraak met u. Als u die afwijst, volgt daarover een e-mail en is de tijd weer vrij.",
      button: "Afwijzen",
      leave: "Weet u het nog niet? Sluit deze pagina. De tijd blijft vastgehouden tot u beslist.",
    },
    cancel: {
      title: "Deze boeking annuleren?",
      lead: "Als u annuleert, krijgt {other} daarover een e-mail en is de tijd weer vrij.",
      button: "Boeking annuleren",
      leave: "Wilt u de afspraak houden? Sluit deze pagina, dan blijft alles zoals het is.",
    },
  },
  reasonLabel: "Reden (optioneel)",
  reasonHint: "{name} kan die in deze e-mail lezen.",
  otherWays: "Andere mogelijkheden",
  done: {
    confirm: {
      title: "Boeking goedgekeurd",
      lead: "{attendee} krijgt een e-mail met de uitnodiging.",
    },
    decline: {
      title: "Boeking afgewezen",
      lead: "{attendee} krijgt daarover een e-mail. De tijd is weer vrij.",
    },
    cancel: {
      title: "Boeking geannuleerd",
      lead: "U en {other} krijgen daarover allebei een e-mail. De tijd is weer vrij.",
    },
  },
  already: {
    confirm: "Deze boeking is al goedgekeurd",
    decline: "Deze boeking is al afgewezen",
    cancel: "Deze boeking is al geannuleerd",
  },
  unchanged: "Er is nu niets veranderd en er is geen tweede e-mail verstuurd.",
  explain: {
    label: "Wilt u zeggen waarom? (optioneel)",
    hint: "{attendee} krijgt de reden per e-mail.",
    button: "Reden versturen",
  },
  explained: { title: "Uw reden is onderweg", lead: "{attendee} krijgt die per e-mail." },
  explainedBefore: {
    title: "Er was al een reden gegeven",
    lead: "{attendee} heeft de reden hieronder gekregen. Er is nu niets veranderd en er is geen tweede e-mail verstuurd.",
  },
  next: "Wat u nu kunt doen",
  links: {
    moveInstead: "In plaats daarvan naar een andere tijd verplaatsen",
    book: "Een nieuwe tijd boeken",
  },
  refused: {
    notOffered: "Deze afspraak wordt niet meer aangeboden",
    approved: "Deze boeking is al goedgekeurd",
    declined: "Deze boeking is afgewezen",
    cancelled: "Deze boeking is geannuleerd",
    over: "De tijd van deze boeking is voorbij",
    movedTooOften: "Deze afspraak is te vaak verplaatst",
    begun: "Deze afspraak is al begonnen",
  },
  refusals: {
    not_offered: "Ze wordt niet meer aangeboden, dus er zijn geen andere tijden. Uw boeking blijft staan.",
    decided_confirmed: "Daarom is afwijzen niet meer mogelijk.",
    decided_declined: "Daarom is goedkeuren niet meer mogelijk.",
    decided_cancelled: "Daarom valt er niets meer te beslissen.",
    already_declined: "Daarom is wijzigen niet meer mogelijk.",
    already_cancelled: "Daarom is wijzigen niet meer mogelijk.",
    already_over: "Daarom is wijzigen niet meer mogelijk.",
    too_many_moves:
      "De afspraak is 20 keer verplaatst en kan niet nog eens. U kunt hem afzeggen en een nieuwe boeken.",
    already_begun: "Daarom is verplaatsen niet meer mogelijk.",
    other: "Dit kan niet meer.",
  },
  moved: {
    title: "Deze afspraak is verzet",
    lead: "Uw link komt uit een e-mail over een eerder tijdstip, dus er is niets gewijzigd. Dit is het huidige tijdstip.",
  },
  nothingDone: "Deze link heeft niets veranderd.",
  attendeeMayBook: "Er kan altijd een nieuwe afspraak met u worden geboekt.",
  writeToAttendee: "Wilt u {attendee} bereiken? Schrijf dan naar {email}.",
  writeToHost: "Wilt u {host} bereiken? Beantwoord dan de e-mail met deze link.",
  notMe: {
    ask: {
      title: "Hebt u dit niet geboekt?",
      lead: "Als iemand anders uw adres heeft opgegeven, wordt deze boeking bij {host} geannuleerd, hoort {host} waarom, en stuurt deze server u 90 dagen lang niets.",
    },
    done: {
      title: "Bedankt voor uw melding",
      lead: "Tot en met {until} stuurt deze server niets naar uw adres.",
    },
    undone: {
      title: "E-mails zijn weer toegestaan",
      lead: "Deze server stuurt weer e-mails naar uw adres.",
    },
    button: "Dit was ik niet",
    leave: "Hebt u toch zelf geboekt? Sluit deze pagina, dan blijft alles zoals het is.",
    undo: "E-mails weer toestaan",
  },
  guests: {
    title: "Uw gasten",
    lead: "Ze krijgen de uitnodiging en elke wijziging per e-mail, maar geen link waarmee iets te wijzigen is.",
    label: "Gasten",
    hint: "Maximaal {count} e-mailadressen, gescheiden door komma’s of nieuwe regels.",
    button: "Opslaan",
    saved: "Uw gasten zijn opgeslagen. Nieuwe gasten krijgen een uitnodiging.",
    wrong: "Vul maximaal {count} e-mailadressen in, elk één keer en zonder dat van uzelf.",
  },
  missing: {
    title: "Deze link leidt nergens heen",
    lead: "We vinden geen boeking bij dit adres. Er is niets veranderd.",
    steps: [
      "Misschien heeft uw mailprogramma het einde van de link afgekapt. Open de e-mail opnieuw en kopieer de hele link naar de adresbalk.",
      "Misschien hebt u een oudere e-mail voor u. Zoek de nieuwste over deze boeking en gebruik de links daarin.",
      "Helpt dat niet, beantwoord dan die e-mail. Uw antwoord gaat naar de persoon met wie u de afspraak hebt.",
    ],
  },
  sorry: {
    title: "Dat is niet gelukt",
    pageErrors: {
      malformed: "Wat er is verstuurd, kon niet worden gelezen. Er is niets veranderd.",
      tooLarge: "Wat er is verstuurd, is te groot. Er is niets veranderd.",
      invalid: "Iets van wat er is verstuurd, is niet bruikbaar. Er is niets veranderd.",
      reasonTooLong: "De reden is te lang: die mag 1000 tekens hebben. Er is niets veranderd.",
      rateLimited: "Er kwamen te veel aanvragen van uw verbinding. Wacht even en probeer het dan opnieuw.",
      internal: "Er ging bij ons iets mis. Het is vastgelegd als {id} voor wie deze server beheert.",
      unavailable: "De server kan op dit moment niets opslaan. Er is niets veranderd; probeer het opnieuw.",
    },
    steps: [
      "Ga terug naar de vorige pagina en probeer het opnieuw.",
      "Gebeurt het weer, beantwoord dan de e-mail met uw link. Uw antwoord gaat naar de persoon met wie u de afspraak hebt.",
    ],
    tryAgain: "Opnieuw proberen",
  },
};
