import type { DashboardTexts } from "../../dashboard-texts.ts";
import { availability } from "./availability.ts";
import { bookings } from "./bookings.ts";
import { calendars } from "./calendars.ts";
import { emails } from "./emails.ts";
import { eventTypes } from "./event-types.ts";
import { privateLinks } from "./private-links.ts";
import { problems, refusals } from "./problems.ts";
import { profile } from "./profile.ts";
import { shell } from "./shell.ts";
import { signIn } from "./sign-in.ts";

export const dashboard: DashboardTexts = {
  shell,
  signIn,
  bookings,
  eventTypes,
  privateLinks,
  availability,
  calendars,
  emails,
  profile,
  problems,
  refusals,
};
