import type { Trx } from "../../db/database.ts";
import { insertBooking } from "../../db/queries/bookings/bookings.ts";
import type { Bookable } from "../../db/queries/bookings/bookable.ts";
import { findRememberedAnswer, rememberAnswer } from "../../db/queries/bookings/idempotency.ts";
import { insertMeeting } from "../../db/queries/bookings/meetings.ts";
import { addressKey } from "../../domain/text/address.ts";
import type { BookingChange } from "../../domain/booking-change.ts";
import { decisionDue, firstStatus } from "../../domain/booking.ts";
import { DAY_MS, type EpochMs } from "../../domain/interval.ts";
import { occupiedBy } from "../../domain/policy.ts";
import type { Booking } from "../../domain/records.ts";
import { done, type Outcome, refused } from "../../domain/refusal.ts";
import { searchText } from "../../domain/text/search.ts";
import type { BookCommand } from "./book-command.ts";
import { countRefusal, reportOnCommit } from "./booking-events.ts";
import { policyOf } from "./calendar.ts";
import { enqueueEmails } from "../../email/enqueue.ts";
import type { Deps } from "../deps.ts";
import { checkBooking } from "./check-booking.ts";
import { notify } from "./notify.ts";

/** How long a response is replayed for the same key. */
export const REMEMBERED_MS = DAY_MS;

/**
 * Books a slot; resolves once the booking and its emails are on disk. Refuses with `not_found`, `slot_unavailable`,
 * `idempotency_mismatch`, invalid answers, or a limit that the visitor has reached. A refusal uses up nothing.
 */
export async function book(deps: Deps, command: BookCommand): Promise<Outcome<Booking>> {
  return countRefusal(deps, await deps.database.write((trx) => bookIn(trx, deps, command)));
}

async function bookIn(trx: Trx, deps: Deps, command: BookCommand): Promise<Outcome<Booking>> {
  const { once } = command;
  const bookable = await deps.findOffered(trx, command.hostSlug, command.eventSlug);
  // The remembered response, the free time and the daily limit are checked before they are written; the lock keeps them
  // valid.
  if (bookable) await trx.lockHost(bookable.host.id);
  const first = once && (await findRememberedAnswer(trx, command, once.key, deps.now() - REMEMBERED_MS));
  if (first) {
    return first.request_hash === once.requestHash
      ? done(JSON.parse(first.answer))
      : refused("idempotency_mismatch");
  }
  if (!bookable) return refused("not_found");
  const outcome = await placeBooking(trx, deps, bookable, command);
  if (!outcome.ok) return outcome;
  if (once) await remember(trx, deps, bookable, once, outcome.value);
  reportOnCommit(trx, deps, "created", outcome.value);
  return outcome;
}

async function placeBooking(
  trx: Trx,
  deps: Deps,
  bookable: Bookable,
  command: BookCommand,
): Promise<Outcome<Booking>> {
  const { eventType, host } = bookable;
  const now = deps.now();
  const judged = await checkBooking(trx, deps, bookable, command, now);
  if (!judged.ok) return judged;
  const { time, answers, proved, client, spend } = judged.value;
  const meetingId = await insertMeeting(trx, {
    event_type_id: eventType.id,
    starts_at: time.start,
    ends_at: time.end,
    location: eventType.location,
    host_id: host.id,
    busy: occupiedBy(policyOf(eventType), time),
  });
  if (meetingId === undefined) return refused("slot_unavailable");
  const booking = await insertBookingOf(trx, bookable, command, {
    meeting_id: meetingId,
    uid: deps.newUid(),
    answers,
    starts_at: time.start,
    ends_at: time.end,
    client: client?.narrow ?? null,
    address_proved: proved,
    now,
  });
  await spend();
  const change: BookingChange = { event: "booked", booking, host, actor: "attendee" };
  await (bookable.hasWebhooks ? notify(trx, deps, change) : enqueueEmails(trx, deps, change));
  return done(booking);
}

type PlacedBooking = Pick<
  Booking,
  "meeting_id" | "uid" | "answers" | "starts_at" | "ends_at" | "client" | "address_proved"
> & { readonly now: EpochMs };

async function insertBookingOf(
  trx: Trx,
  { host, eventType }: Bookable,
  { attendeeName, attendeeEmail, attendeeTimeZone, attendeeLocale, notes }: BookCommand,
  { meeting_id, uid, answers, starts_at, ends_at, client, address_proved, now }: PlacedBooking,
): Promise<Booking> {
  const { id: event_type_id, slug, title, location_type, requires_confirmation, location } = eventType;
  const status = firstStatus(requires_confirmation);
  const fields = {
    host_id: host.id,
    meeting_id,
    uid,
    sequence: 0,
    status,
    organizer_email: host.email,
    attendee_name: attendeeName,
    attendee_email: attendeeEmail,
    attendee_time_zone: attendeeTimeZone,
    attendee_locale: attendeeLocale,
    client,
    decide_by: status === "pending" ? decisionDue(eventType, starts_at, now) : null,
    notes,
    host_notes: null,
    cancellation_reason: null,
    starts_at,
    ends_at,
    created_at: now,
    updated_at: now,
  };
  const id = await insertBooking(trx, {
    ...fields,
    event_type_id,
    requires_confirmation: requires_confirmation ? 1 : 0,
    address_key: addressKey(attendeeEmail),
    search: searchText(attendeeName, attendeeEmail),
    address_proved: address_proved ? 1 : 0,
    has_calendar_entry: status === "confirmed" ? 1 : 0,
    answers: JSON.stringify(answers),
  });
  const event_type = { id: event_type_id, slug, title, location_type, is_offered: true };
  return {
    ...fields,
    id,
    event_type,
    requires_confirmation,
    location,
    answers,
    address_proved,
    has_calendar_entry: status === "confirmed",
    confirmation_reason: null,
    expired: false,
    attendee_moves: 0,
    erased_at: null,
  };
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
