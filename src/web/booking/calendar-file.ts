import { ICalCalendar, ICalCalendarMethod, ICalEventStatus } from "ical-generator";
import type { Booking, Host } from "../../domain/records.ts";

/**
 * The booking as a calendar file (RFC 5545). It has the invitation's UID and SEQUENCE, so the later email updates the same
 * entry instead of adding another.
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
  // Every line ends with CRLF, including the last (RFC 5545, 3.1), where the generator leaves it out.
  return `${calendar.toString()}\r\n`;
}

const statuses = {
  pending: ICalEventStatus.TENTATIVE,
  confirmed: ICalEventStatus.CONFIRMED,
  declined: ICalEventStatus.CANCELLED,
  cancelled: ICalEventStatus.CANCELLED,
} as const;
