import type { Texts } from "../email.ts";

export const email: Texts = {
  meetingTitle: "{event}: {attendee} en {host}",
  meetingWith: "{event} met {name}",
  calendarName: "Boekingen: {name}",
  labelled: "{label}:",
  subjects: {
    cancelled: "Geannuleerd: {meeting}",
    declined: "Afgewezen: {meeting}",
    requested: "Aangevraagd: {meeting}",
    toConfirm: "Graag bevestigen: {meeting}",
    reminder: "Herinnering: {meeting}",
  },
  openings: {
    attendee_booked: {
      heading: "Uw afspraak is bevestigd",
      lead: "U hebt een afspraak met {name}. Hier zijn de gegevens.",
    },
    attendee_requested: {
      heading: "Uw aanvraag is verstuurd",
      lead: "{name} moet de aanvraag nog bevestigen. De tijd is voor u gereserveerd en u krijgt het antwoord per e-mail.",
    },
    attendee_approved: {
      heading: "Uw afspraak is bevestigd",
      lead: "{name} heeft uw aanvraag bevestigd.",
    },
    attendee_declined: {
      heading: "Uw aanvraag is afgewezen",
      lead: "{name} heeft de aanvraag afgewezen. Er is niets geboekt.",
    },
    attendee_expired: {
      heading: "Uw aanvraag is verlopen",
      lead: "{name} heeft niet op tijd geantwoord. Er is niets geboekt.",
    },
    attendee_cancelled: {
      heading: "Uw afspraak is geannuleerd",
      lead: "{name} heeft de afspraak geannuleerd.",
      ownLead: "U hebt de afspraak geannuleerd.",
    },
    attendee_moved: {
      heading: "Uw afspraak heeft een nieuwe tijd",
      lead: "{name} heeft de afspraak verzet.",
      ownLead: "U hebt de afspraak verzet.",
    },
    attendee_reminder: {
      heading: "Uw afspraak komt eraan",
      lead: "U hebt een afspraak met {name}. Hier zijn de gegevens.",
    },
    guest_invited: {
      heading: "U bent uitgenodigd voor een afspraak",
      lead: "{email} heeft een afspraak met {name} geboekt en u als gast opgegeven.",
    },
    guest_moved: {
      heading: "Een afspraak heeft een nieuwe tijd",
      lead: "De afspraak met {name}, waarvoor {email} u heeft uitgenodigd, is verzet.",
    },
    guest_cancelled: {
      heading: "Een afspraak is geannuleerd",
      lead: "De afspraak met {name}, waarvoor {email} u heeft uitgenodigd, gaat niet door.",
    },
    guest_removed: {
      heading: "U bent niet meer uitgenodigd",
      lead: "U staat niet meer op de gastenlijst van deze afspraak met {name}.",
    },
    host_booked: {
      heading: "U hebt een nieuwe afspraak",
      lead: "{name} heeft een afspraak met u geboekt.",
      ownLead: "U hebt een afspraak met {name} geboekt.",
    },
    host_requested: {
      heading: "U hebt een nieuwe aanvraag",
      lead: "{name} heeft een afspraak aangevraagd. De tijd blijft gereserveerd tot u beslist.",
    },
    host_approved: {
      heading: "U hebt deze afspraak bevestigd",
      lead: "{name} heeft bericht gekregen.",
    },
    host_declined: {
      heading: "U hebt deze aanvraag afgewezen",
      lead: "{name} heeft bericht gekregen en de tijd is weer vrij.",
    },
    host_expired: {
      heading: "Een aanvraag is verlopen",
      lead: "{name} heeft een afspraak aangevraagd en kreeg niet op tijd antwoord. De aanvraag is daarom afgewezen en de tijd is weer vrij. U kunt {name} nog steeds een nieuwe tijd geven; daarmee is de afspraak bevestigd.",
    },
    host_cancelled: {
      heading: "Een afspraak is geannuleerd",
      lead: "{name} heeft de afspraak geannuleerd. De tijd is weer vrij.",
      ownLead: "U hebt de afspraak geannuleerd. De tijd is weer vrij.",
    },
    host_disowned: {
      heading: "Een afspraak is geannuleerd",
      lead: "Wie de e-mail van {email} leest, zegt deze afspraak niet te hebben geboekt. Ze is daarom geannuleerd en de tijd is weer vrij.",
    },
    host_moved: {
      heading: "Een afspraak heeft een nieuwe tijd",
      lead: "{name} heeft de afspraak verzet.",
      ownLead: "U hebt de afspraak verzet.",
    },
    host_reminder: {
      heading: "Er komt een afspraak aan",
      lead: "U hebt een afspraak met {name}. Hier zijn de gegevens.",
    },
  },
  awaitsHost: "{name} moet de afspraak nog bevestigen.",
  awaitsYou: "De afspraak wacht nog op uw beslissing.",
  asksHostAgain: "{name} moet de nieuwe tijd bevestigen.",
  asksYouAgain: "U had de oude tijd bevestigd; de nieuwe wacht op uw beslissing.",
  reason: "Reden",
  what: "Wat",
  who: "Wie",
  when: "Wanneer",
  theirTime: "Tijd voor {name}",
  before: "Oude tijd",
  now: "Nieuwe tijd",
  where: "Waar",
  guests: "Gasten",
  changeGuests: "Gasten wijzigen",
  hostNote: "Van {name}",
  testSubject: "Proef: {subject}",
  notes: "Bericht",
  reschedule: "Verzetten",
  cancel: "Annuleren",
  confirm: "Bevestigen",
  decline: "Afwijzen",
  open: "Boeking openen",
  bookAgain: "Andere tijd boeken",
  places: {
    video: "Videogesprek; {name} stuurt de link",
    phone: "Telefoongesprek",
    in_person: "Op locatie; {name} laat weten waar",
    other: "{name} laat weten waar",
  },
  hostPlaces: {
    video: "Videogesprek; nog zonder link",
    phone: "Telefoongesprek",
    in_person: "Op locatie; nog zonder adres",
    other: "Nog zonder plaats",
  },
  attendeeFooter:
    "Antwoord op deze e-mail om aan {name} te schrijven. De e-mail is naar {email} gestuurd omdat dit adres bij de boeking is opgegeven.",
  notMe: { question: "Hebt u dit niet geboekt?", answer: "Dit was ik niet" },
  guestFooter:
    "Antwoorden op deze e-mail gaan naar {name}. {email} heeft u als gast opgegeven en kan dat wijzigen.",
  hostFooter: "Antwoord op deze e-mail om aan {name} te schrijven.",
  code: {
    subject: "Uw code om te boeken bij {name}",
    heading: "Uw code",
    lead: "Vul deze code in om {event} bij {name} te boeken. Hij is tien minuten geldig.",
    label: "Zescijferige code",
    footer:
      "Iemand heeft {email} opgegeven voor een boeking. Was u dat niet? Negeer deze e-mail dan: zonder de code wordt er niets geboekt.",
  },
  addressChanged: {
    subject: "Uw e-mailadres is gewijzigd",
    heading: "Uw account heeft een nieuw e-mailadres",
    lead: "U logt voortaan in met {email}, en e-mails over uw boekingen gaan daarheen.",
    server: "Adres van de server",
    footer:
      "Deze e-mail is gestuurd naar {email}, uw adres tot nu toe. Hebt u het niet zelf gewijzigd? Dan heeft iemand anders toegang tot uw account: laat het de beheerder van de server weten.",
  },
  entryChanged: {
    moved: {
      subject: "U hebt een boeking in uw agenda verzet",
      heading: "U hebt een boeking in uw agenda verzet",
      lead: "De boeking zelf staat nog op de oude tijd, en {name} heeft geen bericht gekregen. Beslis wat er moet gebeuren.",
    },
    removed: {
      subject: "U hebt een boeking uit uw agenda verwijderd",
      heading: "U hebt een boeking uit uw agenda verwijderd",
      lead: "De boeking zelf gaat nog door, en {name} heeft geen bericht gekregen. Beslis wat er moet gebeuren.",
    },
    bookedFor: "Geboekt voor",
    movedTo: "In uw agenda",
    action: "Beslissen wat er gebeurt",
    footer:
      "Daar kunt u de boeking wijzigen of weer in uw agenda zetten. Tot die tijd blijft alles zoals het is.",
  },
  calendarFailing: {
    subject: "Een van uw agenda’s kan niet worden gelezen",
    heading: "Een van uw agenda’s kan niet worden gelezen",
    lead: "‘{name}’ is aan uw boekingspagina gekoppeld, maar kan niet meer worden gelezen. Daarom is niet bekend wanneer u bezet bent.",
    reason: "Reden",
    effect: "Tot de agenda weer werkt",
    refuses: "Niemand kan de afspraaktypen boeken waarvoor hij telt.",
    asks: "U bevestigt elke boeking zelf.",
    action: "Naar uw agenda’s",
    footer: "U krijgt deze e-mail één keer. Als de agenda weer werkt, hoeft u niets meer te doen.",
  },
  passwordReset: {
    subject: "Kies een nieuw wachtwoord",
    heading: "Kies een nieuw wachtwoord",
    lead: "Iemand, waarschijnlijk u, heeft een nieuw wachtwoord voor uw account aangevraagd. De link werkt één uur.",
    action: "Wachtwoord kiezen",
    footer:
      "Deze e-mail gaat over uw account op {server}. Hebt u er niet om gevraagd? Negeer hem dan: er is niets gewijzigd.",
  },
};
