import type { Texts } from "../email.ts";

export const email: Texts = {
  meetingTitle: "{event} : {attendee} et {host}",
  meetingWith: "{event} avec {name}",
  calendarName: "Réservations : {name}",
  labelled: "{label} :",
  subjects: {
    cancelled: "Annulé : {meeting}",
    declined: "Refusé : {meeting}",
    requested: "Demandé : {meeting}",
    toConfirm: "À confirmer : {meeting}",
    reminder: "Rappel : {meeting}",
  },
  openings: {
    attendee_booked: {
      heading: "Votre rendez-vous est confirmé",
      lead: "Vous avez rendez-vous avec {name}. Voici les détails.",
    },
    attendee_requested: {
      heading: "Votre demande est envoyée",
      lead: "{name} doit encore la confirmer. L’horaire vous est réservé et vous recevrez la réponse par e-mail.",
    },
    attendee_approved: {
      heading: "Votre rendez-vous est confirmé",
      lead: "{name} a confirmé votre demande.",
    },
    attendee_declined: {
      heading: "Votre demande a été refusée",
      lead: "{name} l’a refusée. Rien n’est réservé.",
    },
    attendee_expired: {
      heading: "Votre demande a expiré",
      lead: "{name} n’a pas répondu à temps. Rien n’est réservé.",
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
    attendee_reminder: {
      heading: "Votre rendez-vous approche",
      lead: "Vous avez rendez-vous avec {name}. Voici les détails.",
    },
    guest_invited: {
      heading: "Vous êtes invité à un rendez-vous",
      lead: "{email} a pris rendez-vous avec {name} et vous a indiqué comme invité.",
    },
    guest_moved: {
      heading: "Un rendez-vous a un nouvel horaire",
      lead: "Le rendez-vous avec {name}, auquel {email} vous a invité, a été déplacé.",
    },
    guest_cancelled: {
      heading: "Un rendez-vous est annulé",
      lead: "Le rendez-vous avec {name}, auquel {email} vous a invité, n’aura pas lieu.",
    },
    guest_removed: {
      heading: "Vous n’êtes plus invité",
      lead: "Vous ne figurez plus parmi les invités de ce rendez-vous avec {name}.",
    },
    host_booked: {
      heading: "Vous avez un nouveau rendez-vous",
      lead: "{name} a réservé un rendez-vous avec vous.",
      ownLead: "Vous avez réservé un rendez-vous avec {name}.",
    },
    host_requested: {
      heading: "Vous avez une nouvelle demande",
      lead: "{name} a demandé un rendez-vous. L’horaire est réservé jusqu’à votre décision.",
    },
    host_approved: {
      heading: "Vous avez confirmé ce rendez-vous",
      lead: "Un message a été envoyé à {name}.",
    },
    host_declined: {
      heading: "Vous avez refusé cette demande",
      lead: "Un message a été envoyé à {name}, et l’horaire est de nouveau libre.",
    },
    host_expired: {
      heading: "Une demande a expiré",
      lead: "{name} a demandé un rendez-vous et n’a pas reçu de réponse à temps : la demande a donc été refusée et l’horaire est de nouveau libre. Vous pouvez encore donner un nouvel horaire à {name}, ce qui confirme le rendez-vous.",
    },
    host_cancelled: {
      heading: "Un rendez-vous est annulé",
      lead: "{name} l’a annulé. L’horaire est de nouveau libre.",
      ownLead: "Vous l’avez annulé. L’horaire est de nouveau libre.",
    },
    host_disowned: {
      heading: "Un rendez-vous est annulé",
      lead: "La personne qui lit les e-mails de {email} dit ne pas avoir réservé ce rendez-vous : il a donc été annulé. L’horaire est de nouveau libre.",
    },
    host_moved: {
      heading: "Un rendez-vous a un nouvel horaire",
      lead: "{name} l’a déplacé.",
      ownLead: "Vous l’avez déplacé.",
    },
    host_reminder: {
      heading: "Un rendez-vous approche",
      lead: "Vous avez rendez-vous avec {name}. Voici les détails.",
    },
  },
  awaitsHost: "{name} doit encore le confirmer.",
  awaitsYou: "Il attend encore votre décision.",
  asksHostAgain: "{name} doit confirmer le nouvel horaire.",
  asksYouAgain: "Vous aviez confirmé l’ancien horaire ; le nouveau attend votre décision.",
  reason: "Motif",
  what: "Objet",
  who: "Avec",
  when: "Date",
  theirTime: "Heure pour {name}",
  before: "Ancien horaire",
  now: "Nouvel horaire",
  where: "Lieu",
  guests: "Invités",
  changeGuests: "Modifier les invités",
  hostNote: "De {name}",
  testSubject: "Essai : {subject}",
  notes: "Message",
  reschedule: "Déplacer",
  cancel: "Annuler",
  confirm: "Confirmer",
  decline: "Refuser",
  open: "Ouvrir la réservation",
  bookAgain: "Choisir un autre horaire",
  places: {
    video: "Appel vidéo ; {name} vous enverra le lien",
    phone: "Appel téléphonique",
    in_person: "Sur place ; {name} vous dira où",
    other: "{name} vous dira où",
  },
  hostPlaces: {
    video: "Appel vidéo ; pas encore de lien",
    phone: "Appel téléphonique",
    in_person: "Sur place ; pas encore d’adresse",
    other: "Pas encore de lieu",
  },
  attendeeFooter:
    "Répondez à cet e-mail pour écrire à {name}. Il a été envoyé à {email} parce que cette adresse a été indiquée pour la réservation.",
  notMe: { question: "Vous n’avez pas fait cette réservation ?", answer: "Ce n’était pas moi" },
  guestFooter:
    "Les réponses à cet e-mail sont envoyées à {name}. {email} vous a indiqué comme invité et peut modifier cela.",
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
  entryChanged: {
    moved: {
      subject: "Vous avez déplacé une réservation dans votre calendrier",
      heading: "Vous avez déplacé une réservation dans votre calendrier",
      lead: "La réservation elle-même est toujours à l’ancien horaire, et {name} n’a pas été prévenu. Décidez ce qu’il faut faire.",
    },
    removed: {
      subject: "Vous avez supprimé une réservation de votre calendrier",
      heading: "Vous avez supprimé une réservation de votre calendrier",
      lead: "La réservation elle-même est maintenue, et {name} n’a pas été prévenu. Décidez ce qu’il faut faire.",
    },
    bookedFor: "Réservé pour",
    movedTo: "Dans votre calendrier",
    action: "Décider ce qu’il faut faire",
    footer:
      "Vous pouvez y modifier la réservation ou la réinscrire dans votre calendrier. D’ici là, tout reste comme avant.",
  },
  calendarFailing: {
    subject: "L’un de vos calendriers ne peut pas être lu",
    heading: "L’un de vos calendriers ne peut pas être lu",
    lead: "« {name} » est connecté à votre page de réservation, mais ne peut plus être lu. On ne sait donc pas quand vous êtes occupé.",
    reason: "Raison",
    effect: "Jusqu’à ce qu’il fonctionne de nouveau",
    refuses: "Personne ne peut réserver les types de rendez-vous pour lesquels il compte.",
    asks: "Vous devez confirmer chaque réservation.",
    action: "Voir vos calendriers",
    footer:
      "Vous ne recevez cet e-mail qu’une fois. Quand le calendrier fonctionne de nouveau, il n’y a rien d’autre à faire.",
  },
  passwordReset: {
    subject: "Choisissez un nouveau mot de passe",
    heading: "Choisissez un nouveau mot de passe",
    lead: "Quelqu’un, probablement vous, a demandé un nouveau mot de passe pour votre compte. Le lien est valable une heure.",
    action: "Choisir un mot de passe",
    footer:
      "Cet e-mail concerne votre compte sur {server}. Si vous n’avez rien demandé, ignorez-le : rien n’a changé.",
  },
};
