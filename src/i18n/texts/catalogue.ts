import type { Texts as BookingTexts } from "./booking.ts";
import type { CalendarProblemTexts } from "./calendar-problems.ts";
import type { Texts as EmailTexts } from "./email.ts";
import type { LinkTexts } from "./links.ts";
import type { RescheduleTexts } from "./rescheduling.ts";

/** All texts in one language. */
export type Catalogue = {
  readonly booking: BookingTexts;
  readonly calendarProblems: CalendarProblemTexts;
  readonly email: EmailTexts;
  readonly links: LinkTexts;
  readonly rescheduling: RescheduleTexts;
  /** The page at the server's root. */
  readonly home: Readonly<Record<"none" | "several", { readonly title: string; readonly lead: string }>>;
  /** The answers of a checkbox. */
  readonly answers: { readonly yes: string; readonly no: string };
};
