import type { Texts } from "../email.ts";

export const email: Texts = {
  meetingTitle: "{event} : {attendee} et {host}",
  meetingWith: "{event} avec {name}",
  labelled: "{label} :",
  subjects: {
    cancelled: "Annulé : {meeting}",
    declined: "Refusé : {meeting}",
    requested: "Demandé : {meeting}",
    toApprove: "À accepter : {meeting}",
  },
  openings: {
    attendee_booked: {
      heading: "Votre réservation est confirmée",
      lead: "Votre rendez-vous avec {name} est confirmé.",
    },
    attendee_requested: {
      heading: "Votre demande est envoyée",
      lead: "{name} doit encore l’accepter. L’horaire vous est réservé, et la réponse vous parviendra par e-mail.",
    },
    attendee_approved: {
      heading: "Votre réservation est acceptée",
      lead: "{name} a donné son accord. Votre rendez-vous est confirmé.",
    },
    attendee_declined: {
      heading: "Votre demande a été refusée",
      lead: "{name} l’a refusée. Rien n’est réservé.",
    },
    attendee_expired: {
      heading: "Votre demande a expiré",
      lead: "{name} n’a pas répondu à temps, votre demande est donc close. Rien n’est réservé.",
    },
    attendee_cancelled: {
      heading: "Votre rendez-vous est annulé",
      lead: "{name} l’a annulé.",
      ownLead: "Vous l’avez annulé.",
    },
    attendee_moved: {
      heading: "Votre rendez-vous a un nouvel horaire",
      lead: "{name} l’a déplacé.",
      ownLead: "Vous l’avez déplacé.",
    },
    host_booked: {
      heading: "Vous avez une nouvelle réservation",
      lead: "{name} a réservé un rendez-vous avec vous.",
    },
    host_requested: {
      heading: "Acceptez-vous cette réservation ?",
      lead: "{name} demande un rendez-vous avec vous. L’horaire est retenu jusqu’à votre décision.",
    },
    host_approved: {
      heading: "Vous avez accepté cette réservation",
      lead: "Le rendez-vous avec {name} est réservé, et la confirmation lui a été envoyée.",
    },
    host_declined: {
      heading: "Vous avez refusé cette réservation",
      lead: "L’horaire avec {name} est de nouveau libre, et le refus lui a été envoyé.",
    },
    host_expired: {
      heading: "Une demande a expiré",
      lead: "{name} a demandé un rendez-vous avec vous et n’a pas reçu de réponse à temps : la demande a donc été refusée, et l’horaire est de nouveau libre. Vous pouvez encore proposer un nouvel horaire à {name}, ce qui confirme la réservation.",
    },
    host_cancelled: {
      heading: "Un rendez-vous est annulé",
      lead: "{name} l’a annulé. L’horaire est de nouveau libre.",
      ownLead: "Vous l’avez annulé. L’horaire est de nouveau libre.",
    },
    host_disowned: {
      heading: "Un rendez-vous est annulé",
      lead: "La personne qui lit les e-mails de {email} dit ne pas avoir fait cette réservation : elle a donc été annulée. L’horaire est de nouveau libre.",
    },
    host_moved: {
      heading: "Un rendez-vous a un nouvel horaire",
      lead: "{name} l’a déplacé.",
      ownLead: "Vous l’avez déplacé.",
    },
  },
  awaitsHost: "{name} doit encore l’accepter.",
  awaitsYou: "Il attend encore votre décision.",
  asksHostAgain: "{name} doit accepter le nouvel horaire.",
  asksYouAgain: "Vous aviez accepté l’ancien horaire ; le nouveau attend votre décision.",
  reason: "Motif",
  what: "Objet",
  who: "Avec",
  when: "Date",
  theirTime: "Dans l’autre fuseau horaire",
  before: "Ancien horaire",
  now: "Nouvel horaire",
  where: "Lieu",
  notes: "Message",
  reschedule: "Déplacer",
  cancel: "Annuler",
  approve: "Accepter",
  decline: "Refuser",
  attendeeFooter:
    "Répondez à cet e-mail pour écrire à {name}. Il a été envoyé à {email} parce que cette adresse a été indiquée pour la réservation.",
  notMe: { question: "Vous n’avez pas fait cette réservation ?", answer: "Ce n’était pas moi" },
  hostFooter: "Répondez à cet e-mail pour écrire à {name}.",
  code: {
    subject: "Votre code pour réserver avec {name}",
    heading: "Votre code",
    lead: "Saisissez ce code pour réserver {event} avec {name}. Il est valable dix minutes.",
    label: "Code à six chiffres",
    footer:
      "L’adresse {email} a été indiquée pour une réservation. Si ce n’était pas vous, ignorez cet e-mail : rien n’est réservé sans le code.",
  },
  addressChanged: {
    subject: "Votre adresse e-mail a été modifiée",
    heading: "Votre compte a une nouvelle adresse e-mail",
    lead: "Vous vous connectez désormais avec {email}, et les e-mails concernant vos réservations y sont envoyés.",
    server: "Serveur",
    footer:
      "Cet e-mail a été envoyé à {email}, votre adresse jusqu’à présent. Si vous ne l’avez pas modifiée, quelqu’un d’autre a accès à votre compte : prévenez la personne qui gère le serveur.",
  },
};
