import { dateAt, type EpochDay, parseDate } from "../../domain/clock.ts";
import { DAY_MS, type EpochMs } from "../../domain/interval.ts";
import { instantsBetween, wallAt, type Zone, zoneOf } from "../../domain/zone.ts";

/** A DATE or DATE-TIME value (RFC 5545, 3.3.4 and 3.3.5). */
export type CalendarTime = {
  /** The local time as if it were UTC; a date is its midnight. */
  readonly wall: number;
  readonly isDate: boolean;
  /** Null for a floating time and for a date. */
  readonly zone: Zone | null;
};

const utc: Zone = zoneOf("UTC");

/**
 * Parses a date or date-time in jCal's form (RFC 7265, 3.6.4 and 3.6.5); undefined if it does not exist. ical.js writes
 * `2026-03-02T::` for a date that is not marked as one.
 */
export function parseCalendarTime(text: unknown, zone: Zone | null): CalendarTime | undefined {
  if (typeof text !== "string") return undefined;
  const match = /^(\d{4}-\d\d-\d\d)(?:T(\d\d):(\d\d):(\d\d)?(Z?))?$/.exec(text.replace(/T::$/, ""));
  if (!match) return undefined;
  const [, date, hour, minute, second, isUtc] = match;
  const day = parseDate(date!);
  if (day === undefined) return undefined;
  if (hour === undefined) return { wall: day * DAY_MS, isDate: true, zone: null };
  const seconds = secondsOfDay(Number(hour), Number(minute), Number(second ?? 0));
  if (seconds === undefined) return undefined;
  return { wall: day * DAY_MS + seconds * 1000, isDate: false, zone: isUtc === "Z" ? utc : zone };
}

/** A leap second counts as the second before it. */
function secondsOfDay(hour: number, minute: number, second: number): number | undefined {
  if (hour > 24 || minute > 59 || second > 60) return undefined;
  return hour * 3600 + minute * 60 + Math.min(second, 59);
}

/**
 * The instant of a local time: the first of the two in a repeated hour, and by the offset before the gap in a skipped one
 * (RFC 5545, 3.3.5).
 */
export function instantOfWall(zone: Zone, wall: number): EpochMs {
  const [first] = instantsBetween(zone, wall, wall + 1);
  return first?.start ?? wall - (wallAt(zone, wall - DAY_MS) - (wall - DAY_MS));
}

/** The instant of a time; floating times and dates are in `zone`. */
export function instantOf(time: CalendarTime, zone: Zone): EpochMs {
  return instantOfWall(time.zone ?? zone, time.wall);
}

/**
 * The date of a time in `zone`. Midnight in UTC is that date, since some clients write a date like this.
 */
export function dayOf(time: CalendarTime, zone: Zone): EpochDay {
  const day = Math.floor(time.wall / DAY_MS);
  return time.zone !== utc || time.wall % DAY_MS === 0 ? day : dateAt(zone, time.wall);
}
