import type { Booking, Host } from "../../domain/records.ts";
import { oneLine } from "../../domain/text/typed-text.ts";
import { calendarText } from "../../icalendar/calendar.ts";
import { fill } from "../../i18n/wording.ts";
import type { Texts } from "../../i18n/texts/booking.ts";

/**
 * The booking as a calendar file (RFC 5545) for one side, who meets `other`. It has the invitation's UID, SEQUENCE and organizer, so the later
 * email updates the same entry instead of adding another.
 */
export function calendarFile(
  booking: Booking,
  host: Host,
  other: string,
  pageUrl: string,
  texts: Texts,
): string {
  const names = { event: oneLine(booking.event_type.title), host: oneLine(other) };
  return calendarText({
    method: "PUBLISH",
    uid: booking.uid,
    sequence: booking.sequence,
    stamp: booking.updated_at,
    startsAt: booking.starts_at,
    endsAt: booking.ends_at,
    summary: fill(texts.meetingTitle, names),
    description: `${fill(texts.meetingTitle, names)}\n\n${pageUrl}`,
    location: booking.location === null ? null : oneLine(booking.location),
    status: statuses[booking.status],
    organizer: { name: oneLine(host.name), email: booking.organizer_email },
    attendees: [],
  });
}

const statuses = {
  pending: "TENTATIVE",
  confirmed: "CONFIRMED",
  declined: "CANCELLED",
  cancelled: "CANCELLED",
} as const;
