import { bookingFacts } from "../domain/booking-facts.ts";
import { isoInstant, isoLocal } from "../domain/clock.ts";
import { type EpochMs, MINUTE_MS } from "../domain/interval.ts";
import type { ApiKey, Booking, EventType, Host, Page, PageRequest, TimeOff } from "../domain/records.ts";
import { type Webhook, webhookEvents } from "../domain/webhook.ts";
import type { Zone } from "../domain/zone.ts";
import type { ActionTokens } from "../security/action-token.ts";
import type { FreeSlots } from "../usecases/list-slots.ts";
import type { EmailJob } from "../mail/email-job.ts";
import type { DeliveryAndTries, EmailAndLetter, OutboxEntry, WholeEntry } from "../usecases/outbox.ts";

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
  return { ...bookedJson(tokens, booking), ...bookingFacts(booking) };
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

/** A time as it is listed, in UTC and as the zone's clocks have it. */
export function slotJson(zone: Zone, start: EpochMs, end: EpochMs) {
  return {
    start: isoInstant(start),
    end: isoInstant(end),
    start_local: isoLocal(zone, start),
    end_local: isoLocal(zone, end),
  };
}

/** Where a booking can be moved to, and the time that it has until then. */
export function movesJson(slots: FreeSlots, { starts_at, ends_at }: Booking) {
  return { ...slotsJson(slots), current: slotJson(slots.zone, starts_at, ends_at) };
}

function slotsJson({ zone, eventType, starts }: FreeSlots) {
  const length = eventType.duration_minutes * MINUTE_MS;
  return {
    timezone: zone.name,
    event_type: publicEventTypeJson(eventType),
    slots: starts.map((start) => slotJson(zone, start, start + length)),
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

export function hostJson({ id, name, email, slug, time_zone, locale }: Host) {
  return { id, name, email, slug, timezone: time_zone, language: locale };
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

/** What a list of the outbox says of a mail or a delivery. */
export function outboxJson(entry: OutboxEntry) {
  return "email" in entry ? mailJson(entry.email) : deliveryJson(entry);
}

/** A single mail or delivery, with all that it says. */
export function wholeOutboxJson(entry: WholeEntry) {
  return "email" in entry ? wholeMailJson(entry) : { ...deliveryJson(entry), text: entry.delivery.body };
}

/** A delivery to a webhook, with each try. */
export function deliveryJson({ delivery, tries }: DeliveryAndTries) {
  return {
    id: delivery.id,
    kind: "webhook",
    webhook_id: delivery.webhook_id,
    booking_id: delivery.booking_id,
    recipient: delivery.recipient,
    subject: delivery.event,
    ...stateJson(delivery),
    tries: tries.map(tryJson),
  };
}

/** One time that a webhook was called, and what came back. */
export function tryJson({ at, took_ms, http_status, error, answer }: DeliveryAndTries["tries"][number]) {
  return { at: isoInstant(at), took_ms, status: http_status, error, answer };
}

/** A mail in a list of the outbox. */
export function mailJson(mail: EmailJob) {
  return {
    id: mail.id,
    kind: "mail",
    letter: mail.letter,
    booking_id: mail.booking_id,
    recipient: mail.recipient,
    subject: mail.subject,
    ...stateJson(mail),
  };
}

function stateJson(row: EmailJob | DeliveryAndTries["delivery"]) {
  return {
    status: row.status,
    attempts: row.attempts,
    last_error: row.last_error,
    message_id: row.message_id,
    created_at: isoInstant(row.created_at),
    next_attempt_at: row.status === "waiting" ? isoInstant(row.due_at) : null,
    sent_at: row.sent_at === null ? null : isoInstant(row.sent_at),
  };
}

function wholeMailJson({ email, letter }: EmailAndLetter) {
  return {
    ...mailJson(email),
    reply_to: letter.replyTo.address,
    text: letter.text,
    html: letter.html,
    invitation: letter.invitation,
  };
}

/** A webhook; its secret where it is new. */
export function webhookJson(webhook: Webhook, secret?: string) {
  return {
    id: webhook.id,
    url: webhook.url,
    description: webhook.description,
    events: webhook.events ?? webhookEvents,
    active: webhook.active,
    created_at: isoInstant(webhook.created_at),
    updated_at: isoInstant(webhook.updated_at),
    ...(secret !== undefined && { secret }),
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
