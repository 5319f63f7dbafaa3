import { isoLocal } from "../../domain/clock.ts";
import type { EpochMs } from "../../domain/interval.ts";
import { zoneOf } from "../../domain/zone.ts";
import {
  clockOf,
  longDate,
  offsetOf,
  shortDay,
  spanText,
  timeText as timeOfDay,
  zoneText,
} from "../../i18n/wall-time.ts";

/** A meeting's time in words, in parts that should not break across lines. */
export type TimeLine = { readonly date: string; readonly span: string; readonly zone: string };

/** The parts joined to one line. */
export function timeText({ date, span, zone }: TimeLine): string {
  return `${date}, ${span} ${zone}`;
}

/**
 * Formats a meeting's time for a locale and zone: `Friday, 20 March 2026, 09:00 – 09:30 (America/Chicago, UTC−05:00)`. An end
 * on another date includes that date; if the clocks change in between, each end has its own offset.
 */
export function peopleTime(
  meeting: { readonly startsAt: EpochMs; readonly endsAt: EpochMs },
  zoneName: string,
  locale: string,
): TimeLine {
  const zone = zoneOf(zoneName);
  const [start, end] = [isoLocal(zone, meeting.startsAt), isoLocal(zone, meeting.endsAt)];
  const isPlain = start.slice(0, 10) === end.slice(0, 10) && offsetOf(start) === offsetOf(end);
  const span = spanText(locale, clockOf(locale), start, end);
  const offset = offsetOf(start) === offsetOf(end) && zoneName !== "UTC" ? `, ${offsetOf(start)}` : "";
  return {
    date: longDate(locale, start),
    span: isPlain ? unbroken(span) : span,
    zone: `(${zoneText(zoneName)}${offset})`,
  };
}

/** A start in few words, such as `Fri, 20 Mar, 09:00`. */
export function shortTime(startsAt: EpochMs, zoneName: string, locale: string): string {
  const local = isoLocal(zoneOf(zoneName), startsAt);
  return `${shortDay(locale, local)}, ${timeOfDay(locale, clockOf(locale), local)}`;
}

/** Prevents line breaks. */
function unbroken(text: string): string {
  return text.replaceAll(" ", "\u00a0");
}
