import type { Catalogue } from "../catalogue.ts";
import { booking } from "./booking.ts";
import { calendarProblems } from "./calendar-problems.ts";
import { email } from "./email.ts";
import { links } from "./links.ts";
import { rescheduling } from "./rescheduling.ts";

export const en: Catalogue = {
  booking,
  calendarProblems,
  email,
  links,
  rescheduling,
  home: {
    none: {
      title: "This server has no host yet",
      lead: "Whoever runs it can add the first one with: schedkit host add",
    },
    several: {
      title: "Booking pages",
      lead: "This server has booking pages of several people. To book, use the link that your host gave you.",
    },
  },
  answers: { yes: "Yes", no: "No" },
};
