import type { EmailEvent, EmailFacts } from "../../domain/email.ts";
import type { EpochMs } from "../../domain/interval.ts";
import { mostGuests } from "../../domain/limits.ts";
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
    guests: booking.guests,
    takesGuests: mostGuests(booking) > 0,
    hostNote: null,
    isAddressProved: booking.address_proved,
    guest: null,
  };
}

/** The facts of a booking as it is now, last changed at that instant, in the host's language. */
export function currentFacts(booking: Booking, host: Host, changedAt: EpochMs): EmailFacts {
  return emailFacts(currentEvent(booking, changedAt), booking, host, host.locale);
}

/** What an email about a booking reports of its present state. */
export function currentEvent(booking: Booking, at: EpochMs): EmailEvent {
  return {
    sequence: booking.sequence,
    status: booking.status,
    startsAt: booking.starts_at,
    endsAt: booking.ends_at,
    movedFrom: null,
    happenedAt: at,
    eventTitle: booking.event_type.title,
    eventSlug: booking.event_type.slug,
    actor: "system",
    reason: null,
    invitation: null,
  };
}
