import type { ObjectProblem } from "../../domain/calendars.ts";
import type { Zone } from "../../domain/zone.ts";
import { MAX_OCCURRENCES } from "./budget.ts";
import type { CalendarTime } from "./calendar-time.ts";
import { clockUnit } from "./clock-periods.ts";
import { linesOf, type RawComponent } from "./components.ts";
import type { Duration } from "./duration.ts";
import { blocks } from "./event-blocking.ts";
import {
  type ExtraTime,
  extraTimes,
  lengthOf,
  type ParsingContext,
  propertyIn,
  timeIn,
  timesOf,
} from "./event-values.ts";
import { parameterOf, parseProperty, textOf } from "./property.ts";
import { parseRule, type Rule } from "./rule.ts";

/** A VEVENT after its values are parsed: an event, a series, or a changed occurrence of one. */
export type CalendarEvent = {
  readonly sequence: number;
  readonly start: CalendarTime;
  /** The zone of its start; times of it that name no zone are in this one. */
  readonly zone: Zone;
  readonly length: Duration;
  readonly rules: readonly Rule[];
  readonly extra: readonly ExtraTime[];
  readonly excluded: readonly CalendarTime[];
  /** Which occurrence it changes; null for a whole event or series. */
  readonly recurrenceId: CalendarTime | null;
  /** Whether it changes all later occurrences, too (RANGE=THISANDFUTURE). */
  readonly changesFuture: boolean;
  readonly blocks: boolean;
};

const MAX_RULES = 50;
const MAX_TITLE = 500;

/** Parses a VEVENT. Only a changed occurrence that does not block, such as a cancelled one, needs no start. */
export function parseEvent(raw: RawComponent, calendar: ParsingContext): CalendarEvent | ObjectProblem {
  if (!raw.isComplete) return "not_icalendar";
  const recurrenceId = timeIn(raw, "recurrence-id", calendar) ?? null;
  const isBlocking = blocks(raw, calendar.addresses);
  const start = timeIn(raw, "dtstart", calendar) ?? (isBlocking ? null : recurrenceId);
  if (!start) return "no_start";
  const context = { ...calendar, zone: start.zone ?? calendar.zone };
  const rules = rulesOf(raw, start);
  if (typeof rules === "string") return rules;
  if (countDates(raw) > MAX_OCCURRENCES) return "too_many_occurrences";
  const [length, extra] = [lengthOf(raw, start, context), extraTimes(raw, start, context)];
  if (!length || !extra.every((one) => one !== undefined)) return "not_icalendar";
  return {
    sequence: Number(propertyIn(raw, "sequence")?.values[0]) || 0,
    start,
    zone: context.zone,
    length,
    rules,
    extra,
    // An exception that cannot be read excludes nothing.
    excluded: linesOf(raw, "exdate")
      .flatMap((line) => timesOf(parseProperty(line), context))
      .filter((time) => time !== undefined),
    recurrenceId,
    changesFuture: changesFuture(raw),
    blocks: isBlocking,
  };
}

/** The UID; null if there is none. */
export function uidOf(raw: RawComponent): string | null {
  return textOf(propertyIn(raw, "uid")) || null;
}

/** The title, shortened if it is very long; null if there is none. */
export function titleOf(raw: RawComponent): string | null {
  return textOf(propertyIn(raw, "summary"))?.slice(0, MAX_TITLE).toWellFormed() || null;
}

function rulesOf(raw: RawComponent, start: CalendarTime): readonly Rule[] | ObjectProblem {
  const lines = linesOf(raw, "rrule");
  if (lines.length > MAX_RULES) return "too_many_occurrences";
  const rules = lines.map(parseRule).filter((rule) => rule !== undefined);
  // A date cannot repeat within a day (RFC 5545, 3.3.10).
  const isReadable = (rule: Rule) => !start.isDate || clockUnit(rule) === undefined;
  return rules.length === lines.length && rules.every(isReadable) ? rules : "unknown_rule";
}

/** Counts up to a little over the limit only. */
function countDates(raw: RawComponent): number {
  let count = 0;
  for (const line of [...linesOf(raw, "rdate"), ...linesOf(raw, "exdate")])
    for (let comma = 0; comma !== -1 && count <= MAX_OCCURRENCES; comma = line.indexOf(",", comma + 1))
      count++;
  return count;
}

function changesFuture(raw: RawComponent): boolean {
  const id = propertyIn(raw, "recurrence-id");
  return id !== undefined && parameterOf(id, "range")?.toUpperCase() === "THISANDFUTURE";
}
