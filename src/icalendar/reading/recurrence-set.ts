import { DAY_MS, type EpochMs, type Interval } from "../../domain/interval.ts";
import { wallAt, type Zone } from "../../domain/zone.ts";
import { type Budget, MAX_OCCURRENCES, TooMuch } from "./budget.ts";
import { type CalendarTime, dayOf, instantOf, instantOfWall } from "./calendar-time.ts";
import type { Duration } from "./duration.ts";
import type { CalendarEvent } from "./event.ts";
import { occurrencesOf } from "./occurrences.ts";
import type { Rule } from "./rule.ts";

/** One occurrence of a series, unless it is excluded or changed. */
export type Occurrence = {
  readonly start: EpochMs;
  /** Its start in `zone`, as if it were UTC. */
  readonly wall: number;
  readonly zone: Zone;
  readonly length: Duration;
};

/**
 * The recurrence set of a series (RFC 5545, 3.8.5) where it starts within `range`, before exceptions, in no order, and
 * perhaps with duplicates. DTSTART
 * is always part of it and counts towards COUNT only if the rule names it: the RFC leaves this open, and so no reader's
 * occurrence is missing. Throws TooMuch.
 */
export function* recurrenceSet(
  series: CalendarEvent,
  range: Interval,
  budget: Budget,
): Generator<Occurrence> {
  const { start, zone, length, rules, extra } = series;
  const walls: number[] = [];
  for (const rule of rules)
    for (const wall of wallsOf(rule, series, range, budget))
      if (walls.push(wall) > MAX_OCCURRENCES) throw new TooMuch();
  const planned = [
    { time: start, length },
    ...walls.map((wall) => ({ time: { ...start, wall }, length })),
    ...extra.map((one) => ({ time: one.time, length: one.length ?? length })),
  ];
  for (const { time, length } of planned) {
    const wall = start.isDate ? dayOf(time, zone) * DAY_MS : time.wall;
    const inZone = start.isDate ? zone : (time.zone ?? zone);
    const startsAt = instantOfWall(inZone, wall);
    if (startsAt >= range.start && startsAt <= range.end)
      yield { start: startsAt, wall, zone: inZone, length };
  }
}

function* wallsOf(rule: Rule, series: CalendarEvent, range: Interval, budget: Budget): Generator<number> {
  const { start, zone } = series;
  const last = Math.min(range.end, lastInstant(rule, start, zone));
  const walls = { from: wallAt(zone, range.start) - DAY_MS, to: wallAt(zone, last) + DAY_MS };
  for (const wall of occurrencesOf(rule, start, walls, budget))
    if (instantOfWall(zone, wall) <= last) yield wall;
}

/** The last instant that UNTIL allows. A date allows its whole day. */
function lastInstant({ until }: Rule, start: CalendarTime, zone: Zone): EpochMs {
  if (!until) return Infinity;
  if (start.isDate) return instantOfWall(zone, dayOf(until, zone) * DAY_MS);
  return until.isDate ? instantOfWall(zone, until.wall + DAY_MS) - 1 : instantOf(until, zone);
}
