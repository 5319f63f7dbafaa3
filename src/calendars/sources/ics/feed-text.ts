import { SourceFailure } from "../failure.ts";

/**
 * Throws `SourceFailure` unless a text is an entire iCalendar stream. Half a feed is refused, because the events it lacks would
 * look deleted.
 */
export function checkFeed(text: string): void {
  const trimmed = text.trim();
  if (!/^BEGIN:VCALENDAR\s/i.test(trimmed))
    throw new SourceFailure("not_a_calendar", "The address does not lead to a calendar in iCalendar format.");
  if (!/\sEND:VCALENDAR$/i.test(trimmed.slice(-20)))
    throw new SourceFailure("unreachable", "The calendar was received only in part.");
}
