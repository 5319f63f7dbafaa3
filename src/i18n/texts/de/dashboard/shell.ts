import type { DashboardTexts } from "../../dashboard-texts.ts";

export const shell: DashboardTexts["shell"] = {
  skip: "Zum Inhalt springen",
  navigation: "Hauptmenü",
  sections: {
    bookings: "Buchungen",
    "event-types": "Terminarten",
    availability: "Verfügbarkeit",
    calendars: "Kalender",
    emails: "E-Mails",
    profile: "Profil",
  },
  yourPage: "Ihre Seite",
  newTab: "(öffnet einen neuen Tab)",
  signOut: "Abmelden",
  save: "Speichern",
  cancel: "Abbrechen",
  back: "Zurück",
  remove: "Entfernen",
  copy: "Link kopieren",
  copyText: "Kopieren",
  copied: "Kopiert",
  previous: "Zurück",
  next: "Weiter",
  page: "Seite {page}",
  from: "Von",
  to: "Bis",
  minutes: "Minuten",
  hours: "Stunden",
  days: "Tage",
  zoneNote: "Alle Zeiten sind in Ihrer Zeitzone, {zone}.",
  saved: "Gespeichert.",
  changedMeanwhile:
    "Das wurde inzwischen geändert, vielleicht in einem anderen Fenster. Was Sie eingegeben haben, steht noch hier; speichern Sie noch einmal, um es zu behalten.",
  demo: {
    title: "Dies ist der Demo-Zugang",
    lead: "Sehen Sie sich um und buchen Sie etwas auf der Demo-Seite. Wenn Sie so weit sind, entfernen Sie die Demo und richten Sie Ihre eigene Seite ein.",
    remove: "Demo entfernen",
    removeLead:
      "Damit wird der Demo-Zugang mit allen Buchungen und E-Mails gelöscht. Das lässt sich nicht rückgängig machen.",
  },
  noMailServer:
    "Dieser Server hat noch keinen Mailserver und verschickt deshalb keine E-Mails. Sie können sie unter „E-Mails“ lesen. Um sie zu verschicken, setzt der Betreiber SMTP_URL.",
};
