import type { DashboardTexts } from "../../dashboard-texts.ts";

export const shell: DashboardTexts["shell"] = {
  skip: "Naar de inhoud",
  navigation: "Hoofdmenu",
  sections: {
    bookings: "Boekingen",
    "event-types": "Afspraaktypen",
    availability: "Beschikbaarheid",
    calendars: "Agenda’s",
    emails: "E-mails",
    profile: "Profiel",
  },
  yourPage: "Uw pagina",
  newTab: "(opent een nieuw tabblad)",
  signOut: "Uitloggen",
  save: "Opslaan",
  cancel: "Annuleren",
  back: "Terug",
  remove: "Verwijderen",
  copy: "Link kopiëren",
  copyText: "Kopiëren",
  copied: "Gekopieerd",
  previous: "Vorige",
  next: "Volgende",
  page: "Pagina {page}",
  from: "Van",
  to: "Tot",
  minutes: "minuten",
  hours: "uur",
  days: "dagen",
  zoneNote: "Alle tijden zijn in uw tijdzone, {zone}.",
  saved: "Opgeslagen.",
  changedMeanwhile:
    "Dit is intussen gewijzigd, misschien in een ander venster. Wat u hebt ingevuld, staat er nog; sla het nog eens op om het te bewaren.",
  demo: {
    title: "Dit is het demo-account",
    lead: "Kijk rond en boek iets op de demopagina. Als u zover bent, verwijdert u de demo en maakt u uw eigen pagina.",
    remove: "Demo verwijderen",
    removeLead:
      "Het demo-account wordt verwijderd, met alle boekingen en e-mails. Dit kan niet ongedaan worden gemaakt.",
  },
  noMailServer:
    "Deze server heeft nog geen mailserver en verstuurt dus geen e-mails. U kunt ze lezen onder ‘E-mails’. Om ze te versturen, stelt de beheerder SMTP_URL in.",
};
