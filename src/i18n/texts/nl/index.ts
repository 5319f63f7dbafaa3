import type { Catalogue } from "../catalogue.ts";
import { booking } from "./booking.ts";
import { email } from "./email.ts";
import { links } from "./links.ts";
import { rescheduling } from "./rescheduling.ts";

export const nl: Catalogue = {
  booking,
  email,
  links,
  rescheduling,
  answers: { yes: "Ja", no: "Nee" },
};
