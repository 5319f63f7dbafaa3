import type { Catalogue } from "../catalogue.ts";
import { booking } from "./booking.ts";
import { calendarProblems } from "./calendar-problems.ts";
import { email } from "./email.ts";
import { links } from "./links.ts";
import { rescheduling } from "./rescheduling.ts";

export const nl: Catalogue = {
  booking,
  calendarProblems,
  email,
  links,
  rescheduling,
  home: {
    none: {
      title: "Deze server heeft nog geen gastheer",
      lead: "De beheerder kan de eerste toevoegen met: schedkit host add",
    },
    several: {
      title: "Boekingspagina’s",
      lead: "Op deze server hebben meerdere mensen een boekingspagina. Gebruik om te boeken de link die u hebt gekregen.",
    },
  },
  answers: { yes: "Ja", no: "Nee" },
};
