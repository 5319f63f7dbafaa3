import {
  ICalAlarmType,
  ICalAttendeeRole,
  ICalAttendeeStatus,
  ICalAttendeeType,
  ICalCalendar,
  ICalCalendarMethod,
  type ICalEvent,
  ICalEventStatus,
  ICalEventTransparency,
} from "ical-generator";
import type { EpochMs } from "../domain/interval.ts";
import { domainKey } from "../domain/text/address.ts";

/** How a calendar treats an entry (RFC 5546): as an invitation, as information, or as removed. */
export type CalendarMethod = "REQUEST" | "PUBLISH" | "CANCEL";

/** A person of an entry; without a name, only the address is shown. */
type CalendarPerson = { readonly name?: string; readonly email: string };

/** Somebody who was invited, and has agreed unless `isAsked`. */
type CalendarAttendee = CalendarPerson & { readonly isAsked?: boolean };

/** One meeting in a calendar. Texts contain no control characters but line breaks in the description. */
export type CalendarEvent = {
  readonly uid: string;
  readonly sequence: number;
  readonly stamp: EpochMs;
  readonly startsAt: EpochMs;
  readonly endsAt: EpochMs;
  readonly summary: string;
  readonly description: string;
  readonly location: string | null;
  readonly status: "TENTATIVE" | "CONFIRMED" | "CANCELLED";
};

/** One meeting as it is sent to somebody's calendar. */
export type CalendarEntry = CalendarEvent & {
  readonly method: CalendarMethod;
  readonly organizer: CalendarPerson;
  /** None in a published entry (RFC 5546, 3.2.1). */
  readonly attendees: readonly CalendarAttendee[];
};

/** How long before a meeting calendars remind of it, in seconds. */
const ALARM_S = 15 * 60;

/** Identifies the software in every calendar. */
export const PRODUCT = "//schedkit//schedkit//EN";

/** Writes an iCalendar object (RFC 5545) with one entry. */
export function calendarText(entry: CalendarEntry): string {
  const calendar = new ICalCalendar({
    prodId: PRODUCT,
    method: ICalCalendarMethod[entry.method],
    scale: "GREGORIAN",
  });
  const event = addEvent(calendar, entry);
  event.organizer({
    name: commonName(entry.organizer.name ?? ""),
    email: asciiAddress(entry.organizer.email),
  });
  for (const { name, email, isAsked = false } of entry.attendees)
    event.createAttendee({
      type: ICalAttendeeType.INDIVIDUAL,
      role: ICalAttendeeRole.REQ,
      rsvp: false,
      status: isAsked ? ICalAttendeeStatus.NEEDSACTION : ICalAttendeeStatus.ACCEPTED,
      ...(name !== undefined && { name: commonName(name) }),
      email: asciiAddress(email),
    });
  if (entry.status !== "CANCELLED")
    event.createAlarm({ type: ICalAlarmType.display, trigger: ALARM_S, description: entry.summary });
  // Every line ends with CRLF, including the last (RFC 5545, 3.1), where the generator leaves it out.
  return `${withPlainUrls(calendar.toString())}\r\n`;
}

/** Adds an event without people and alarms. */
export function addEvent(calendar: ICalCalendar, event: CalendarEvent): ICalEvent {
  const { status, location } = event;
  return calendar.createEvent({
    id: event.uid,
    sequence: event.sequence,
    stamp: new Date(event.stamp),
    start: new Date(event.startsAt),
    end: new Date(event.endsAt),
    summary: event.summary,
    description: event.description,
    location,
    url: isWebAddress(location) ? new URL(location).href : null,
    status: ICalEventStatus[status],
    transparency: status === "CANCELLED" ? ICalEventTransparency.TRANSPARENT : ICalEventTransparency.OPAQUE,
  });
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

/** The generator escapes URLs like text; a URI has no escapes (RFC 5545, 3.3.13). It is ASCII, so octets are characters. */
export function withPlainUrls(calendar: string): string {
  return calendar.replace(/^URL;VALUE=URI:.*(?:\r\n[ \t].*)*/gm, (folded) => {
    const line = folded.replaceAll(/\r\n[ \t]/g, "").replaceAll(/\\([\\,;])/g, "$1");
    return line.replaceAll(/(?<=^(?:.{75}|.{75}(?:.{74})+))(?=.)/g, "\r\n ");
  });
}
