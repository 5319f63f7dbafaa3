import type { Texts } from "../email.ts";

export const email: Texts = {
  meetingTitle: "{event}: {attendee} und {host}",
  meetingWith: "{event} mit {name}",
  calendarName: "Buchungen: {name}",
  labelled: "{label}:",
  subjects: {
    cancelled: "Abgesagt: {meeting}",
    declined: "Abgelehnt: {meeting}",
    requested: "Angefragt: {meeting}",
    toConfirm: "Bitte bestätigen: {meeting}",
    reminder: "Erinnerung: {meeting}",
  },
  openings: {
    attendee_booked: {
      heading: "Ihr Termin ist bestätigt",
      lead: "Sie treffen {name}. Hier sind die Einzelheiten.",
    },
    attendee_requested: {
      heading: "Ihre Anfrage ist verschickt",
      lead: "{name} muss sie noch bestätigen. Die Zeit ist für Sie reserviert, und Sie bekommen die Antwort per E-Mail.",
    },
    attendee_approved: {
      heading: "Ihr Termin ist bestätigt",
      lead: "{name} hat Ihre Anfrage bestätigt.",
    },
    attendee_declined: {
      heading: "Ihre Anfrage wurde abgelehnt",
      lead: "{name} hat sie abgelehnt. Es ist nichts gebucht.",
    },
    attendee_expired: {
      heading: "Ihre Anfrage ist abgelaufen",
      lead: "{name} hat nicht rechtzeitig geantwortet. Es ist nichts gebucht.",
    },
    attendee_cancelled: {
      heading: "Ihr Termin ist abgesagt",
      lead: "{name} hat ihn abgesagt.",
      ownLead: "Sie haben ihn abgesagt.",
    },
    attendee_moved: {
      heading: "Ihr Termin hat eine neue Zeit",
      lead: "{name} hat ihn verschoben.",
      ownLead: "Sie haben ihn verschoben.",
    },
    attendee_reminder: {
      heading: "Ihr Termin steht bevor",
      lead: "Sie treffen {name}. Hier sind die Einzelheiten.",
    },
    guest_invited: {
      heading: "Sie sind zu einem Termin eingeladen",
      lead: "{email} hat einen Termin mit {name} gebucht und Sie als Gast genannt.",
    },
    guest_moved: {
      heading: "Ein Termin hat eine neue Zeit",
      lead: "Der Termin mit {name}, zu dem {email} Sie eingeladen hat, wurde verschoben.",
    },
    guest_cancelled: {
      heading: "Ein Termin ist abgesagt",
      lead: "Der Termin mit {name}, zu dem {email} Sie eingeladen hat, findet nicht statt.",
    },
    guest_removed: {
      heading: "Sie sind nicht mehr eingeladen",
      lead: "Sie sind bei diesem Termin mit {name} nicht mehr als Gast vorgesehen.",
    },
    host_booked: {
      heading: "Sie haben einen neuen Termin",
      lead: "{name} hat einen Termin mit Ihnen gebucht.",
      ownLead: "Sie haben einen Termin mit {name} gebucht.",
    },
    host_requested: {
      heading: "Sie haben eine neue Anfrage",
      lead: "{name} hat einen Termin angefragt. Die Zeit ist reserviert, bis Sie entscheiden.",
    },
    host_approved: {
      heading: "Sie haben diesen Termin bestätigt",
      lead: "{name} hat Bescheid bekommen.",
    },
    host_declined: {
      heading: "Sie haben diese Anfrage abgelehnt",
      lead: "{name} hat Bescheid bekommen, und die Zeit ist wieder frei.",
    },
    host_expired: {
      heading: "Eine Anfrage ist abgelaufen",
      lead: "{name} hat einen Termin angefragt und nicht rechtzeitig eine Antwort bekommen. Die Anfrage ist deshalb abgelehnt, und die Zeit ist wieder frei. Sie können {name} weiterhin eine neue Zeit geben; damit ist der Termin bestätigt.",
    },
    host_cancelled: {
      heading: "Ein Termin ist abgesagt",
      lead: "{name} hat ihn abgesagt. Die Zeit ist wieder frei.",
      ownLead: "Sie haben ihn abgesagt. Die Zeit ist wieder frei.",
    },
    host_disowned: {
      heading: "Ein Termin ist abgesagt",
      lead: "Wer die E-Mails an {email} liest, hat diesen Termin nach eigenen Angaben nicht gebucht. Er ist deshalb abgesagt, und die Zeit ist wieder frei.",
    },
    host_moved: {
      heading: "Ein Termin hat eine neue Zeit",
      lead: "{name} hat ihn verschoben.",
      ownLead: "Sie haben ihn verschoben.",
    },
    host_reminder: {
      heading: "Ein Termin steht bevor",
      lead: "Sie treffen {name}. Hier sind die Einzelheiten.",
    },
  },
  awaitsHost: "{name} muss noch bestätigen.",
  awaitsYou: "Ihre Entscheidung steht noch aus.",
  asksHostAgain: "{name} muss die neue Zeit noch bestätigen.",
  asksYouAgain: "Die alte Zeit hatten Sie bestätigt; die neue wartet auf Ihre Entscheidung.",
  reason: "Grund",
  what: "Was",
  who: "Wer",
  when: "Wann",
  theirTime: "Zeit für {name}",
  before: "Bisher",
  now: "Jetzt",
  where: "Wo",
  guests: "Gäste",
  changeGuests: "Gäste ändern",
  hostNote: "Von {name}",
  testSubject: "Zur Probe: {subject}",
  notes: "Nachricht",
  reschedule: "Verschieben",
  cancel: "Absagen",
  confirm: "Bestätigen",
  decline: "Ablehnen",
  open: "Buchung öffnen",
  bookAgain: "Anderen Termin buchen",
  places: {
    video: "Videogespräch; den Link schickt {name}",
    phone: "Telefongespräch",
    in_person: "Persönlich; den Ort nennt {name}",
    other: "Den Ort nennt {name}",
  },
  hostPlaces: {
    video: "Videogespräch; noch ohne Link",
    phone: "Telefongespräch",
    in_person: "Persönlich; noch ohne Adresse",
    other: "Noch ohne Ort",
  },
  attendeeFooter:
    "Mit einer Antwort auf diese E-Mail schreiben Sie an {name}. Sie ging an {email}, weil diese Adresse bei der Buchung angegeben wurde.",
  notMe: { question: "Sie haben das nicht gebucht?", answer: "Das war ich nicht" },
  guestFooter:
    "Antworten auf diese E-Mail gehen an {name}. {email} hat Sie als Gast genannt und kann das ändern.",
  hostFooter: "Mit einer Antwort auf diese E-Mail schreiben Sie an {name}.",
  code: {
    subject: "Ihr Code für die Buchung bei {name}",
    heading: "Ihr Code",
    lead: "Mit diesem Code buchen Sie {event} bei {name}. Er gilt zehn Minuten.",
    label: "Einmalcode",
    footer:
      "Bei einer Buchung wurde {email} angegeben. Wenn Sie das nicht waren, ignorieren Sie diese E-Mail: Ohne den Code wird nichts gebucht.",
  },
  addressChanged: {
    subject: "Ihre E-Mail-Adresse wurde geändert",
    heading: "Ihr Konto hat eine neue E-Mail-Adresse",
    lead: "Sie melden sich ab jetzt mit {email} an, und E-Mails zu Ihren Buchungen gehen dorthin.",
    server: "Adresse des Servers",
    footer:
      "Diese E-Mail ging an {email}, Ihre bisherige Adresse. Wenn Sie sie nicht geändert haben, hat jemand anderes Zugang zu Ihrem Konto: Sagen Sie es dem Betreiber des Servers.",
  },
  entryChanged: {
    moved: {
      subject: "Sie haben eine Buchung in Ihrem Kalender verschoben",
      heading: "Sie haben eine Buchung in Ihrem Kalender verschoben",
      lead: "Die Buchung selbst hat noch die alte Zeit, und {name} weiß nichts davon. Bitte entscheiden Sie, was geschehen soll.",
    },
    removed: {
      subject: "Sie haben eine Buchung aus Ihrem Kalender gelöscht",
      heading: "Sie haben eine Buchung aus Ihrem Kalender gelöscht",
      lead: "Die Buchung selbst besteht noch, und {name} weiß nichts davon. Bitte entscheiden Sie, was geschehen soll.",
    },
    bookedFor: "Gebucht für",
    movedTo: "In Ihrem Kalender",
    action: "Entscheiden, was geschieht",
    footer:
      "Dort können Sie die Buchung ändern oder wieder in Ihren Kalender eintragen. Bis dahin bleibt alles, wie es ist.",
  },
  calendarFailing: {
    subject: "Einer Ihrer Kalender ist nicht lesbar",
    heading: "Einer Ihrer Kalender ist nicht lesbar",
    lead: "„{name}“ ist mit Ihrer Buchungsseite verbunden, aber nicht mehr lesbar. Deshalb ist nicht bekannt, wann Sie beschäftigt sind.",
    reason: "Grund",
    effect: "Bis er wieder lesbar ist",
    refuses: "Niemand kann die Terminarten buchen, für die er zählt.",
    asks: "Sie werden bei jeder Buchung gefragt.",
    action: "Zu Ihren Kalendern",
    footer:
      "Diese E-Mail bekommen Sie nur einmal. Wenn der Kalender wieder lesbar ist, müssen Sie nichts weiter tun.",
  },
  passwordReset: {
    subject: "Neues Passwort wählen",
    heading: "Neues Passwort wählen",
    lead: "Jemand, vermutlich Sie, hat ein neues Passwort für Ihr Konto angefordert. Der Link gilt eine Stunde.",
    action: "Passwort wählen",
    footer:
      "Diese E-Mail betrifft Ihr Konto auf {server}. Wenn Sie sie nicht angefordert haben, ignorieren Sie sie einfach: Es hat sich nichts geändert.",
  },
};
