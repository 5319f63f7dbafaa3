import { answerText } from "../../domain/questions.ts";
import type { Booking, Host } from "../../domain/records.ts";
import type { BookingView } from "./booking-view.ts";

/** A booking as its page shows it, in the zone of whoever has the link. */
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
    answers: booking.answers.map(({ label, answer }) => ({ label, answer: answerText(answer) })),
  };
}
