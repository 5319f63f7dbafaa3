import type { Catalogue } from "../catalogue.ts";
import { booking } from "./booking.ts";
import { calendarProblems } from "./calendar-problems.ts";
import { email } from "./email.ts";
import { links } from "./links.ts";
import { rescheduling } from "./rescheduling.ts";

export const pt: Catalogue = {
  booking,
  calendarProblems,
  email,
  links,
  rescheduling,
  home: {
    none: {
      title: "Este servidor ainda não tem anfitrião",
      lead: "Quem o gere pode adicionar o primeiro com: schedkit host add",
    },
    several: {
      title: "Páginas de marcação",
      lead: "Este servidor tem páginas de várias pessoas. Para marcar, use a ligação que recebeu.",
    },
  },
  answers: { yes: "Sim", no: "Não" },
};
