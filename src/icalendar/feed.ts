import { escape, foldLines, ICalCalendar } from "ical-generator";
import { addEvent, type CalendarEvent, PRODUCT, withPlainUrls } from "./calendar.ts";

/**
 * A calendar that programs subscribe to, written in three parts, so that a long one need not be written at once. It has no
 * METHOD, as it is not a message (RFC 5546), and its events have no people, so that no program notifies anybody.
 */

/** How often programs should read it again (RFC 7986, 5.7); Outlook only knows the older X-PUBLISHED-TTL. */
const REFRESH = "PT5M";

/** The beginning, with the calendar's name (RFC 7986, 5.1), for which most programs only know X-WR-CALNAME. */
export function feedBeginning(name: string): string {
  // The generator does not escape names.
  const text = escape(name, false);
  return asLines(
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    `PRODID:-${PRODUCT}`,
    "CALSCALE:GREGORIAN",
    `NAME:${text}`,
    `X-WR-CALNAME:${text}`,
    `REFRESH-INTERVAL;VALUE=DURATION:${REFRESH}`,
    `X-PUBLISHED-TTL:${REFRESH}`,
  );
}

/** Some of the events. LAST-MODIFIED is their DTSTAMP, as it is without a METHOD (RFC 5545, 3.8.7.2). */
export function feedEvents(events: readonly CalendarEvent[]): string {
  if (events.length === 0) return "";
  const calendar = new ICalCalendar({ prodId: PRODUCT });
  for (const event of events) addEvent(calendar, event).lastModified(new Date(event.stamp));
  const text = withPlainUrls(calendar.toString());
  return text.slice(text.indexOf("BEGIN:VEVENT"), text.lastIndexOf("END:VCALENDAR"));
}

export const FEED_END = asLines("END:VCALENDAR");

function asLines(...lines: readonly string[]): string {
  return lines.map((line) => `${foldLines(line)}\r\n`).join("");
}
