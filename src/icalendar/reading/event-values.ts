import { DAY_MS } from "../../domain/interval.ts";
import { wallAt, type Zone } from "../../domain/zone.ts";
import { type CalendarTime, instantOf, parseCalendarTime } from "./calendar-time.ts";
import { linesOf, type RawComponent } from "./components.ts";
import { type Duration, parseDuration } from "./duration.ts";
import { parameterOf, parseProperty, type Property, textOf } from "./property.ts";
import type { ZoneFinder } from "./zones.ts";

/** What the values of an event depend on. */
export type ParsingContext = {
  /** Floating times, dates and times in unknown zones are in this zone. */
  readonly zone: Zone;
  readonly findZone: ZoneFinder;
  /** The calendar owner's addresses in lower case. */
  readonly addresses: readonly string[];
};

/** A time of RDATE; its length is the event's if it is null. */
export type ExtraTime = { readonly time: CalendarTime; readonly length: Duration | null };

const ONE_DAY: Duration = { days: 1, exactMs: 0 };
const NOTHING: Duration = { days: 0, exactMs: 0 };

/** The property with this name; undefined if it is absent or malformed. */
export function propertyIn(raw: RawComponent, name: string): Property | undefined {
  const [line] = linesOf(raw, name);
  return line === undefined ? undefined : parseProperty(line);
}

/** The times of a property; undefined where one is malformed. */
export function timesOf(property: Property | undefined, context: ParsingContext) {
  if (!property) return [undefined];
  return property.values.map((value) => parseCalendarTime(value, zoneIn(property, context)));
}

/** The time of a property that has one; undefined if it is absent or malformed. */
export function timeIn(raw: RawComponent, name: string, context: ParsingContext): CalendarTime | undefined {
  return timesOf(propertyIn(raw, name), context)[0];
}

/** The times of RDATE; undefined where one is malformed. */
export function extraTimes(raw: RawComponent, start: CalendarTime, context: ParsingContext) {
  return linesOf(raw, "rdate").flatMap((line) => {
    const property = parseProperty(line);
    if (property?.type !== "period")
      return timesOf(property, context).map((time) => time && { time, length: lengthOfExtra(time, start) });
    return property.values.map((value) => period(value, property, context));
  });
}

/**
 * How long an event lasts, which is exact with DTEND and nominal with DURATION (RFC 5545, 3.8.5.3). Without both a date lasts
 * a day and a time nothing. A date that ends on itself, as old clients write it, lasts a day. Undefined if malformed.
 */
export function lengthOf(
  raw: RawComponent,
  start: CalendarTime,
  context: ParsingContext,
): Duration | undefined {
  if (raw.lines.has("dtend")) {
    const end = timeIn(raw, "dtend", context);
    return end && lengthUntil(end, start, context.zone);
  }
  if (!raw.lines.has("duration")) return start.isDate ? ONE_DAY : NOTHING;
  const duration = parseDuration(textOf(propertyIn(raw, "duration")));
  return duration && (start.isDate ? wholeDays(duration) : duration);
}

function lengthUntil(end: CalendarTime, start: CalendarTime, zone: Zone): Duration {
  const endsAt = instantOf(end, zone);
  if (!start.isDate) return { days: 0, exactMs: endsAt - instantOf(start, zone) };
  const lastWall = end.isDate ? end.wall : wallAt(zone, endsAt);
  const days = Math.ceil((lastWall - start.wall) / DAY_MS);
  return days === 0 ? ONE_DAY : { days, exactMs: 0 };
}

function wholeDays({ days, exactMs }: Duration): Duration {
  return { days: days + Math.ceil(exactMs / DAY_MS), exactMs: 0 };
}

/** A date beside times names no time, so it lasts its whole day. */
function lengthOfExtra(time: CalendarTime, start: CalendarTime): Duration | null {
  return time.isDate && !start.isDate ? ONE_DAY : null;
}

function period(value: unknown, property: Property, context: ParsingContext): ExtraTime | undefined {
  if (!Array.isArray(value)) return undefined;
  const [from, to]: unknown[] = value;
  const zone = zoneIn(property, context);
  const time = parseCalendarTime(from, zone);
  const end = parseCalendarTime(to, zone);
  const length = parseDuration(to) ?? (time && end && lengthUntil(end, time, context.zone));
  return time && length && { time, length };
}

/** An unknown zone leaves a time floating. */
function zoneIn(property: Property, context: ParsingContext): Zone | null {
  const tzid = parameterOf(property, "tzid");
  return tzid === undefined ? null : (context.findZone(tzid) ?? null);
}
