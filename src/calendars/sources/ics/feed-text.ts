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

const HEADER_LENGTH = 10_000;
const NAME_LENGTH = 200;

/** The value of a property of the calendar itself, such as `X-WR-CALNAME`; null if it is absent or empty. */
export function calendarProperty(text: string, name: string): string | null {
  const header = text.slice(0, HEADER_LENGTH).split(/^BEGIN:(?!VCALENDAR)/im, 1)[0]!;
  const unfolded = header.replaceAll(/\r?\n[ \t]/g, "");
  const [, value = ""] = new RegExp(`^${name}(?:;[^:\\r\\n]*)?:(.*)$`, "im").exec(unfolded) ?? [];
  return unescaped(value).trim().slice(0, NAME_LENGTH) || null;
}

function unescaped(value: string): string {
  return value.replaceAll(/\\([\\;,nN])/g, (_, escaped: string) => (/n/i.test(escaped) ? " " : escaped));
}
