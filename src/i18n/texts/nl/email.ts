import type { Texts } from "../email.ts";

export const email: Texts = {
  meetingTitle: "{event}: {attendee} en {host}",
  meetingWith: "{event} met {name}",
  labelled: "{label}:",
  subjects: {
    cancelled: "Geannuleerd: {meeting}",
    declined: "Afgewezen: {meeting}",
    requested: "Aangevraagd: {meeting}",
    toApprove: "Goedkeuren? {meeting}",
  },
  openings: {
    attendee_booked: {
      heading: "Uw boeking is bevestigd",
      lead: "Uw afspraak met {name} staat vast.",
    },
    attendee_requested: {
      heading: "Uw aanvraag is onderweg",
      lead: "{name} moet de aanvraag nog goedkeuren. De tijd wordt voor u vastgehouden en u krijgt het antwoord per e-mail.",
    },
    attendee_approved: {
      heading: "Uw aanvraag is goedgekeurd",
      lead: "{name} is akkoord. De afspraak staat vast.",
    },
    attendee_declined: {
      heading: "Uw aanvraag is afgewezen",
      lead: "{name} heeft de aanvraag afgewezen. Er is niets geboekt.",
    },
    attendee_expired: {
      heading: "Uw aanvraag is verlopen",
      lead: "{name} heeft niet op tijd geantwoord, daarom is uw aanvraag verlopen. Er is niets geboekt.",
    },
    attendee_cancelled: {
      heading: "Uw afspraak is geannuleerd",
      lead: "{name} heeft de afspraak geannuleerd.",
      ownLead: "U hebt de afspraak geannuleerd.",
    },
    attendee_moved: {
      heading: "Uw afspraak heeft een nieuwe tijd",
      lead: "{name} heeft de afspraak verplaatst.",
      ownLead: "U hebt de afspraak verplaatst.",
    },
    host_booked: {
      heading: "U hebt een nieuwe boeking",
      lead: "{name} heeft een afspraak met u geboekt.",
    },
    host_requested: {
      heading: "Keurt u deze boeking goed?",
      lead: "{name} vraagt om een afspraak met u. De tijd wordt vastgehouden tot u beslist.",
    },
    host_approved: {
      heading: "U hebt deze boeking goedgekeurd",
      lead: "De afspraak met {name} staat vast en de bevestiging is verstuurd.",
    },
    host_declined: {
      heading: "U hebt deze boeking afgewezen",
      lead: "De tijd met {name} is weer vrij en de afwijzing is verstuurd.",
    },
    host_expired: {
      heading: "Een aanvraag is verlopen",
      lead: "{name} vroeg om een afspraak met u en kreeg niet op tijd antwoord, daarom is de aanvraag afgewezen. De tijd is weer vrij. U kunt {name} nog steeds een nieuwe tijd geven; daarmee is de boeking bevestigd.",
    },
    host_cancelled: {
      heading: "Een afspraak is geannuleerd",
      lead: "{name} heeft de afspraak geannuleerd. De tijd is weer vrij.",
      ownLead: "U hebt de afspraak geannuleerd. De tijd is weer vrij.",
    },
    host_disowned: {
      heading: "Een afspraak is geannuleerd",
      lead: "Wie de e-mail van {email} leest, zegt dit niet te hebben geboekt. De afspraak is daarom geannuleerd en de tijd is weer vrij.",
    },
    host_moved: {
      heading: "Een afspraak heeft een nieuwe tijd",
      lead: "{name} heeft de afspraak verplaatst.",
      ownLead: "U hebt de afspraak verplaatst.",
    },
  },
  awaitsHost: "{name} moet de afspraak nog goedkeuren.",
  awaitsYou: "Uw beslissing is nog nodig.",
  asksHostAgain: "{name} moet de nieuwe tijd goedkeuren.",
  asksYouAgain: "U had de oude tijd goedgekeurd; de nieuwe wacht op uw beslissing.",
  reason: "Reden",
  what: "Wat",
  who: "Wie",
  when: "Wanneer",
  theirTime: "In de andere tijdzone",
  before: "Oude tijd",
  now: "Nieuwe tijd",
  where: "Waar",
  notes: "Bericht",
  reschedule: "Verplaatsen",
  cancel: "Annuleren",
  approve: "Goedkeuren",
  decline: "Afwijzen",
  attendeeFooter:
    "Antwoord op deze e-mail om aan {name} te schrijven. De e-mail is naar {email} gestuurd omdat dit adres bij de boeking is opgegeven.",
  notMe: { question: "Hebt u dit niet geboekt?", answer: "Dit was ik niet" },
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
};
