import { DAY_MS, type Interval } from "../../domain/interval.ts";
import { wallAt } from "../../domain/zone.ts";
import type { Budget } from "./budget.ts";
import { dayOf, instantOf, instantOfWall } from "./calendar-time.ts";
import { type Duration, plainLength } from "./duration.ts";
import type { CalendarEvent } from "./event.ts";
import { type Occurrence, recurrenceSet } from "./recurrence-set.ts";

/** Changes all occurrences from one on (RANGE=THISANDFUTURE). */
type FutureChange = { readonly from: number; readonly shiftMs: number; readonly event: CalendarEvent };

/** The time that starts here, with its days in local time and the rest exact (RFC 5545, 3.3.6). */
function intervalOf(zone: CalendarEvent["zone"], wall: number, { days, exactMs }: Duration): Interval {
  const start = instantOfWall(zone, wall);
  return { start, end: (days === 0 ? start : instantOfWall(zone, wall + days * DAY_MS)) + exactMs };
}

/** The time of an event or of a changed occurrence itself. */
export function ownInterval({ zone, start, length }: CalendarEvent): Interval {
  return intervalOf(start.zone ?? zone, start.wall, length);
}

/**
 * The times that a series takes within the window, in no order. `changes` are its changed occurrences: each replaces the one
 * that it names, and exists even if the series has no such occurrence. Throws TooMuch.
 */
export function seriesTimes(
  series: CalendarEvent,
  changes: readonly CalendarEvent[],
  window: Interval,
  budget: Budget,
): Interval[] {
  const futures = futureChanges(changes, series);
  if (!series.blocks && !futures.some(({ event }) => event.blocks)) return [];
  const isReplaced = matcher(series, [
    ...series.excluded,
    ...changes.map(({ recurrenceId }) => recurrenceId).filter((id) => id !== null),
  ]);
  const range = rangeOf(series, futures, window);
  const times: Interval[] = [];
  for (const occurrence of recurrenceSet(series, range, budget)) {
    if (isReplaced(occurrence)) continue;
    const future = futures.findLast(({ from }) => from <= occurrence.start);
    if ((future?.event ?? series).blocks) times.push(intervalIn(occurrence, future));
  }
  return times;
}

function intervalIn({ start, wall, zone, length }: Occurrence, future: FutureChange | undefined): Interval {
  if (!future) return intervalOf(zone, wall, length);
  const { event, shiftMs } = future;
  const moved = wallAt(event.zone, start) + shiftMs;
  return intervalOf(
    event.zone,
    event.start.isDate ? Math.floor(moved / DAY_MS) * DAY_MS : moved,
    event.length,
  );
}

function futureChanges(changes: readonly CalendarEvent[], series: CalendarEvent): FutureChange[] {
  return changes
    .flatMap((event) => {
      if (!event.changesFuture || !event.recurrenceId) return [];
      const from = instantOf(event.recurrenceId, series.zone);
      return [{ from, shiftMs: event.start.wall - wallAt(event.zone, from), event }];
    })
    .sort((one, other) => one.from - other.from);
}

/** The starts whose occurrences may reach into the window, also if they are moved; with a day for changes of clocks. */
function rangeOf(series: CalendarEvent, futures: readonly FutureChange[], window: Interval): Interval {
  const shifts = [0, ...futures.map(({ shiftMs }) => shiftMs)];
  const lengths = [series.length, ...futures.map(({ event }) => event.length)];
  const extra = series.extra.map(({ length }) => length).filter((length) => length !== null);
  const length = [...lengths, ...extra].reduce((most, one) => Math.max(most, plainLength(one)), 0);
  return {
    start: window.start - shifts.reduce((most, one) => Math.max(most, one), 0) - length - DAY_MS,
    end: window.end - shifts.reduce((least, one) => Math.min(least, one), 0) + DAY_MS,
  };
}

/** Returns a check of whether one of `times` names an occurrence: by its instant, or by its date if it is a date. */
function matcher(series: CalendarEvent, times: readonly CalendarEvent["start"][]) {
  const byDay = times.filter(({ isDate }) => isDate || series.start.isDate);
  const days = new Set(byDay.map((time) => dayOf(time, series.zone)));
  const instants = new Set(times.filter(({ isDate }) => !isDate).map((time) => instantOf(time, series.zone)));
  return ({ start, wall }: Occurrence): boolean =>
    days.has(Math.floor(wall / DAY_MS)) || (!series.start.isDate && instants.has(start));
}
