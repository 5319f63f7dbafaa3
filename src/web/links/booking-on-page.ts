import type { Party } from "../../domain/booking.ts";
import type { Booking, Host } from "../../domain/records.ts";
import type { BookingView } from "./booking-view.tsx";

/** A booking as a link's page shows it to one side. */
export function viewOf(booking: Booking, host: Host, reader: Party): BookingView {
  const forHost = reader === "host";
  return {
    forHost,
    eventTitle: booking.event_type.title,
    hostName: host.name,
    attendeeName: booking.attendee_name,
    attendeeEmail: booking.attendee_email,
    startsAt: booking.starts_at,
    endsAt: booking.ends_at,
    timeZone: forHost ? host.time_zone : booking.attendee_time_zone,
    location: booking.location,
    status: booking.status,
    isExpired: booking.expired,
    reason: booking.cancellation_reason,
    rescheduleReason: forHost ? booking.reschedule_reason : null,
    notes: booking.notes,
    answers: booking.answers,
  };
}
