import { setImmediate } from "node:timers/promises";
import type { Trx } from "../../db/database.ts";
import { findBooking } from "../../db/queries/bookings/bookings.ts";
import {
  confirmedStartingIn,
  remindedTo,
  remindingTypes,
  type RemindingType,
  setRemindedTo,
} from "../../db/queries/bookings/reminders.ts";
import { findHost } from "../../db/queries/hosts/hosts.ts";
import { reminderKinds } from "../../domain/email.ts";
import { type EpochMs, MINUTE_MS } from "../../domain/interval.ts";
import type { Booking, Reminder } from "../../domain/records.ts";
import { type DueReminder, enqueueReminder } from "../../email/enqueue-reminder.ts";
import { type Deps, isUnavailable } from "../deps.ts";

/** How many bookings are reminded of in one write. */
const AT_ONCE = 50;

/** An idle server should hardly ever write. */
const STORED_EVERY_MS = 10 * MINUTE_MS;

/**
 * Enqueues the reminders that have become due since the last run. They are derived from bookings and rules each time, so that
 * nothing has to be planned or cancelled, and a changed rule applies at once. `last` is what the previous run of this process
 * returned: until when reminders have been enqueued. It is stored from time to time; what is looked at again after a restart
 * is not enqueued twice. Rejects if the database is not writable.
 */
export async function sendReminders(deps: Deps, goesOn: () => boolean, last: EpochMs = 0): Promise<EpochMs> {
  const { read, write } = deps.database;
  const now = deps.now();
  const stored = await remindedTo(read);
  const done = Math.max(stored, last);
  // Begins again now after the clock was put back.
  const since = { after: done > now ? now : done, now };
  const found: Candidate[] = [];
  for (const eventType of await remindingTypes(read)) {
    if (!goesOn()) return since.after;
    for (const bookingId of await bookingsDue(deps, eventType, since)) found.push({ bookingId, eventType });
    await setImmediate();
  }
  for (let from = 0; from < found.length; from += AT_ONCE) {
    if (!goesOn()) return since.after;
    await remindTogether(deps, found.slice(from, from + AT_ONCE), since);
    await setImmediate();
  }
  if (stored > now || stored <= now - STORED_EVERY_MS) await write((trx) => setRemindedTo(trx, now));
  return now;
}

type Since = { readonly after: EpochMs; readonly now: EpochMs };

/** A booking that may have to be reminded of, and the event type with its rules. */
type Candidate = { readonly bookingId: number; readonly eventType: RemindingType };

/** The bookings of an event type for which a reminder has become due, and which have not begun. */
async function bookingsDue(
  deps: Deps,
  eventType: RemindingType,
  { after, now }: Since,
): Promise<Iterable<number>> {
  const ids = new Set<number>();
  for (const { minutes_before } of eventType.reminders) {
    const ahead = minutes_before * MINUTE_MS;
    const window = { after: Math.max(after + ahead, now), until: now + ahead };
    for (const id of await confirmedStartingIn(deps.database.read, eventType, window)) ids.add(id);
  }
  return ids;
}

/** Enqueues the reminders of several bookings in one write. If that fails, those of each booking in a write of its own. */
async function remindTogether(deps: Deps, candidates: readonly Candidate[], since: Since): Promise<void> {
  const { write } = deps.database;
  try {
    await write(async (trx) => {
      for (const candidate of candidates) await remindOf(trx, deps, candidate, since);
    });
  } catch (error) {
    if (isUnavailable(error)) throw error;
    for (const candidate of candidates) await remindLogged(deps, candidate, since);
  }
}

/** A booking whose reminder cannot be made must not keep others from theirs. */
async function remindLogged(deps: Deps, candidate: Candidate, since: Since): Promise<void> {
  try {
    await deps.database.write((trx) => remindOf(trx, deps, candidate, since));
  } catch (error) {
    if (isUnavailable(error)) throw error;
    const { bookingId } = candidate;
    deps.log.error("a reminder could not be enqueued", { booking_id: bookingId, error: String(error) });
  }
}

async function remindOf(
  trx: Trx,
  deps: Deps,
  { bookingId, eventType }: Candidate,
  since: Since,
): Promise<void> {
  const booking = await findBooking(trx, bookingId);
  const host = booking && (await findHost(trx, booking.host_id));
  if (!booking || !host) return;
  for (const due of dueReminders(booking, eventType.reminders, since)) {
    if (await enqueueReminder(trx, deps, { booking, host }, due)) trx.onCommit(deps.wakeWorkers);
  }
}

/**
 * The reminders of a booking that have become due, at most one for each reader: after a downtime, only the one nearest to the
 * start. A booking that was confirmed after a reminder was due needs none.
 */
function dueReminders(
  { status, starts_at, confirmed_at, created_at, erased_at }: Booking,
  reminders: readonly Reminder[],
  { after, now }: Since,
): DueReminder[] {
  if (status !== "confirmed" || starts_at <= now) return [];
  const since = Math.max(after + 1, confirmed_at ?? created_at);
  return reminderKinds.flatMap((letter) => {
    const isForHost = letter === "host_reminder";
    if (!isForHost && erased_at !== null) return [];
    const minutes = reminders
      .filter(({ to }) => to === "both" || (to === "host") === isForHost)
      .map(({ minutes_before }) => minutes_before)
      .filter((before) => isBetween(starts_at - before * MINUTE_MS, since, now));
    return minutes.length > 0 ? [{ letter, minutesBefore: Math.min(...minutes) }] : [];
  });
}

function isBetween(instant: EpochMs, first: EpochMs, last: EpochMs): boolean {
  return first <= instant && instant <= last;
}
