import type { Texts } from "../email.ts";

export const email: Texts = {
  meetingTitle: "{event}: {attendee} und {host}",
  meetingWith: "{event} mit {name}",
  labelled: "{label}:",
  subjects: {
    cancelled: "Abgesagt: {meeting}",
    declined: "Abgelehnt: {meeting}",
    requested: "Angefragt: {meeting}",
    toApprove: "Zustimmen? {meeting}",
  },
  openings: {
    attendee_booked: {
      heading: "Ihre Buchung ist bestätigt",
      lead: "Ihr Termin mit {name} steht fest.",
    },
    attendee_requested: {
      heading: "Ihre Anfrage ist unterwegs",
      lead: "{name} muss noch zustimmen. Die Zeit ist für Sie vorgemerkt; die Antwort kommt per E-Mail.",
    },
    attendee_approved: {
      heading: "Ihre Anfrage wurde angenommen",
      lead: "{name} hat zugesagt. Der Termin steht fest.",
    },
    attendee_declined: {
      heading: "Ihre Anfrage wurde abgelehnt",
      lead: "{name} hat abgelehnt. Es ist nichts gebucht.",
    },
    attendee_expired: {
      heading: "Ihre Anfrage ist abgelaufen",
      lead: "{name} hat nicht rechtzeitig geantwortet, darum ist Ihre Anfrage abgelaufen. Es ist nichts gebucht.",
    },
    attendee_cancelled: {
      heading: "Ihr Termin ist abgesagt",
      lead: "{name} hat ihn abgesagt.",
      ownLead: "Sie haben ihn abgesagt.",
    },
    attendee_moved: {
      heading: "Ihr Termin hat eine neue Zeit",
      lead: "{name} hat ihn verlegt.",
      ownLead: "Sie haben ihn verlegt.",
    },
    host_booked: {
      heading: "Sie haben eine neue Buchung",
      lead: "{name} hat einen Termin mit Ihnen gebucht.",
    },
    host_requested: {
      heading: "Stimmen Sie dieser Buchung zu?",
      lead: "{name} bittet um einen Termin mit Ihnen. Die Zeit ist vorgemerkt, bis Sie entscheiden.",
    },
    host_approved: {
      heading: "Sie haben dieser Buchung zugestimmt",
      lead: "Der Termin mit {name} steht fest, und die Zusage ist verschickt.",
    },
    host_declined: {
      heading: "Sie haben diese Buchung abgelehnt",
      lead: "Die Zeit mit {name} ist wieder frei, und die Absage ist verschickt.",
    },
    host_expired: {
      heading: "Eine Anfrage ist abgelaufen",
      lead: "{name} hat um einen Termin mit Ihnen gebeten und nicht rechtzeitig eine Antwort bekommen. Die Anfrage ist darum abgelehnt, und die Zeit ist wieder frei. Sie können {name} weiterhin eine neue Zeit geben; damit ist die Buchung bestätigt.",
    },
    host_cancelled: {
      heading: "Ein Termin ist abgesagt",
      lead: "{name} hat ihn abgesagt. Die Zeit ist wieder frei.",
      ownLead: "Sie haben ihn abgesagt. Die Zeit ist wieder frei.",
    },
    host_disowned: {
      heading: "Ein Termin ist abgesagt",
      lead: "Von {email} kam die Nachricht, dass dieser Termin nicht von dort gebucht wurde. Er ist deshalb abgesagt, und die Zeit ist wieder frei.",
    },
    host_moved: {
      heading: "Ein Termin hat eine neue Zeit",
      lead: "{name} hat ihn verlegt.",
      ownLead: "Sie haben ihn verlegt.",
    },
  },
  awaitsHost: "{name} muss noch zustimmen.",
  awaitsYou: "Ihre Entscheidung steht noch aus.",
  asksHostAgain: "{name} muss der neuen Zeit noch zustimmen.",
  asksYouAgain: "Sie hatten der alten Zeit zugestimmt; die neue wartet auf Ihre Entscheidung.",
  reason: "Grund",
  what: "Was",
  who: "Wer",
  when: "Wann",
  theirTime: "In der anderen Zeitzone",
  before: "Bisher",
  now: "Jetzt",
  where: "Wo",
  notes: "Nachricht",
  reschedule: "Verlegen",
  cancel: "Absagen",
  approve: "Zustimmen",
  decline: "Ablehnen",
  attendeeFooter:
    "Mit einer Antwort auf diese E-Mail schreiben Sie an {name}. Sie ging an {email}, weil diese Adresse bei der Buchung angegeben wurde.",
  notMe: { question: "Sie haben das nicht gebucht?", answer: "Das war ich nicht" },
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
};
