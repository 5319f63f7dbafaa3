import type { Trx } from "../db/database.ts";
import { findEntry } from "../db/queries/calendars/entries.ts";
import { hasTarget } from "../db/queries/calendars/calendars.ts";
import { enqueue, type NewJob } from "../db/queries/outbox/jobs.ts";
import type { EpochMs } from "../domain/interval.ts";
import type { Booking } from "../domain/records.ts";

/** What enqueueing a calendar write needs from the server. */
export type CalendarContext = { readonly now: () => EpochMs; readonly newUid: () => string };

/**
 * Enqueues the write that brings the calendar entry of a booking up to date, in the transaction that changes it. Enqueues
 * nothing for hosts whose bookings are not written to a calendar.
 */
export async function enqueueCalendarWrite(
  trx: Trx,
  context: CalendarContext,
  booking: Pick<Booking, "id" | "host_id">,
): Promise<void> {
  const isWritten = (await hasTarget(trx, booking.host_id)) || (await findEntry(trx, booking.id));
  if (isWritten) await enqueueWrites(trx, context, [booking]);
}

/** Enqueues writes of these bookings, whether or not they have an entry. */
export function enqueueWrites(
  trx: Trx,
  { now, newUid }: CalendarContext,
  bookings: readonly Pick<Booking, "id" | "host_id">[],
): Promise<void> {
  const jobs = bookings.map(({ id, host_id }): NewJob => ({
    kind: "calendar",
    host_id,
    booking_id: id,
    webhook_id: null,
    topic: "write",
    recipient: "calendar",
    subject: null,
    payload: "{}",
    message_id: newUid(),
    useful_until: Number.MAX_SAFE_INTEGER,
  }));
  return enqueue(trx, jobs, now());
}
