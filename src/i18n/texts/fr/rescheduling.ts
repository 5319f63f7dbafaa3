import type { RescheduleTexts } from "../rescheduling.ts";

export const rescheduling: RescheduleTexts = {
  instead: {
    chooseTime: "Choisissez un nouvel horaire",
    yourDetails: "Déplacer votre réservation ?",
    confirmButton: "Déplacer la réservation",
    requestButton: "Demander cet horaire",
    sending: "Déplacement en cours…",
    sendingSlowly: "La connexion est lente. Votre changement est toujours en cours d’envoi.",
    taken: "Cet horaire vient d’être pris. Votre réservation n’a pas été déplacée.",
    noTimesAtAll:
      "Aucun autre horaire n’est disponible pour le moment. Votre réservation reste comme elle est.",
    offline: "Vous êtes hors ligne. Vous pourrez continuer dès que la connexion sera rétablie.",
    unreachable:
      "Le serveur est injoignable. Vous pouvez réessayer sans risque : la réservation ne sera déplacée qu’une fois.",
    confirmedTitle: "Votre réservation est déplacée",
    confirmedLead: "Un e‑mail avec le nouvel horaire part pour vous et un autre pour {host}.",
    pendingTitle: "Votre réservation est déplacée",
    pendingLead:
      "Le nouvel horaire vous est réservé. L’accord de {host} est encore nécessaire, et la réponse arrivera par e‑mail.",
  },
  words: {
    present: "Votre horaire actuel",
    oldTime: "Ancien horaire",
    newTime: "Nouvel horaire",
    unchanged:
      "Votre réservation est déjà à cet horaire. Choisissez-en un autre, ou laissez-la telle quelle.",
    asksAgain:
      "Votre ancien horaire est libéré aussitôt. {host} doit de nouveau donner son accord, et la réponse arrivera par e‑mail.",
    reason: "Motif, pour {host}",
    keep: "Vous voulez garder votre horaire ? Fermez cette page, et rien ne change.",
  },
  already: {
    title: "Votre réservation est déjà à cet horaire",
    lead: "Rien n’a changé à l’instant, et aucun second e‑mail n’a été envoyé.",
  },
};
