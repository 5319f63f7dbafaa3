import type { EpochMs } from "../../domain/interval.ts";
import type { Booking, Host } from "../../domain/records.ts";
import { type CalendarEvent, calendarText } from "../../icalendar/calendar.ts";
import { storedEntry } from "../../icalendar/stored-entry.ts";
import { currentFacts } from "./facts.ts";
import { calendarEvent } from "./invitation.ts";
import { sanitizeFacts } from "./sanitize.ts";
import { translationFor } from "./translation.ts";

/**
 * A booking in its host's calendar, in the host's language. It leads to the dashboard, which asks for a password: people share
 * their calendars. `changedAt` is when anything that it shows last changed.
 */
export function hostEvent(
  host: Host,
  publicUrl: string,
  booking: Booking,
  changedAt: EpochMs,
): CalendarEvent {
  const translation = translationFor(host.locale);
  const facts = sanitizeFacts(currentFacts(booking, host, changedAt));
  const link = { label: translation.texts.open, url: `${publicUrl}/dashboard/bookings/${booking.id}` };
  return calendarEvent(facts, "host", [link], translation);
}

/** The same as an iCalendar object for the host's calendar server, with the attendee and guests. */
export function hostEntry(host: Host, publicUrl: string, booking: Booking): string {
  const {
    attendee,
    guests,
    host: organizer,
  } = sanitizeFacts(currentFacts(booking, host, booking.updated_at));
  return storedEntry(
    calendarText({
      ...hostEvent(host, publicUrl, booking, booking.updated_at),
      method: "PUBLISH",
      organizer: { name: organizer.name, email: booking.organizer_email },
      attendees: [
        { name: attendee.name, email: attendee.email },
        ...guests.map((email) => ({ email, isAsked: true })),
      ],
    }),
  );
}
