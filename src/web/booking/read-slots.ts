import { datesIn } from "../../i18n/wall-time.ts";
import type { PageState, Slot } from "./state.ts";

/** The response of `GET /v1/slots`; `next` is the first date that did not fit. */
export type ListedSlots = { readonly slots: readonly Slot[]; readonly next?: string | undefined };

/** Lists the slots between two dates, both inclusive. */
export type ReadSlots = (from: string, to: string) => Promise<ListedSlots>;

/**
 * Reads the slots of a month. If they do not fit in one response, reads from the wanted date on, and returns the other dates
 * as `unread`, so that the page can still offer them.
 */
export async function readMonth(
  read: ReadSlots,
  { month, today, lastDay }: Pick<PageState, "month" | "today" | "lastDay">,
  wanted: string | null | undefined,
): Promise<Pick<PageState, "slots" | "unread">> {
  const dates = datesIn(month);
  const [first, last] = [dates[0]!, dates.at(-1)!];
  const whole = await read(first, last);
  if (whole.next === undefined) return { slots: whole.slots, unread: [] };
  const isLater = wanted != null && wanted >= whole.next && wanted <= last;
  const from = isLater ? wanted : first;
  const { slots, next = "9999-12-31" } = isLater ? await read(from, last) : whole;
  const isUnread = (date: string) => (date < from || date >= next) && date >= today && date <= lastDay;
  return { slots, unread: dates.filter(isUnread) };
}

/**
 * Reads the slots from one week before a date to two weeks after it; if they do not fit in one response, only those of the
 * nearest days.
 */
export async function readAround(read: ReadSlots, date: string): Promise<readonly Slot[]> {
  const wide = await read(dateAfter(date, -7), dateAfter(date, 14));
  if (wide.next === undefined) return wide.slots;
  return (await read(dateAfter(date, -1), dateAfter(date, 2))).slots;
}

const DAY_MS = 86_400_000;

function dateAfter(date: string, days: number): string {
  return new Date(Date.parse(date) + days * DAY_MS).toISOString().slice(0, 10);
}
