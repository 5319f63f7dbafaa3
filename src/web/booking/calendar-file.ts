import { ICalCalendar, ICalCalendarMethod, ICalEventStatus } from "ical-generator";
import type { Booking, Host } from "../../domain/records.ts";

/**
 * The booking as a file for any calendar (RFC 5545). It has the invitation's UID and sequence, so that the email that
 * comes later brings the same entry up to date instead of adding a second one.
 */
export function calendarFile(booking: Booking, host: Host): string {
  const calendar = new ICalCalendar({
    prodId: "//schedkit//schedkit//EN",
    method: ICalCalendarMethod.PUBLISH,
    scale: "GREGORIAN",
  });
  calendar.createEvent({
    id: booking.uid,
    sequence: booking.sequence,
    stamp: new Date(booking.updated_at),
    start: new Date(booking.starts_at),
    end: new Date(booking.ends_at),
    summary: `${booking.event_type.title}: ${booking.attendee_name} and ${host.name}`,
    location: booking.location,
    status: statuses[booking.status],
  });
  // Every line ends with CRLF, the last one too (RFC 5545, 3.1); the generator leaves that one open.
  return `${calendar.toString()}\r\n`;
}

const statuses = {
  pending: ICalEventStatus.TENTATIVE,
  confirmed: ICalEventStatus.CONFIRMED,
  declined: ICalEventStatus.CANCELLED,
  cancelled: ICalEventStatus.CANCELLED,
} as const;
