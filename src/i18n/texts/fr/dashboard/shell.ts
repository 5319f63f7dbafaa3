import type { DashboardTexts } from "../../dashboard-texts.ts";

export const shell: DashboardTexts["shell"] = {
  skip: "Aller au contenu",
  navigation: "Menu principal",
  sections: {
    bookings: "Réservations",
    "event-types": "Types de rendez-vous",
    availability: "Disponibilités",
    calendars: "Calendriers",
    emails: "E-mails",
    profile: "Profil",
  },
  yourPage: "Votre page",
  newTab: "(ouvre un nouvel onglet)",
  signOut: "Se déconnecter",
  save: "Enregistrer",
  cancel: "Annuler",
  back: "Retour",
  remove: "Retirer",
  copy: "Copier le lien",
  copyText: "Copier",
  copied: "Copié",
  previous: "Précédent",
  next: "Suivant",
  page: "Page {page}",
  from: "De",
  to: "À",
  minutes: "minutes",
  hours: "heures",
  days: "jours",
  zoneNote: "Toutes les heures sont dans votre fuseau horaire, {zone}.",
  saved: "Enregistré.",
  changedMeanwhile:
    "Cela a été modifié entre-temps, peut-être dans une autre fenêtre. Ce que vous avez saisi est toujours là ; enregistrez de nouveau pour le garder.",
  demo: {
    title: "Ceci est le compte de démonstration",
    lead: "Faites un tour et réservez quelque chose sur la page de démonstration. Quand vous serez prêt, retirez la démonstration et créez votre propre page.",
    remove: "Retirer la démonstration",
    removeLead:
      "Le compte de démonstration sera supprimé avec toutes ses réservations et tous ses e-mails. C’est définitif.",
  },
  noMailServer:
    "Ce serveur n’a pas encore de serveur de messagerie et n’envoie donc aucun e-mail. Vous pouvez les lire sous « E-mails ». Pour les envoyer, la personne qui gère le serveur définit SMTP_URL.",
};
