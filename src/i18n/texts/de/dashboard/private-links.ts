import type { DashboardTexts } from "../../dashboard-texts.ts";

export const privateLinks: DashboardTexts["privateLinks"] = {
  title: "Private Links",
  titleOf: "Private Links: {event}",
  lead: "Mit einem privaten Link kann diese Terminart nur begrenzt oft gebucht werden, auch wenn sie auf Ihrer Seite verborgen ist. Wer den Link hat, kann ihn verwenden und sieht, womit das Formular ausgefüllt ist.",
  inactive:
    "Diese Terminart ist ausgeschaltet. Deshalb kann sie niemand buchen, auch nicht mit einem privaten Link.",
  empty: "Sie haben noch keinen privaten Link für diese Terminart.",
  forAnybody: "Für alle",
  usedOf: "{used} von {uses} verwendet",
  never: "Läuft nicht ab",
  expires: "Läuft ab: {time}",
  expired: "Abgelaufen: {time}",
  unusable: { used: "Aufgebraucht", expired: "Abgelaufen" },
  newTitle: "Neuer privater Link",
  uses: "Wie viele Buchungen",
  bookings: "Buchungen",
  lastDay: "Letzter Tag (freiwillig)",
  lastDayHint: "Wenn Sie nichts eingeben, läuft der Link nicht ab.",
  prefillLead:
    "Sie können das Formular für die Person, die Sie einladen, schon ausfüllen. Sie kann es ändern.",
  name: "Name (freiwillig)",
  email: "E‑Mail-Adresse (freiwillig)",
  notes: "Nachricht an Sie (freiwillig)",
  add: "Link erstellen",
  created: "Der Link ist fertig. Kopieren Sie ihn, und schicken Sie ihn der Person, die Sie einladen.",
  delete: "Löschen",
  deleteLead: "Niemand kann mehr mit diesem Link buchen. Buchungen, die damit gemacht wurden, bleiben.",
  deleteNow: "Diesen Link löschen",
  deleted: "Der Link ist gelöscht.",
};
