import { isoLocal } from "../../domain/clock.ts";
import type { EpochMs } from "../../domain/interval.ts";
import { zoneOf } from "../../domain/zone.ts";
import { clockOf, longDate, offsetOf, spanText, zoneText } from "../../i18n/wall-time.ts";

/** A meeting's time in words, in parts that do not break where there is room. */
export type TimeLine = { readonly date: string; readonly span: string; readonly zone: string };

/** The whole line as text. */
export function timeText({ date, span, zone }: TimeLine): string {
  return `${date}, ${span} ${zone}`;
}

/**
 * Tells a meeting's time in a zone as people of the locale read it:
 * `Friday, 20 March 2026, 09:00 – 09:30 (America/Chicago, UTC−05:00)`. An end on another date names that date; when
 * the clocks change in between, each end carries its own offset.
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

/** On one line wherever it stands. */
function unbroken(text: string): string {
  return text.replaceAll(" ", "\u00a0");
}
