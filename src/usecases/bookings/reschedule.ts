import type { Trx } from "../../db/database.ts";
import { updateBooking } from "../../db/queries/bookings/bookings.ts";
import { type Bookable, getBookable } from "../../db/queries/bookings/bookable.ts";
import { deleteExpiredHolds } from "../../db/queries/bookings/holds.ts";
import { rescheduleMeeting, reviveMeeting } from "../../db/queries/bookings/meetings.ts";
import {
  type BookingStatus,
  decisionDue,
  isLive,
  checkTransition,
  type Party,
} from "../../domain/booking.ts";
import type { EpochMs } from "../../domain/interval.ts";
import { meetingAt, occupiedBy, type Policy } from "../../domain/policy.ts";
import type { Booking, EventType } from "../../domain/records.ts";
import { done, type Outcome, refused } from "../../domain/refusal.ts";
import { isSlot, isUnoccupied } from "../../domain/slots.ts";
import { isBlocked } from "../limits/blocks.ts";
import { asBooked, calendarAround, policyOf } from "./calendar.ts";
import type { JustRead } from "../calendars/coalesce.ts";
import { decideAfterReading, readCalendarsAround } from "../calendars/freshness.ts";
import { trustCalendars } from "../calendars/trust.ts";
import type { Deps } from "../deps.ts";
import { findCurrent } from "./expire.ts";
import { actorOf, type BookingRef, findByRef } from "./find-booking.ts";
import { record } from "../hosts/audit.ts";
import { willReplaceEmail } from "../../email/enqueue.ts";
import { nothing, type RecordUse } from "../limits/limits.ts";
import { notify } from "./notify.ts";
import { mayReschedule } from "../limits/visitor-limits.ts";
import { countRefusal, type ChangedBooking, reportOnCommit } from "./booking-events.ts";

export type RescheduleCommand = {
  readonly startsAt: EpochMs;
  /** The attendee's new zone; undefined to keep it. */
  readonly timeZone: string | undefined;
  /** Allows the host to ignore their hours, notice and grid, but never another booking. */
  readonly override: boolean;
  readonly actor: Party;
  /** Why; told to the other side. */
  readonly reason?: string | null;
};

/**
 * Reschedules a booking; the same start again changes nothing and sends nothing. An attendee who reschedules a booking that
 * requires confirmation asks the host again; a host who reschedules an expired request confirms it. Refuses with `not_found`,
 * `slot_unavailable`, `calendar_unreachable`, the state that does not allow it, or the limit that the attendee has reached.
 */
export async function reschedule(
  deps: Deps,
  ref: BookingRef,
  command: RescheduleCommand,
): Promise<Outcome<ChangedBooking>> {
  const outcome = await decideAfterReading(
    async () => (command.actor === "attendee" ? readCalendars(deps, ref, command) : undefined),
    (justRead) => deps.database.write((trx) => rescheduleIn(trx, deps, ref, command, justRead)),
  );
  return countRefusal(deps, outcome);
}

/** Reads the host's calendars around the new time; undefined if there is no such booking. */
async function readCalendars(
  deps: Deps,
  ref: BookingRef,
  { startsAt }: RescheduleCommand,
): Promise<JustRead | undefined> {
  const found = await findByRef(deps.database.read, deps, ref);
  if (!found) return undefined;
  const current = await getBookable(deps.database.read, found.event_type.id);
  return readCalendarsAround(deps, { ...current, eventType: asBooked(current.eventType, found) }, startsAt);
}

async function rescheduleIn(
  trx: Trx,
  deps: Deps,
  ref: BookingRef,
  command: RescheduleCommand,
  justRead: JustRead,
): Promise<Outcome<ChangedBooking>> {
  const found = await findCurrent(trx, deps, ref);
  if (!found) return refused("not_found");
  const verdict = checkTransition(found, "reschedule", deps.now(), command.actor);
  if (verdict.kind === "refused") return refused(verdict.refusal);
  const wanted = verdict.kind === "moves" ? verdict.to : found.status;
  if (isLive(found.status) && found.starts_at === command.startsAt)
    return stay(trx, deps, ref, found, command.timeZone);
  await deleteExpiredHolds(trx, found.host_id, deps.now());
  const current = await getBookable(trx, found.event_type.id);
  const bookable = { ...current, eventType: asBooked(current.eventType, found) };
  const policy = policyOf(bookable.eventType);
  if (!(await isFree(trx, deps, bookable, policy, found, command))) return refused("slot_unavailable");
  const trust = await trusted(trx, deps, bookable, found, command, justRead);
  if (!trust.ok) return trust;
  const limits = await limitsOf(trx, deps, found, command);
  if (!limits.ok) return limits;
  const { requires_confirmation } = trust.value;
  const isAsked = requires_confirmation && !found.requires_confirmation;
  const status = isAsked ? "pending" : wanted;
  const booking = await moveTo(
    trx,
    deps,
    { ...found, requires_confirmation },
    bookable.eventType,
    status,
    command,
  );
  if (!booking) return refused("slot_unavailable");
  await limits.value();
  await record(trx, deps, {
    host_id: booking.host_id,
    actor: actorOf(ref),
    action: "booking.moved",
    subject_id: booking.id,
    changes: status === found.status ? ["start_time"] : ["start_time", "status"],
  });
  await notify(trx, deps, {
    event: "rescheduled",
    booking,
    host: bookable.host,
    actor: command.actor,
    reason: command.reason ?? null,
    movedFrom: { start: found.starts_at, end: found.ends_at },
  });
  reportOnCommit(trx, deps, "rescheduled", booking);
  return done({ booking, already: false });
}

/** Whether the host has to confirm the new time. Hosts see their own calendars, so only attendees depend on them. */
async function trusted(
  trx: Trx,
  deps: Deps,
  bookable: Bookable,
  { requires_confirmation }: Booking,
  { startsAt, actor }: RescheduleCommand,
  justRead: JustRead,
): Promise<Outcome<Pick<Booking, "requires_confirmation">>> {
  if (actor === "host") return done({ requires_confirmation });
  const eventType = { ...bookable.eventType, requires_confirmation };
  return trustCalendars(trx, deps, { ...bookable, eventType }, startsAt, justRead);
}

/** Only attendees are limited. */
async function limitsOf(
  trx: Trx,
  deps: Deps,
  booking: Booking,
  { actor }: RescheduleCommand,
): Promise<Outcome<RecordUse>> {
  if (actor === "host") return done(nothing);
  return mayReschedule(trx, deps, booking, await willReplaceEmail(trx, booking, "attendee"), deps.now());
}

async function isFree(
  trx: Trx,
  deps: Deps,
  bookable: Bookable & { offered: boolean },
  policy: Policy,
  booking: Booking,
  { startsAt, override, actor }: RescheduleCommand,
): Promise<boolean> {
  const asked = { start: startsAt, end: startsAt + 1 };
  const calendar = await calendarAround(trx, bookable, asked, deps.now(), booking);
  if (override) return startsAt > deps.now() && isUnoccupied(policy, calendar.busy, startsAt);
  if (actor === "attendee") {
    if (!bookable.offered || (await isBlocked(trx, bookable, booking.attendee_email))) return false;
  }
  return isSlot(policy, calendar, startsAt, deps.now());
}

async function moveTo(
  trx: Trx,
  deps: Deps,
  booking: Booking,
  eventType: EventType,
  status: BookingStatus,
  { startsAt, timeZone, actor, reason = null }: RescheduleCommand,
): Promise<Booking | undefined> {
  const policy = policyOf(eventType);
  const time = meetingAt(policy, startsAt);
  const hold = isLive(booking.status) ? rescheduleMeeting : reviveMeeting;
  if (!(await hold(trx, booking, time, occupiedBy(policy, time)))) return undefined;
  const has_calendar_entry = booking.has_calendar_entry || status === "confirmed";
  const changes = {
    status,
    decide_by: status === "pending" ? decisionDue(eventType, time.start, deps.now()) : null,
    confirmed_at: status === "confirmed" ? deps.now() : null,
    starts_at: time.start,
    ends_at: time.end,
    attendee_time_zone: timeZone ?? booking.attendee_time_zone,
    reschedule_reason: reason,
    no_show: false,
    attendee_moves: booking.attendee_moves + (actor === "attendee" ? 1 : 0),
    sequence: booking.sequence + 1,
    updated_at: deps.now(),
  };
  await updateBooking(trx, booking.id, {
    ...changes,
    requires_confirmation: booking.requires_confirmation ? 1 : 0,
    no_show: 0,
    expired: 0,
    has_calendar_entry: has_calendar_entry ? 1 : 0,
  });
  return { ...booking, ...changes, expired: false, has_calendar_entry };
}

async function stay(
  trx: Trx,
  deps: Deps,
  ref: BookingRef,
  booking: Booking,
  timeZone: string | undefined,
): Promise<Outcome<ChangedBooking>> {
  if (timeZone === undefined || timeZone === booking.attendee_time_zone)
    return done({ booking, already: true });
  const changes = { attendee_time_zone: timeZone, updated_at: deps.now() };
  await updateBooking(trx, booking.id, changes);
  await record(trx, deps, {
    host_id: booking.host_id,
    actor: actorOf(ref),
    action: "booking.updated",
    subject_id: booking.id,
    changes: ["attendee_timezone"],
  });
  return done({ booking: { ...booking, ...changes }, already: true });
}
