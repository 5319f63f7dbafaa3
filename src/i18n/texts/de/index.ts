import type { Catalogue } from "../catalogue.ts";
import { booking } from "./booking.ts";
import { calendarProblems } from "./calendar-problems.ts";
import { email } from "./email.ts";
import { links } from "./links.ts";
import { rescheduling } from "./rescheduling.ts";

export const de: Catalogue = {
  booking,
  calendarProblems,
  email,
  links,
  rescheduling,
  home: {
    none: {
      title: "Dieser Server hat noch keinen Gastgeber",
      lead: "Wer ihn betreibt, legt den ersten so an: schedkit host add",
    },
    several: {
      title: "Buchungsseiten",
      lead: "Auf diesem Server haben mehrere Personen ihre Buchungsseiten. Zum Buchen öffnen Sie bitte den Link, den Sie erhalten haben.",
    },
  },
  answers: { yes: "Ja", no: "Nein" },
};
