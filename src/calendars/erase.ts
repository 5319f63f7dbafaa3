import type { Trx } from "../db/database.ts";
import { outdateEntries } from "../db/queries/calendars/entries.ts";
import { type CalendarContext, enqueueWrites } from "./enqueue.ts";

/** Enqueues writes that take erased attendees out of the calendar entries of these bookings. */
export async function eraseEntries(
  trx: Trx,
  context: CalendarContext,
  bookings: readonly { readonly id: number; readonly host_id: number }[],
): Promise<void> {
  const ids = new Set(
    await outdateEntries(
      trx,
      bookings.map(({ id }) => id),
    ),
  );
  await enqueueWrites(
    trx,
    context,
    bookings.filter(({ id }) => ids.has(id)),
  );
}
