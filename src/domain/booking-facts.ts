import { isoInstant } from "./clock.ts";
import type { Booking } from "./records.ts";

/** A booking without its tokens, as webhooks receive it: field names of the API, instants in ISO 8601. */
export function bookingFacts(booking: Booking) {
  const { id, slug, title } = booking.event_type;
  return {
    id: booking.id,
    uid: booking.uid,
    sequence: booking.sequence,
    status: booking.status,
    requires_confirmation: booking.requires_confirmation,
    attendee_name: booking.attendee_name,
    attendee_email: booking.attendee_email,
    attendee_timezone: booking.attendee_time_zone,
    attendee_language: booking.attendee_locale,
    start_time: isoInstant(booking.starts_at),
    end_time: isoInstant(booking.ends_at),
    event_type: { id, slug, title },
    timezone: booking.attendee_time_zone,
    location: booking.location,
    notes: booking.notes,
    answers: booking.answers.map(({ question_id, label, answer }) => ({ question_id, label, answer })),
    guests: [...booking.guests],
    host_notes: booking.host_notes,
    cancellation_reason: booking.cancellation_reason,
    confirmation_reason: booking.confirmation_reason,
    reschedule_reason: booking.reschedule_reason,
    no_show: booking.no_show,
    created_at: isoInstant(booking.created_at),
    updated_at: isoInstant(booking.updated_at),
  };
}
