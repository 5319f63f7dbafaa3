import { DAY_MS, type EpochMs, MINUTE_MS } from "./interval.ts";
import { offsetAt, type Zone } from "./zone.ts";

/** A calendar date as the number of days since 1970-01-01. */
export type EpochDay = number;

/** The latest accepted instant: the end of the year 9999. */
const LAST_INSTANT = Date.UTC(10_000, 0, 1);

/**
 * Parses an ISO 8601 instant with an offset or `Z`. Undefined for anything else: no offset, a nonexistent date, a leap
 * second, a year outside 1970 to 9999. Fractions of a second are truncated to milliseconds.
 */
export function parseInstant(text: string): EpochMs | undefined {
  if (!/^\d{4}-?\d\d-?\d\d[Tt ]\d\d(:?\d\d){0,2}([.,]\d{1,9})?([Zz]|[+-]\d\d(:?\d\d)?)$/.test(text)) return;
  if (/^\d{4}-?\d\d-?\d\d.\d\d:?\d\d:?60/.test(text)) return;
  try {
    const instant = Temporal.Instant.from(text).epochMilliseconds;
    return instant >= 0 && instant < LAST_INSTANT ? instant : undefined;
  } catch {
    return undefined;
  }
}

/** Formats an instant as the API does: UTC, whole seconds, `2026-03-20T14:00:00Z`. */
export function isoInstant(instant: EpochMs): string {
  return `${new Date(instant).toISOString().slice(0, 19)}Z`;
}

/** Formats an instant in local time with its offset: `2026-03-20T09:00:00-05:00`. */
export function isoLocal(zone: Zone, instant: EpochMs): string {
  const offset = offsetAt(zone, instant);
  return new Date(instant + offset).toISOString().slice(0, 19) + isoOffset(offset);
}

function isoOffset(offsetMs: number): string {
  const minutes = Math.round(Math.abs(offsetMs) / MINUTE_MS);
  const two = (value: number) => String(value).padStart(2, "0");
  return `${offsetMs < 0 ? "-" : "+"}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

/** Parses `YYYY-MM-DD`; undefined for anything else, including nonexistent days. */
export function parseDate(text: string): EpochDay | undefined {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return undefined;
  const [year, month, day] = [Number(text.slice(0, 4)), Number(text.slice(5, 7)), Number(text.slice(8))];
  const date = new Date(0);
  const ms = date.setUTCFullYear(year, month - 1, day);
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? ms / DAY_MS : undefined;
}

/** Formats a date as `YYYY-MM-DD`. */
export function isoDate(day: EpochDay): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

/** The local date in a zone at an instant. */
export function dateAt(zone: Zone, instant: EpochMs): EpochDay {
  return Math.floor((instant + offsetAt(zone, instant)) / DAY_MS);
}

/** The day of the week, from 0 for Sunday to 6. */
export function weekdayOf(day: EpochDay): number {
  return (((day + 4) % 7) + 7) % 7;
}

/** Parses a time of day `HH:MM`, up to `24:00`, as minutes after midnight; undefined for anything else. */
export function parseTimeOfDay(text: string): number | undefined {
  const match = /^(\d\d):(\d\d)$/.exec(text);
  if (!match) return undefined;
  const minutes = Number(match[1]) * 60 + Number(match[2]);
  return Number(match[2]) < 60 && minutes <= 1440 ? minutes : undefined;
}
