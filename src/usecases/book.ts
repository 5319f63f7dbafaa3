import { insertBooking } from "../db/queries/bookings.ts";
import type { Bookable } from "../db/queries/event-types.ts";
import type { Trx } from "../db/sqlite/group-commit.ts";
import { findRememberedAnswer, rememberAnswer } from "../db/queries/idempotency.ts";
import { firstStatus } from "../domain/booking.ts";
import { DAY_MS, type EpochMs } from "../domain/interval.ts";
import { meetingAt, occupiedBy } from "../domain/policy.ts";
import { checkAnswers, type GivenAnswer } from "../domain/questions.ts";
import type { Booking } from "../domain/records.ts";
import { done, type Outcome, refused } from "../domain/refusal.ts";
import { isSlot } from "../domain/slots.ts";
import { calendarAround, policyOf } from "./calendar.ts";
import type { Deps } from "./deps.ts";
import { owe } from "./owe-deliveries.ts";
import { type Happening, oweLetters } from "./owe-letters.ts";
import { type Moved, tell } from "./tell.ts";

/** How long a first answer is given again to the same key. */
export const REMEMBERED_MS = DAY_MS;

export type BookCommand = {
  readonly hostSlug: string;
  readonly eventSlug: string;
  readonly attendeeName: string;
  readonly attendeeEmail: string;
  readonly attendeeTimeZone: string;
  /** The language tag that letters to the attendee follow. */
  readonly attendeeLocale: string;
  readonly startsAt: EpochMs;
  readonly notes: string | null;
  readonly answers: readonly GivenAnswer[];
  /** The request's `Idempotency-Key`, with a hash of what was asked under it. */
  readonly once?: { readonly key: string; readonly requestHash: string } | undefined;
};

/**
 * Books a slot: the booking and the mails it owes are on disk when this answers. Refuses with `not_found`,
 * `slot_unavailable`, `idempotency_mismatch`, or what is wrong with the answers.
 */
export async function book(deps: Deps, command: BookCommand): Promise<Outcome<Booking>> {
  const placed = await deps.database.write((trx) => bookIn(trx, deps, command));
  const outcome = tell(deps, "created", placed);
  return outcome.ok ? done(outcome.value.booking) : outcome;
}

async function bookIn(trx: Trx, deps: Deps, command: BookCommand): Promise<Outcome<Moved>> {
  const { once } = command;
  const first = once && (await findRememberedAnswer(trx, command, once.key, deps.now() - REMEMBERED_MS));
  if (first) {
    return first.request_hash === once.requestHash
      ? done({ booking: JSON.parse(first.answer), already: true })
      : refused("idempotency_mismatch");
  }
  const bookable = await deps.database.findOffered(trx, command.hostSlug, command.eventSlug);
  if (!bookable) return refused("not_found");
  const outcome = await placeBooking(trx, deps, bookable, command);
  if (!outcome.ok) return outcome;
  if (once) await remember(trx, deps, bookable, once, outcome.value);
  return done({ booking: outcome.value, already: false });
}

async function placeBooking(
  trx: Trx,
  deps: Deps,
  bookable: Bookable,
  command: BookCommand,
): Promise<Outcome<Booking>> {
  const { eventType, host } = bookable;
  const checked = checkAnswers(eventType.questions, command.answers);
  if ("invalid" in checked) return refused(checked);
  const policy = policyOf(eventType);
  const now = deps.now();
  const calendar = await calendarAround(trx, bookable, {
    start: command.startsAt,
    end: command.startsAt + 1,
  });
  if (!isSlot(policy, calendar, command.startsAt, now)) return refused("slot_unavailable");
  const meeting = meetingAt(policy, command.startsAt);
  const occupied = occupiedBy(policy, meeting);
  const fields = {
    host_id: host.id,
    uid: deps.newUid(),
    sequence: 0,
    status: firstStatus(eventType.requires_confirmation),
    attendee_name: command.attendeeName,
    attendee_email: command.attendeeEmail,
    attendee_time_zone: command.attendeeTimeZone,
    attendee_locale: command.attendeeLocale,
    notes: command.notes,
    location: eventType.location,
    host_notes: null,
    cancellation_reason: null,
    starts_at: meeting.start,
    ends_at: meeting.end,
    created_at: now,
    updated_at: now,
    erased_at: null,
  } as const;
  const id = await insertBooking(trx, {
    ...fields,
    event_type_id: eventType.id,
    requires_confirmation: eventType.requires_confirmation ? 1 : 0,
    answers: JSON.stringify(checked.answers),
    busy_from: occupied.start,
    busy_until: occupied.end,
  });
  if (id === undefined) return refused("slot_unavailable");
  const booking: Booking = {
    ...fields,
    id,
    event_type: { id: eventType.id, slug: eventType.slug, title: eventType.title },
    requires_confirmation: eventType.requires_confirmation,
    answers: checked.answers,
  };
  const happening: Happening = { event: "booked", before: null, booking, host, actor: "attendee" };
  if (bookable.hasWebhooks) await owe(trx, deps, happening);
  else oweLetters(trx, deps, happening);
  return done(booking);
}

async function remember(
  trx: Trx,
  deps: Deps,
  { eventType }: Bookable,
  { key, requestHash }: { key: string; requestHash: string },
  booking: Booking,
): Promise<void> {
  const answer = { request_hash: requestHash, booking_id: booking.id, answer: JSON.stringify(booking) };
  await rememberAnswer(trx, eventType.id, key, answer, deps.now());
}
