import type { Booking, Host } from "../../domain/records.ts";
import type { BookingView } from "./booking-view.tsx";

/** A booking as a link's page shows it, in the reader's zone. */
export function viewOf(booking: Booking, host: Host, timeZone: string): BookingView {
  return {
    eventTitle: booking.event_type.title,
    hostName: host.name,
    attendeeName: booking.attendee_name,
    attendeeEmail: booking.attendee_email,
    startsAt: booking.starts_at,
    endsAt: booking.ends_at,
    timeZone,
    location: booking.location,
    status: booking.status,
    isExpired: booking.expired,
    reason: booking.cancellation_reason,
    notes: booking.notes,
    answers: booking.answers,
  };
}
