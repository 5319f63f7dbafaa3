import type { ExampleBooking } from "../../../usecases/example-booking.ts";
import type { privacySchemas } from "../schemas/privacy.ts";
import { attendee, bookingExamples, madeAt, onPage, tokens } from "./bookings.ts";
import { hostExamples } from "./hosts.ts";

/** What answers about attendees' data and the audit log look like. */
export function privacyExamples(example: ExampleBooking): Record<keyof typeof privacySchemas, unknown> {
  const entry = {
    id: 7,
    at: madeAt(example),
    actor: { type: "key", key_prefix: "sk_Nqfc-" },
    action: "event_type.updated",
    subject: { type: "event_type", id: 1 },
    count: 1,
    changes: ["title", "duration_minutes"],
  };
  const booking = bookingOfAttendee(example);
  const mail = { ...(hostExamples(example).OutboxMail as object), text: "You are booked\n…" };
  const exported = {
    ...entry,
    action: "booking.exported",
    subject: { type: "booking", id: 101 },
    changes: [],
  };
  return {
    Attendee: { email: attendee.attendee_email, bookings: [booking], mails: [mail], audit: [exported] },
    AttendeeBooking: booking,
    AttendeeMail: mail,
    ErasedAttendee: { bookings: 1, mails: 2 },
    AuditEntry: entry,
    AuditList: { audit: [entry], ...onPage },
  };
}

function bookingOfAttendee(example: ExampleBooking) {
  const { cancel_token, reschedule_token, ...told } = bookingExamples(example).Booking as typeof tokens;
  const links = {
    cancel: `https://book.example.com/v1/cancel/${cancel_token}`,
    reschedule: `https://book.example.com/v1/reschedule/${reschedule_token}`,
  };
  return { ...told, username: example.host.slug, links };
}
