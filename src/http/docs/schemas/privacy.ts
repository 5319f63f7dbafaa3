import { Type } from "@sinclair/typebox";
import { auditActions, auditSubjects } from "../../../domain/audit.ts";
import { oneOf, strictObject } from "../../fields.ts";
import { bookingSchemas } from "./bookings.ts";
import { hostSchemas } from "./hosts.ts";
import { count, id, instant, listOf, named, orNull, text } from "./parts.ts";

const { cancel_token: _, reschedule_token: __, ...booking } = bookingSchemas.Booking.properties;

const actor = strictObject(
  {
    type: oneOf(["key", "session", "link", "operator", "system"], {
      description:
        "Somebody with an API key, a host who logged in, somebody with a link out of a mail, whoever runs the server, or the server by itself.",
    }),
    key_prefix: Type.Optional(text("How the key begins.")),
    party: Type.Optional(oneOf(["host", "attendee"], { description: "Whose mail the link was in." })),
  },
  { description: "Who did it." },
);

/** What answers about attendees' data and the audit log are made of. */
export const privacySchemas = {
  Attendee: strictObject(
    {
      email: text("The address that was asked about."),
      bookings: Type.Array(named("AttendeeBooking")),
      mails: Type.Array(named("AttendeeMail")),
      audit: Type.Array(named("AuditEntry"), {
        description: "What was done to these bookings, oldest first.",
      }),
    },
    { description: "All that is held about an attendee." },
  ),
  AttendeeBooking: strictObject(
    {
      ...booking,
      username: text("The host's slug."),
      links: strictObject(
        { cancel: text(), reschedule: text() },
        { description: "The attendee's own links." },
      ),
    },
    { description: "A booking as its attendee may have it." },
  ),
  AttendeeMail: strictObject(
    { ...hostSchemas.OutboxMail.properties, text: text() },
    { description: "A mail about one of the bookings, with what it says." },
  ),
  ErasedAttendee: strictObject(
    { bookings: count(), mails: count() },
    { description: "How many bookings and mails an attendee was erased from." },
  ),
  AuditEntry: strictObject(
    {
      id: id(),
      at: instant(),
      actor,
      action: oneOf(auditActions),
      subject: strictObject(
        { type: oneOf(auditSubjects), id: orNull(id(), "Null where it was done to several at once.") },
        { description: "What it was done to." },
      ),
      count: id({ description: "To how many of its kind it was done." }),
      changes: Type.Array(Type.String(), { description: "The names of the fields that changed." }),
    },
    { description: "One thing that was done. Holds nothing of what attendees said." },
  ),
  AuditList: listOf("audit", "AuditEntry", "One page of the audit log, newest first."),
};
