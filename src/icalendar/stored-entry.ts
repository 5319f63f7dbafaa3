import { foldLines } from "ical-generator";

/** A property with people in it, whose calendar server might invite them. */
const PERSON = /^(ORGANIZER|ATTENDEE)(?=[;:])/gm;

/**
 * Turns an iCalendar object into one that a calendar server stores: without a method (RFC 4791, 4.1), and with people whom the
 * server must not email, because the emails come from here (RFC 6638, 7.1).
 */
export function storedEntry(calendar: string): string {
  const unfolded = calendar.replaceAll(/\r\n[ \t]/g, "").replace(/^METHOD:.*\r\n/m, "");
  return foldLines(unfolded.replaceAll(PERSON, "$1;SCHEDULE-AGENT=CLIENT"));
}
