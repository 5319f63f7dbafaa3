import { enqueueWrites } from "../../calendars/enqueue.ts";
import type { Trx } from "../../db/database.ts";
import { bookingsToWrite } from "../../db/queries/calendars/entries.ts";
import type { Deps } from "../deps.ts";

/** As many bookings as one write can enqueue without keeping others waiting; the earliest ones. */
const MOST = 5_000;
const AT_ONCE = 500;

/** Enqueues writes of a host's upcoming bookings that have no calendar entry, or one that is out of date. */
export async function enqueueMissingEntries(trx: Trx, deps: Deps, hostId: number): Promise<void> {
  const bookings = await bookingsToWrite(trx, hostId, deps.now(), MOST);
  for (let from = 0; from < bookings.length; from += AT_ONCE)
    await enqueueWrites(trx, deps, bookings.slice(from, from + AT_ONCE));
  if (bookings.length > 0) trx.onCommit(deps.wakeWorkers);
}
