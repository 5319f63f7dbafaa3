import type { Catalogue } from "../catalogue.ts";
import { booking } from "./booking.ts";
import { calendarProblems } from "./calendar-problems.ts";
import { email } from "./email.ts";
import { links } from "./links.ts";
import { rescheduling } from "./rescheduling.ts";

export const es: Catalogue = {
  booking,
  calendarProblems,
  email,
  links,
  rescheduling,
  home: {
    none: {
      title: "Este servidor aún no tiene anfitrión",
      lead: "Quien lo administra puede añadir el primero con: schedkit host add",
    },
    several: {
      title: "Páginas de reserva",
      lead: "Este servidor tiene páginas de varias personas. Para reservar, use el enlace que le han dado.",
    },
  },
  answers: { yes: "Sí", no: "No" },
};
