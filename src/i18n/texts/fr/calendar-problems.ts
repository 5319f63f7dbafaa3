import type { CalendarProblemTexts } from "../calendar-problems.ts";

export const calendarProblems: CalendarProblemTexts = {
  password:
    "Le nom d’utilisateur ou le mot de passe n’est pas accepté. Le fournisseur exige-t-il un mot de passe d’application ?",
  withdrawn: "Cette adresse n’est pas ou plus acceptée. Copiez-la de nouveau depuis votre calendrier.",
  otherSecret: "Le mot de passe ne peut plus être déchiffré. Saisissez-le de nouveau.",
  noCalendar: "Il n’y a pas de calendrier à cette adresse.",
  notCalendar:
    "Ce qui se trouve à cette adresse n’est pas un calendrier. Avez-vous copié l’adresse d’une page web ?",
  noCaldav: "Le serveur à cette adresse ne propose pas de calendriers (CalDAV).",
  incomplete: "Le calendrier n’est arrivé qu’en partie.",
  tooLarge: "Le calendrier est trop volumineux : 20 Mo et 50 000 événements au plus peuvent être lus.",
  unreachable: "Le serveur est injoignable. L’adresse est-elle la bonne ?",
  encryption:
    "Aucune connexion chiffrée (https) à cette adresse n’est possible. L’adresse et son port sont-ils corrects ?",
  slow: "Le serveur n’a pas répondu à temps.",
  serverTrouble: "Le serveur a lui-même un problème. Réessayez plus tard.",
  refused: "Le serveur a refusé la requête.",
  readOnly: "Le serveur ne permet pas d’écrire dans ce calendrier.",
  redirects: "L’adresse mène ailleurs, et de là pas à un calendrier.",
  elsewhere: "Votre calendrier se trouve sur un autre serveur. Saisissez cette adresse : {host}",
  privateAddress:
    "Cette adresse n’est pas sur internet. La personne qui gère ce serveur peut l’autoriser avec CALENDAR_ALLOW_PRIVATE=true.",
  unencrypted:
    "Votre mot de passe serait envoyé sans chiffrement. Saisissez une adresse qui commence par https.",
  other: "Le calendrier ne peut pas être lu.",
};
