import type { RescheduleTexts } from "../rescheduling.ts";

export const rescheduling: RescheduleTexts = {
  instead: {
    chooseTime: "Wählen Sie einen neuen Termin",
    yourDetails: "Buchung verlegen?",
    confirmButton: "Buchung verlegen",
    requestButton: "Diese Zeit anfragen",
    sending: "Wird verlegt …",
    sendingSlowly: "Die Verbindung ist langsam. Ihre Änderung ist noch unterwegs.",
    taken: "Diese Zeit wurde gerade vergeben. Ihre Buchung wurde nicht verlegt.",
    noTimesAtAll: "Zurzeit ist keine andere Zeit frei. Ihre Buchung bleibt, wie sie ist.",
    offline: "Sie sind offline. Sobald die Verbindung steht, geht es weiter.",
    unreachable:
      "Der Server ist nicht erreichbar. Sie können es gefahrlos noch einmal versuchen: Die Buchung wird nur einmal verlegt.",
    confirmedTitle: "Ihre Buchung ist verlegt",
    confirmedLead: "Sie und {host} bekommen je eine E‑Mail mit der neuen Zeit.",
    pendingTitle: "Ihre Buchung ist verlegt",
    pendingLead:
      "Die neue Zeit ist für Sie vorgemerkt. {host} muss noch zustimmen; die Antwort kommt per E‑Mail.",
  },
  words: {
    present: "Ihr jetziger Termin",
    oldTime: "Bisher",
    newTime: "Neu",
    unchanged:
      "Ihre Buchung liegt bereits auf dieser Zeit. Wählen Sie eine andere, oder lassen Sie alles, wie es ist.",
    asksAgain:
      "Ihre bisherige Zeit wird sofort frei. {host} muss der neuen Zeit erneut zustimmen; die Antwort kommt per E‑Mail.",
    reason: "Begründung, für {host}",
    keep: "Möchten Sie den Termin behalten? Schließen Sie diese Seite, und alles bleibt, wie es ist.",
  },
  already: {
    title: "Ihre Buchung liegt bereits auf dieser Zeit",
    lead: "Es hat sich jetzt nichts geändert, und es ging keine zweite E‑Mail hinaus.",
  },
};
