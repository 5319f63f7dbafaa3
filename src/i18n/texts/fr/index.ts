import type { Catalogue } from "../catalogue.ts";
import { booking } from "./booking.ts";
import { calendarProblems } from "./calendar-problems.ts";
import { email } from "./email.ts";
import { links } from "./links.ts";
import { rescheduling } from "./rescheduling.ts";

export const fr: Catalogue = {
  booking,
  calendarProblems,
  email,
  links,
  rescheduling,
  home: {
    none: {
      title: "Ce serveur n’a pas encore d’hôte",
      lead: "La personne qui le gère peut ajouter le premier avec : schedkit host add",
    },
    several: {
      title: "Pages de réservation",
      lead: "Ce serveur héberge les pages de plusieurs personnes. Pour réserver, utilisez le lien que l’on vous a donné.",
    },
  },
  answers: { yes: "Oui", no: "Non" },
};
