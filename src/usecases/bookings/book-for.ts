import type { Trx } from "../../db/database.ts";
import { type Bookable, getBookable } from "../../db/queries/bookings/bookable.ts";
import { deleteExpiredHolds } from "../../db/queries/bookings/holds.ts";
import { findEventType } from "../../db/queries/hosts/event-types.ts";
import type { Caller } from "../../domain/actor.ts";
import { MOST_GUESTS } from "../../domain/limits.ts";
import { checkAnswers, questionsOf } from "../../domain/questions.ts";
import type { Booking } from "../../domain/records.ts";
import { done, invalid, type Outcome, refused } from "../../domain/refusal.ts";
import { isSlot, isUnoccupied } from "../../domain/slots.ts";
import type { Deps } from "../deps.ts";
import { judgeGuests } from "../guests/judge.ts";
import { recordBy } from "../hosts/audit.ts";
import type { JustRead } from "../calendars/coalesce.ts";
import { areCalendarsKnown, decideAfterReading, readCalendarsAround } from "../calendars/freshness.ts";
import { lockedWrite } from "../locked-write.ts";
import type { BookingDetails } from "./book-command.ts";
import { countRefusal, reportOnCommit } from "./booking-events.ts";
import { calendarAround, policyOf } from "./calendar.ts";
import { chooseDuration } from "./choose-duration.ts";
import { insertBookingOf } from "./insert-booking.ts";
import { notify } from "./notify.ts";

/** A host's booking for somebody else. */
export type BookForCommand = BookingDetails & {
  readonly eventTypeId: number;
  /** Ignores the host's hours, notice and grid, but never another booking. */
  readonly override: boolean;
};

/**
 * Books one of a host's event types, active or not, for somebody else. It is confirmed at once, no question has to be answered,
 * and no limit on visitors applies. Refuses with `slot_unavailable`, `calendar_unreachable` or invalid answers, and an event type of nobody or of
 * another host as invalid.
 */
export async function bookFor(
  deps: Deps,
  caller: Caller,
  command: BookForCommand,
): Promise<Outcome<Booking>> {
  const outcome = await decideAfterReading(
    async () => (command.override ? undefined : readCalendars(deps, caller, command)),
    (justRead) => lockedWrite(deps, caller.host, (trx) => bookForIn(trx, deps, caller, command, justRead)),
  );
  return countRefusal(deps, outcome);
}

const DURATION = "/duration_minutes";

/** Reads the host's calendars around the start; undefined if there is no such event type. */
async function readCalendars(
  deps: Deps,
  { host }: Caller,
  { eventTypeId, startsAt, durationMinutes }: BookForCommand,
): Promise<JustRead | undefined> {
  const { read } = deps.database;
  const eventType = await findEventType(read, host.id, eventTypeId);
  if (!eventType) return undefined;
  const chosen = chooseDuration(await getBookable(read, eventType.id), durationMinutes, DURATION);
  return chosen.ok ? readCalendarsAround(deps, chosen.value, startsAt) : undefined;
}

async function bookForIn(
  trx: Trx,
  deps: Deps,
  caller: Caller,
  command: BookForCommand,
  justRead: JustRead,
): Promise<Outcome<Booking>> {
  const { host } = caller;
  const eventType = await findEventType(trx, host.id, command.eventTypeId);
  if (!eventType) return invalid("/event_type_id", "must be the id of one of your event types");
  const chosen = chooseDuration(await getBookable(trx, eventType.id), command.durationMinutes, DURATION);
  if (!chosen.ok) return chosen;
  const bookable = chosen.value;
  const questions = questionsOf(eventType).map((question) => ({ ...question, required: false }));
  const checked = checkAnswers(questions, command.answers);
  if ("invalid" in checked) return refused(checked);
  const judged = judgeGuests(command.guests, command.attendeeEmail, MOST_GUESTS);
  if (!judged.ok) return judged;
  if (!(await isFree(trx, deps, bookable, command))) return refused("slot_unavailable");
  const { override, startsAt } = command;
  const isKnown = override || (await areCalendarsKnown(trx, bookable, startsAt, justRead, deps.now()));
  if (!isKnown) return refused("calendar_unreachable");
  const decided = {
    answers: checked.answers,
    guests: judged.value,
    client: null,
    address_proved: false,
    status: "confirmed",
    requires_confirmation: bookable.eventType.requires_confirmation,
    link_id: null,
  } as const;
  const booking = await insertBookingOf(trx, deps, bookable, command, decided);
  if (!booking) return refused("slot_unavailable");
  await recordBy(trx, deps, caller, "booking.created", booking.id);
  await notify(trx, deps, { event: "booked", booking, host, actor: "host" });
  reportOnCommit(trx, deps, "created", booking);
  return done(booking);
}

async function isFree(
  trx: Trx,
  deps: Deps,
  bookable: Bookable,
  { startsAt, override }: BookForCommand,
): Promise<boolean> {
  const now = deps.now();
  await deleteExpiredHolds(trx, bookable.host.id, now);
  const policy = policyOf(bookable.eventType);
  const calendar = await calendarAround(trx, bookable, { start: startsAt, end: startsAt + 1 }, now);
  if (override) return startsAt > now && isUnoccupied(policy, calendar.busy, startsAt);
  return isSlot(policy, calendar, startsAt, now);
}
