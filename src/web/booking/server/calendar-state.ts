import { dateAt, isoDate, parseDate, parseInstant } from "../../../domain/clock.ts";
import type { EpochMs } from "../../../domain/interval.ts";
import { findZone, type Zone, zoneNames } from "../../../domain/zone.ts";
import { clockOf, monthAfter, monthOf } from "../../../i18n/wall-time.ts";
import { readMonth, type ReadSlots } from "../read-slots.ts";
import { freeDates, type PageState, type Slot } from "../state.ts";
import type { Deps } from "../../../usecases/deps.ts";
import type { Look } from "./look.ts";
import type { PageQuery } from "./page-query.ts";
import { basePathOf } from "../../../http/paths.ts";

/** What a page offers, and what it shows by default. */
export type Offered = {
  /** The last instant within the host's horizon. */
  readonly horizon: EpochMs;
  readonly zone: Zone;
  /** Reads the slots of some days in local time. */
  readonly read: ReadSlots;
  /** Where to look first; the current time by default. */
  readonly near?: EpochMs;
};

type CalendarState = Omit<
  PageState,
  | keyof Look
  | "rescheduling"
  | "event"
  | "values"
  | "carried"
  | "attempt"
  | "booked"
  | "isOffered"
  | "redirectsTo"
  | "away"
  | "isNew"
>;

/** The state that every page with a calendar has: the visible days, texts and zone. */
export async function calendarState(deps: Deps, asked: PageQuery, offered: Offered): Promise<CalendarState> {
  const range = rangeOf(deps, offered);
  const shown = await monthFor(offered, range, asked.query);
  const { start } = asked.query;
  const slot = slotAt(shown.slots, start);
  return {
    ...speaking(asked),
    base: basePathOf(deps.publicUrl),
    publicUrl: deps.publicUrl,
    embed: asked.embed,
    timeZone: offered.zone.name,
    timeZones: offeredZones,
    ...range,
    ...shown,
    slot,
    nearest: [],
    problems: {},
    formError: start !== undefined && slot === null ? "taken" : null,
    codeSent: false,
    live: null,
  };
}

/** With `Etc/GMT+8` and the like, which browsers report if the system only knows an offset. */
const offeredZones = ["UTC", ...zoneNames().filter((name) => name.includes("/"))];

export function speaking({ translation, theme, query }: PageQuery) {
  const { language, locale, texts } = translation;
  const { lang, tz, clock } = query;
  const isClock = clock === "12" || clock === "24";
  return {
    language,
    locale,
    texts,
    clock: isClock ? clock : clockOf(locale),
    asked: {
      ...(lang !== undefined && { lang }),
      ...(tz !== undefined && findZone(tz) && { tz }),
      ...(isClock && { clock }),
      ...(theme !== undefined && { theme }),
    },
  } as const;
}

type Range = Pick<PageState, "now" | "horizon" | "today" | "lastDay">;

function rangeOf(deps: Deps, { horizon, zone }: Offered): Range {
  const now = deps.now();
  return { now, horizon, today: isoDate(dateAt(zone, now)), lastDay: isoDate(dateAt(zone, horizon)) };
}

type MonthShown = Pick<PageState, "month" | "slots" | "unread" | "date">;

/** The requested month, otherwise the first with a free day, otherwise the current one. */
async function monthFor(offered: Offered, range: Range, query: PageQuery["query"]): Promise<MonthShown> {
  const { zone } = offered;
  const wanted = wantedMonth(zone, query);
  if (wanted !== undefined && isWithin(range, wanted)) {
    const date = wantedDate(zone, query);
    const read = await readMonth(offered.read, { ...range, month: wanted }, date);
    return { ...read, month: wanted, date: date ?? firstFree(read.slots) };
  }
  return firstFreeMonth(offered, range);
}

/** Looks around `near` first, then month by month. */
async function firstFreeMonth(offered: Offered, range: Range): Promise<MonthShown> {
  const { zone, near } = offered;
  const day = near === undefined ? range.today : isoDate(dateAt(zone, near));
  const months = [monthOf(day), ...monthsOf(range)].filter((month) => isWithin(range, month));
  for (const month of new Set(months)) {
    const read = await readMonth(offered.read, { ...range, month }, day);
    if (read.slots.length > 0) return { ...read, month, date: firstFree(read.slots, day) };
  }
  return { month: monthOf(range.today), slots: [], unread: [], date: null };
}

function isWithin({ today, lastDay }: Range, month: string): boolean {
  return month >= monthOf(today) && month <= monthOf(lastDay);
}

function monthsOf({ today, lastDay }: Range): string[] {
  const months = [monthOf(today)];
  while (months.at(-1)! < monthOf(lastDay)) months.push(monthAfter(months.at(-1)!, 1));
  return months;
}

function wantedMonth(zone: Zone, query: PageQuery["query"]): string | undefined {
  const date = wantedDate(zone, query);
  if (date !== undefined) return monthOf(date);
  const { month = "" } = query;
  return parseDate(`${month}-01`) === undefined ? undefined : month;
}

/** The requested day, or the day of the requested start. */
function wantedDate(zone: Zone, { date = "", start = "" }: PageQuery["query"]): string | undefined {
  const startsAt = parseInstant(start);
  if (startsAt !== undefined) return isoDate(dateAt(zone, startsAt));
  return parseDate(date) === undefined ? undefined : date;
}

/** The first free day from a date on, otherwise before it. */
function firstFree(slots: readonly Slot[], from = ""): string | null {
  const dates = [...freeDates({ slots })].sort();
  return dates.find((date) => date >= from) ?? dates[0] ?? null;
}

function slotAt(slots: readonly Slot[], start: string | undefined): Slot | null {
  const startsAt = parseInstant(start ?? "");
  return slots.find((slot) => Date.parse(slot.start) === startsAt) ?? null;
}
