import { isoInstant } from "../domain/clock.ts";
import type { Actor } from "../domain/actor.ts";
import type { AuditEntry } from "../domain/audit.ts";
import type { ActionTokens } from "../security/action-token.ts";
import type { AttendeeData, BookingOfAttendee } from "../usecases/attendee-data.ts";
import type { EmailAndLetter } from "../usecases/outbox.ts";
import { bookingJson, mailJson } from "./present.ts";

/** All that is held about an attendee, to be handed to them. */
export function attendeeJson(tokens: ActionTokens, { email, bookings, mails, audit }: AttendeeData) {
  return {
    email,
    bookings: bookings.map((one) => bookingOfAttendeeJson(tokens, one)),
    mails: mails.map(mailOfAttendeeJson),
    audit: audit.map(auditJson),
  };
}

function bookingOfAttendeeJson(tokens: ActionTokens, { booking, host, links }: BookingOfAttendee) {
  const { cancel_token: _, reschedule_token: __, ...told } = bookingJson(tokens, booking);
  return { ...told, username: host.slug, links: { cancel: links.cancel, reschedule: links.reschedule } };
}

function mailOfAttendeeJson(one: EmailAndLetter) {
  return { ...mailJson(one.email), text: one.letter.text };
}

/** An entry of the audit log. */
export function auditJson({ id, at, actor, action, subject, count, changes }: AuditEntry) {
  return { id, at: isoInstant(at), actor: actorJson(actor), action, subject, count, changes };
}

function actorJson(actor: Actor) {
  if (actor.type === "key") return { type: actor.type, key_prefix: actor.prefix };
  return actor.type === "link" ? { type: actor.type, party: actor.party } : { type: actor.type };
}
