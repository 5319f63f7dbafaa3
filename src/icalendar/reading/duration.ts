import { DAY_MS, HOUR_MS, MINUTE_MS } from "../../domain/interval.ts";

/** A duration (RFC 5545, 3.3.6): days are nominal, so they keep the local time; the rest is exact. */
export type Duration = { readonly days: number; readonly exactMs: number };

const PATTERN =
  /^([+-]?)P(?:(\d{1,9})W)?(?:(\d{1,9})D)?(?:T(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,9})S)?)?$/i;

/** Parses a duration; undefined if it is malformed. */
export function parseDuration(text: unknown): Duration | undefined {
  const match = typeof text === "string" ? PATTERN.exec(text.trim()) : null;
  if (!match || !/\d/.test(match[0])) return undefined;
  const [weeks, days, hours, minutes, seconds] = match.slice(2).map((digits) => Number(digits ?? 0));
  const sign = match[1] === "-" ? -1 : 1;
  return {
    days: sign * (weeks! * 7 + days!),
    exactMs: sign * (hours! * HOUR_MS + minutes! * MINUTE_MS + seconds! * 1000),
  };
}

/** How long a duration is if no clock changes; at least nothing. */
export function plainLength({ days, exactMs }: Duration): number {
  return Math.max(0, days * DAY_MS + exactMs);
}
