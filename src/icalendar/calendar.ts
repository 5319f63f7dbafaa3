import {
  ICalAlarmType,
  ICalAttendeeRole,
  ICalAttendeeStatus,
  ICalAttendeeType,
  ICalCalendar,
  ICalCalendarMethod,
  ICalEventStatus,
  ICalEventTransparency,
} from "ical-generator";
import type { EpochMs } from "../domain/interval.ts";
import { domainKey } from "../domain/text/address.ts";

/** How a calendar treats an entry (RFC 5546): as an invitation, as information, or as removed. */
export type CalendarMethod = "REQUEST" | "PUBLISH" | "CANCEL";

/** A person of an entry; without a name, only the address is shown. */
type CalendarPerson = { readonly name?: string; readonly email: string };

/** One meeting as a calendar entry. Texts contain no control characters but line breaks in the description. */
export type CalendarEntry = {
  readonly method: CalendarMethod;
  readonly uid: string;
  readonly sequence: number;
  readonly stamp: EpochMs;
  readonly startsAt: EpochMs;
  readonly endsAt: EpochMs;
  readonly summary: string;
  readonly description: string;
  readonly location: string | null;
  readonly status: "TENTATIVE" | "CONFIRMED" | "CANCELLED";
  readonly organizer: CalendarPerson;
  /** Whoever was invited and agreed; none in a published entry (RFC 5546, 3.2.1). */
  readonly attendees: readonly CalendarPerson[];
};

/** How long before a meeting calendars remind of it, in seconds. */
const ALARM_S = 15 * 60;

/** Writes an iCalendar object (RFC 5545) with one entry. */
export function calendarText(entry: CalendarEntry): string {
  const { method, status, location } = entry;
  const isOff = status === "CANCELLED";
  const calendar = new ICalCalendar({
    prodId: "//schedkit//schedkit//EN",
    method: ICalCalendarMethod[method],
    scale: "GREGORIAN",
  });
  const event = calendar.createEvent({
    id: entry.uid,
    sequence: entry.sequence,
    stamp: new Date(entry.stamp),
    start: new Date(entry.startsAt),
    end: new Date(entry.endsAt),
    summary: entry.summary,
    description: entry.description,
    location,
    url: isWebAddress(location) ? new URL(location).href : null,
    status: ICalEventStatus[status],
    transparency: isOff ? ICalEventTransparency.TRANSPARENT : ICalEventTransparency.OPAQUE,
    organizer: { name: commonName(entry.organizer.name ?? ""), email: asciiAddress(entry.organizer.email) },
  });
  for (const { name, email } of entry.attendees)
    event.createAttendee({
      type: ICalAttendeeType.INDIVIDUAL,
      role: ICalAttendeeRole.REQ,
      rsvp: false,
      status: ICalAttendeeStatus.ACCEPTED,
      ...(name !== undefined && { name: commonName(name) }),
      email: asciiAddress(email),
    });
  if (!isOff)
    event.createAlarm({ type: ICalAlarmType.display, trigger: ALARM_S, description: entry.summary });
  // Every line ends with CRLF, including the last (RFC 5545, 3.1), where the generator leaves it out.
  return `${withPlainUrl(calendar.toString())}\r\n`;
}

/** Returns whether a location is an https URL. */
export function isWebAddress(location: string | null): location is string {
  return location !== null && /^https:\/\/\S+$/i.test(location) && URL.canParse(location);
}

/** The address as email headers show it: with its domain in ASCII. */
function asciiAddress(email: string): string {
  const at = email.lastIndexOf("@");
  return at === -1 ? email : `${email.slice(0, at)}@${domainKey(email.slice(at + 1))}`;
}

/**
 * A backslash escapes nothing in a parameter (RFC 5545, 3.2), but ical.js, and so Thunderbird, treats it as an escape and may
 * then find the address inside the name. No name needs one.
 */
function commonName(name: string): string {
  return name.replaceAll("\\", "/");
}

/** The generator escapes the URL like text; a URI has no escapes (RFC 5545, 3.3.13). It is ASCII, so octets are characters. */
function withPlainUrl(calendar: string): string {
  return calendar.replace(/^URL;VALUE=URI:.*(?:\r\n[ \t].*)*/m, (folded) => {
    const line = folded.replaceAll(/\r\n[ \t]/g, "").replaceAll(/\\([\\,;])/g, "$1");
    return line.replaceAll(/(?<=^(?:.{75}|.{75}(?:.{74})+))(?=.)/g, "\r\n ");
  });
}
