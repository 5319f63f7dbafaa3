import { isoInstant, isoLocal } from "../domain/clock.ts";
import { MINUTE_MS } from "../domain/interval.ts";
import type { ApiKey, Booking, EventType, Host, Page, PageRequest, TimeOff } from "../domain/records.ts";
import type { ActionTokens } from "../security/action-token.ts";
import type { FreeSlots } from "../usecases/list-slots.ts";
import type { MailAndLetter } from "../usecases/outbox.ts";

/** The answer to a new booking: the published fields, and what a page wants to say next. */
export function bookedJson(tokens: ActionTokens, booking: Booking) {
  return {
    id: booking.id,
    status: booking.status,
    requires_confirmation: booking.requires_confirmation,
    attendee_name: booking.attendee_name,
    attendee_email: booking.attendee_email,
    start_time: isoInstant(booking.starts_at),
    end_time: isoInstant(booking.ends_at),
    cancel_token: tokens.issue("cancel", booking),
    reschedule_token: tokens.issue("reschedule", booking),
    event_type: booking.event_type.title,
    timezone: booking.attendee_time_zone,
    location: booking.location,
  };
}

/** A booking as its host sees it. */
export function bookingJson(tokens: ActionTokens, booking: Booking) {
  return {
    ...bookedJson(tokens, booking),
    event_type: booking.event_type,
    attendee_timezone: booking.attendee_time_zone,
    notes: booking.notes,
    answers: booking.answers,
    host_notes: booking.host_notes,
    cancellation_reason: booking.cancellation_reason,
    created_at: isoInstant(booking.created_at),
    updated_at: isoInstant(booking.updated_at),
    sequence: booking.sequence,
    uid: booking.uid,
  };
}

/** An event type as its host sees it. */
export function eventTypeJson({ host_id: _, ...eventType }: EventType) {
  return {
    ...eventType,
    slot_interval_minutes: eventType.slot_interval_minutes ?? eventType.duration_minutes,
    created_at: isoInstant(eventType.created_at),
    updated_at: isoInstant(eventType.updated_at),
  };
}

/** An event type as visitors see it: where to meet is told to who has booked. */
export function publicEventTypeJson(eventType: EventType) {
  const { id, slug, title, description, duration_minutes, location_type, requires_confirmation, questions } =
    eventType;
  return { id, slug, title, description, duration_minutes, location_type, requires_confirmation, questions };
}

function slotsJson({ zone, eventType, starts }: FreeSlots) {
  const length = eventType.duration_minutes * MINUTE_MS;
  return {
    timezone: zone.name,
    event_type: publicEventTypeJson(eventType),
    slots: starts.map((start) => ({
      start: isoInstant(start),
      end: isoInstant(start + length),
      start_local: isoLocal(zone, start),
      end_local: isoLocal(zone, start + length),
    })),
  };
}

/** The same as text, to be kept. */
export function slotsText(slots: FreeSlots): string {
  return JSON.stringify(slotsJson(slots));
}

export function profileJson({ host, eventTypes }: { host: Host; eventTypes: readonly EventType[] }) {
  return {
    username: host.slug,
    name: host.name,
    timezone: host.time_zone,
    event_types: eventTypes.map(publicEventTypeJson),
  };
}

export function hostJson({ id, name, email, slug, time_zone }: Host) {
  return { id, name, email, slug, timezone: time_zone };
}

export function apiKeyJson<Key extends ApiKey>(key: Key) {
  return {
    ...key,
    created_at: isoInstant(key.created_at),
    last_used_at: key.last_used_at === null ? null : isoInstant(key.last_used_at),
  };
}

export function timeOffJson(timeOff: TimeOff) {
  return {
    ...timeOff,
    starts_at: isoInstant(timeOff.starts_at),
    ends_at: isoInstant(timeOff.ends_at),
  };
}

/** A mail in a list of the outbox. */
export function mailJson({ mail, letter }: MailAndLetter) {
  return {
    id: mail.id,
    kind: "mail",
    letter: mail.letter,
    booking_id: mail.booking_id,
    recipient: mail.recipient,
    subject: letter.subject,
    status: mail.status,
    attempts: mail.attempts,
    last_error: mail.last_error,
    message_id: mail.message_id,
    created_at: isoInstant(mail.created_at),
    next_attempt_at: mail.status === "waiting" ? isoInstant(mail.next_attempt_at) : null,
    sent_at: mail.sent_at === null ? null : isoInstant(mail.sent_at),
  };
}

/** A single mail, with all that it says. */
export function wholeMailJson(one: MailAndLetter) {
  const { letter } = one;
  return {
    ...mailJson(one),
    reply_to: letter.replyTo.address,
    text: letter.text,
    html: letter.html,
    invitation: letter.invitation,
  };
}

/** One page of a list under its own name, as every list is answered. */
export function pageJson<Name extends string, T, Json>(
  name: Name,
  { items, total }: Page<T>,
  { page, limit }: PageRequest,
  present: (item: T) => Json,
) {
  return { [name]: items.map(present), total, page, limit } as Record<Name, Json[]> & {
    total: number;
    page: number;
    limit: number;
  };
}
