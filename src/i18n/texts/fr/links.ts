import type { LinkTexts } from "../links.ts";

export const links: LinkTexts = {
  details: {
    what: "Objet",
    who: "Qui",
    with: "Avec",
    when: "Date",
    where: "Lieu",
    status: "État",
    notes: "Remarques",
    reason: "Motif",
    rescheduleReason: "Motif du nouvel horaire",
  },
  statuses: {
    pending: "En attente d’accord",
    confirmed: "Confirmée",
    declined: "Refusée",
    cancelled: "Annulée",
  },
  expired: "Refusée, faute de réponse à temps",
  ask: {
    confirm: {
      title: "Accepter cette réservation ?",
      lead: "{attendee} souhaite un rendez-vous avec vous. Si vous acceptez, l’invitation part par e‑mail.",
      button: "Accepter",
      leave: "Vous hésitez encore ? Fermez cette page. L’horaire reste bloqué jusqu’à votre décision.",
    },
    decline: {
      title: "Refuser cette réservation ?",
      lead: "{attendee} souhaite un rendez-vous avec vous. Si vous refusez, un e‑mail l’annonce et l’horaire se libère.",
      button: "Refuser",
      leave: "Vous hésitez encore ? Fermez cette page. L’horaire reste bloqué jusqu’à votre décision.",
    },
    cancel: {
      title: "Annuler cette réservation ?",
      lead: "Si vous annulez, {other} reçoit un e‑mail qui l’annonce et l’horaire se libère.",
      button: "Annuler la réservation",
      leave: "Vous voulez la garder ? Fermez cette page, et rien ne change.",
    },
  },
  reasonLabel: "Motif (facultatif)",
  reasonHint: "{name} pourra le lire dans cet e‑mail.",
  otherWays: "Autres possibilités",
  done: {
    confirm: {
      title: "Réservation acceptée",
      lead: "{attendee} reçoit un e‑mail avec l’invitation.",
    },
    decline: {
      title: "Réservation refusée",
      lead: "{attendee} reçoit un e‑mail qui l’annonce. L’horaire est de nouveau libre.",
    },
    cancel: {
      title: "Réservation annulée",
      lead: "Un e‑mail de confirmation part pour vous et un autre pour {other}. L’horaire est de nouveau libre.",
    },
  },
  already: {
    confirm: "Cette réservation est déjà acceptée",
    decline: "Cette réservation est déjà refusée",
    cancel: "Cette réservation est déjà annulée",
  },
  unchanged: "Rien n’a changé à l’instant, et aucun second e‑mail n’a été envoyé.",
  explain: {
    label: "Souhaitez-vous dire pourquoi ? (facultatif)",
    hint: "{attendee} recevra le motif par e‑mail.",
    button: "Envoyer le motif",
  },
  explained: { title: "Votre motif est en route", lead: "{attendee} le reçoit par e‑mail." },
  explainedBefore: {
    title: "Un motif a déjà été donné",
    lead: "{attendee} a reçu celui ci-dessous. Rien n’a changé à l’instant, et aucun second e‑mail n’a été envoyé.",
  },
  next: "Ce que vous pouvez faire maintenant",
  links: {
    moveInstead: "Plutôt déplacer à un autre horaire",
    book: "Réserver un nouvel horaire",
  },
  refused: {
    notOffered: "Ce rendez-vous n’est plus proposé",
    approved: "Cette réservation est déjà acceptée",
    declined: "Cette réservation a été refusée",
    cancelled: "Cette réservation a été annulée",
    over: "L’horaire de cette réservation est passé",
    movedTooOften: "Ce rendez-vous a été déplacé trop souvent",
    begun: "Ce rendez-vous a déjà commencé",
  },
  refusals: {
    not_offered:
      "Il n’est plus proposé : il n’y a donc pas d’autre horaire. Votre réservation reste valable.",
    decided_confirmed: "Elle ne peut donc plus être refusée.",
    decided_declined: "Elle ne peut donc plus être acceptée.",
    decided_cancelled: "Il n’y a donc plus rien à décider.",
    already_declined: "Elle ne peut donc plus être modifiée.",
    already_cancelled: "Elle ne peut donc plus être modifiée.",
    already_over: "Elle ne peut donc plus être modifiée.",
    too_many_moves:
      "Il a été déplacé 20 fois et ne peut plus l’être. Vous pouvez l’annuler et en prendre un nouveau.",
    already_begun: "Il ne peut donc plus être déplacé.",
    other: "Ce n’est plus possible.",
  },
  moved: {
    title: "Ce rendez-vous a été déplacé",
    lead: "Votre lien vient d’un e‑mail concernant un horaire précédent : rien n’a été modifié. Voici l’horaire actuel.",
  },
  nothingDone: "Ce lien n’a rien changé.",
  attendeeMayBook: "Un nouveau rendez-vous avec vous peut être réservé à tout moment.",
  writeToAttendee: "Pour joindre {attendee}, écrivez à {email}.",
  writeToHost: "Pour joindre {host}, répondez à l’e‑mail qui contient ce lien.",
  notMe: {
    ask: {
      title: "Vous n’avez pas fait cette réservation ?",
      lead: "Si quelqu’un d’autre a donné votre adresse, cette réservation avec {host} sera annulée, {host} saura pourquoi, et ce serveur ne vous enverra rien pendant 90 jours.",
    },
    done: {
      title: "Merci de nous l’avoir signalé",
      lead: "Jusqu’au {until}, ce serveur n’enverra rien à votre adresse.",
    },
    undone: {
      title: "Les e‑mails sont de nouveau autorisés",
      lead: "Ce serveur envoie de nouveau des e‑mails à votre adresse.",
    },
    button: "Ce n’était pas moi",
    leave: "C’était bien vous ? Fermez cette page, et rien ne change.",
    undo: "Autoriser de nouveau les e‑mails",
  },
  guests: {
    title: "Vos invités",
    lead: "Ils reçoivent par e-mail l’invitation et chacune de ses modifications, mais aucun lien qui change quoi que ce soit.",
    label: "Invités",
    hint: "Jusqu’à {count} adresses e-mail, séparées par des virgules ou des retours à la ligne.",
    button: "Enregistrer",
    saved: "Vos invités sont enregistrés. Les nouveaux reçoivent une invitation.",
    wrong: "Veuillez indiquer jusqu’à {count} adresses e-mail, chacune une seule fois et sans la vôtre.",
  },
  missing: {
    title: "Ce lien ne mène nulle part",
    lead: "Nous ne trouvons aucune réservation à cette adresse. Rien n’a changé.",
    steps: [
      "La fin du lien s’est peut-être perdue dans votre messagerie. Rouvrez l’e‑mail et copiez le lien entier dans la barre d’adresse.",
      "Il s’agit peut-être d’un ancien e‑mail. Cherchez le plus récent concernant cette réservation et utilisez ses liens.",
      "Si cela ne suffit pas, répondez à cet e‑mail. Votre réponse parvient à la personne avec qui vous avez rendez-vous.",
    ],
  },
  sorry: {
    title: "Cela n’a pas fonctionné",
    pageErrors: {
      malformed: "Les données envoyées sont illisibles. Rien n’a changé.",
      tooLarge: "Les données envoyées sont trop volumineuses. Rien n’a changé.",
      invalid: "Une partie des données envoyées est inutilisable. Rien n’a changé.",
      reasonTooLong: "Le motif est trop long : il peut avoir 1000 caractères. Rien n’a changé.",
      rateLimited: "Trop de requêtes viennent de votre connexion. Veuillez patienter un peu, puis réessayer.",
      internal:
        "Une erreur s’est produite de notre côté. Elle est consignée sous {id} pour la personne qui gère ce serveur.",
      unavailable:
        "Le serveur ne peut rien enregistrer pour l’instant. Rien n’a changé ; veuillez réessayer.",
    },
    steps: [
      "Revenez à la page précédente et réessayez.",
      "Si cela se reproduit, répondez à l’e‑mail qui contient votre lien. Votre réponse parvient à la personne avec qui vous avez rendez-vous.",
    ],
    tryAgain: "Réessayer",
  },
};
