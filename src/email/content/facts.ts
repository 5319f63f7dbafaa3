import type { EmailEvent, EmailFacts } from "../../domain/email.ts";
import type { Booking, Host } from "../../domain/records.ts";

/** The facts of an email about a change, from the current booking and host, for this language tag. */
export function emailFacts(event: EmailEvent, booking: Booking, host: Host, locale: string): EmailFacts {
  return {
    ...event,
    bookingId: booking.id,
    uid: booking.uid,
    organizerEmail: booking.organizer_email,
    location: booking.location,
    locationType: booking.event_type.location_type,
    isOffered: booking.event_type.is_offered,
    host: {
      name: host.name,
      email: host.email,
      slug: host.slug,
      timeZone: host.time_zone,
      locale,
    },
    attendee: {
      name: booking.attendee_name,
      email: booking.attendee_email,
      timeZone: booking.attendee_time_zone,
      locale,
    },
    notes: booking.notes,
    answers: booking.answers,
  };
}
