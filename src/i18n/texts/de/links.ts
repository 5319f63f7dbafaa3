import type { LinkTexts } from "../links.ts";

export const links: LinkTexts = {
  details: {
    what: "Was",
    who: "Wer",
    with: "Mit",
    when: "Wann",
    where: "Wo",
    status: "Stand",
    notes: "Anmerkungen",
    reason: "Begründung",
    rescheduleReason: "Begründung der neuen Zeit",
  },
  statuses: {
    pending: "Wartet auf Zustimmung",
    confirmed: "Bestätigt",
    declined: "Abgelehnt",
    cancelled: "Abgesagt",
  },
  expired: "Abgelehnt, weil nicht rechtzeitig geantwortet wurde",
  ask: {
    confirm: {
      title: "Dieser Buchung zustimmen?",
      lead: "{attendee} bittet um einen Termin mit Ihnen. Wenn Sie zustimmen, geht die Einladung per E‑Mail hinaus.",
      button: "Zustimmen",
      leave: "Noch nicht sicher? Schließen Sie diese Seite. Die Zeit bleibt reserviert, bis Sie entscheiden.",
    },
    decline: {
      title: "Diese Buchung ablehnen?",
      lead: "{attendee} bittet um einen Termin mit Ihnen. Wenn Sie ablehnen, geht eine E‑Mail darüber hinaus, und die Zeit ist wieder frei.",
      button: "Ablehnen",
      leave: "Noch nicht sicher? Schließen Sie diese Seite. Die Zeit bleibt reserviert, bis Sie entscheiden.",
    },
    cancel: {
      title: "Diese Buchung absagen?",
      lead: "Wenn Sie absagen, bekommt {other} eine E‑Mail darüber, und die Zeit ist wieder frei.",
      button: "Buchung absagen",
      leave: "Möchten Sie den Termin behalten? Schließen Sie diese Seite, und alles bleibt, wie es ist.",
    },
  },
  reasonLabel: "Begründung (freiwillig)",
  reasonHint: "{name} kann sie in dieser E‑Mail lesen.",
  otherWays: "Andere Möglichkeiten",
  done: {
    confirm: {
      title: "Sie haben der Buchung zugestimmt",
      lead: "{attendee} bekommt eine E‑Mail mit der Einladung.",
    },
    decline: {
      title: "Sie haben die Buchung abgelehnt",
      lead: "{attendee} bekommt eine E‑Mail darüber. Die Zeit ist wieder frei.",
    },
    cancel: {
      title: "Die Buchung ist abgesagt",
      lead: "Sie und {other} bekommen je eine E‑Mail darüber. Die Zeit ist wieder frei.",
    },
  },
  already: {
    confirm: "Sie haben dieser Buchung schon zugestimmt",
    decline: "Sie haben diese Buchung schon abgelehnt",
    cancel: "Diese Buchung ist schon abgesagt",
  },
  unchanged: "Es hat sich jetzt nichts geändert, und es ging keine zweite E‑Mail hinaus.",
  explain: {
    label: "Möchten Sie sagen, warum? (freiwillig)",
    hint: "{attendee} bekommt die Begründung per E‑Mail.",
    button: "Begründung senden",
  },
  explained: {
    title: "Ihre Begründung ist unterwegs",
    lead: "{attendee} bekommt sie per E‑Mail.",
  },
  explainedBefore: {
    title: "Eine Begründung gab es schon",
    lead: "{attendee} hat die untenstehende bekommen. Es hat sich jetzt nichts geändert, und es ging keine zweite E‑Mail hinaus.",
  },
  next: "Was Sie jetzt tun können",
  links: {
    moveInstead: "Stattdessen auf eine andere Zeit verlegen",
    book: "Eine neue Zeit buchen",
  },
  refused: {
    notOffered: "Dieser Termin wird nicht mehr angeboten",
    approved: "Sie haben dieser Buchung schon zugestimmt",
    declined: "Diese Buchung wurde abgelehnt",
    cancelled: "Diese Buchung wurde abgesagt",
    over: "Die Zeit dieser Buchung ist vorbei",
    movedTooOften: "Dieser Termin wurde zu oft verlegt",
    begun: "Dieser Termin hat schon begonnen",
  },
  refusals: {
    not_offered:
      "Er wird nicht mehr angeboten, darum gibt es keine anderen Zeiten. Ihre Buchung bleibt bestehen.",
    decided_confirmed: "Darum kann sie nicht mehr abgelehnt werden.",
    decided_declined: "Darum kann ihr nicht mehr zugestimmt werden.",
    decided_cancelled: "Darum gibt es hier nichts mehr zu entscheiden.",
    already_declined: "Darum kann sie nicht mehr geändert werden.",
    already_cancelled: "Darum kann sie nicht mehr geändert werden.",
    already_over: "Darum kann sie nicht mehr geändert werden.",
    too_many_moves:
      "Er wurde 20-mal verlegt und kann nicht noch einmal verlegt werden. Sie können ihn absagen und neu buchen.",
    already_begun: "Darum kann er nicht mehr verlegt werden.",
    other: "Das ist nicht mehr möglich.",
  },
  moved: {
    title: "Dieser Termin wurde verschoben",
    lead: "Ihr Link stammt aus einer E‑Mail zu einem früheren Zeitpunkt, deshalb wurde nichts geändert. Das ist der aktuelle Zeitpunkt.",
  },
  nothingDone: "Dieser Link hat nichts geändert.",
  attendeeMayBook: "Es kann jederzeit ein neuer Termin mit Ihnen gebucht werden.",
  writeToAttendee: "Um {attendee} zu erreichen, schreiben Sie an {email}.",
  writeToHost: "Um {host} zu erreichen, antworten Sie auf die E‑Mail mit diesem Link.",
  notMe: {
    ask: {
      title: "Haben Sie das nicht gebucht?",
      lead: "Wenn jemand anderes Ihre Adresse angegeben hat, wird diese Buchung bei {host} abgesagt, {host} erfährt den Grund, und 90 Tage lang schickt Ihnen dieser Server keine E‑Mails.",
    },
    done: {
      title: "Danke für den Hinweis",
      lead: "Bis {until} schickt dieser Server nichts an Ihre Adresse.",
    },
    undone: {
      title: "E‑Mails sind wieder erlaubt",
      lead: "Dieser Server schickt wieder E‑Mails an Ihre Adresse.",
    },
    button: "Das war ich nicht",
    leave: "Haben Sie doch selbst gebucht? Schließen Sie diese Seite, und alles bleibt, wie es ist.",
    undo: "E‑Mails wieder erlauben",
  },
  guests: {
    title: "Ihre Gäste",
    lead: "Sie erhalten die Einladung und jede Änderung per E-Mail, aber keinen Link, der etwas ändert.",
    label: "Gäste",
    hint: "Bis zu {count} E-Mail-Adressen, durch Kommas oder Zeilenumbrüche getrennt.",
    button: "Speichern",
    saved: "Ihre Gäste sind gespeichert. Neue erhalten eine Einladung.",
    wrong: "Bitte geben Sie bis zu {count} E-Mail-Adressen an, jede nur einmal und ohne Ihre eigene.",
  },
  missing: {
    title: "Dieser Link führt nirgendwohin",
    lead: "Zu dieser Adresse finden wir keine Buchung. Es hat sich nichts geändert.",
    steps: [
      "Vielleicht hat Ihr E‑Mail-Programm das Ende des Links abgeschnitten. Öffnen Sie die E‑Mail noch einmal, und kopieren Sie den ganzen Link in die Adresszeile.",
      "Vielleicht haben Sie eine ältere E‑Mail vor sich. Suchen Sie die neueste zu dieser Buchung, und verwenden Sie deren Links.",
      "Wenn das nicht hilft, antworten Sie auf diese E‑Mail. Ihre Antwort geht an die Person, mit der Sie verabredet sind.",
    ],
  },
  sorry: {
    title: "Das hat nicht geklappt",
    pageErrors: {
      malformed: "Was gesendet wurde, war nicht lesbar. Es hat sich nichts geändert.",
      tooLarge: "Was gesendet wurde, ist zu groß. Es hat sich nichts geändert.",
      invalid: "Etwas von dem, was gesendet wurde, ist nicht verwendbar. Es hat sich nichts geändert.",
      reasonTooLong:
        "Die Begründung ist zu lang: Sie kann bis zu 1000 Zeichen haben. Es hat sich nichts geändert.",
      rateLimited:
        "Von Ihrem Anschluss kamen zu viele Anfragen. Bitte warten Sie kurz und versuchen Sie es dann noch einmal.",
      internal:
        "Bei uns ist etwas schiefgegangen. Wer diesen Server betreibt, findet es im Protokoll unter {id}.",
      unavailable:
        "Der Server kann gerade nichts speichern. Es hat sich nichts geändert; bitte versuchen Sie es noch einmal.",
    },
    steps: [
      "Gehen Sie zurück zur vorigen Seite, und versuchen Sie es noch einmal.",
      "Wenn es wieder geschieht, antworten Sie auf die E‑Mail mit Ihrem Link. Ihre Antwort geht an die Person, mit der Sie verabredet sind.",
    ],
    tryAgain: "Noch einmal versuchen",
  },
};
