import { enqueueWrites } from "../../calendars/enqueue.ts";
import {
  type ChangedEntry,
  changedEntries,
  changedEntryOf,
  findEntry,
  outdateEntries,
} from "../../db/queries/calendars/entries.ts";
import { findBooking } from "../../db/queries/bookings/bookings.ts";
import type { Caller } from "../../domain/actor.ts";
import { asOf, isLive } from "../../domain/booking.ts";
import type { Booking, Host } from "../../domain/records.ts";
import { done, type Outcome, refused } from "../../domain/refusal.ts";
import type { Deps } from "../deps.ts";
import { lockedWrite } from "../locked-write.ts";

/** A booking whose host moved or deleted its calendar entry, and has not decided what becomes of it. */
export type BookingMovedElsewhere = { readonly booking: Booking; readonly entry: ChangedEntry };

const MOST = 20;

/** The host's upcoming bookings with such entries, earliest first. */
export async function bookingsChangedElsewhere(deps: Deps, host: Host): Promise<BookingMovedElsewhere[]> {
  const { read } = deps.database;
  const entries = await changedEntries(read, host.id, deps.now(), MOST);
  const found = await Promise.all(
    entries.map(async (entry) => ({ booking: await findBooking(read, entry.booking_id), entry })),
  );
  return found.flatMap(({ booking, entry }) =>
    booking && isUndecided(deps, booking, entry) ? [{ booking, entry }] : [],
  );
}

/** The entry of a booking if its host moved or deleted it, and has not decided what becomes of the booking. */
export async function entryChangedElsewhere(deps: Deps, booking: Booking): Promise<ChangedEntry | undefined> {
  const entry = await changedEntryOf(deps.database.read, booking.id);
  return entry && isUndecided(deps, booking, entry) ? entry : undefined;
}

/** An entry that is older than the booking is about to be written again. */
function isUndecided({ now }: Deps, booking: Booking, { sequence }: ChangedEntry): boolean {
  return isLive(asOf(booking, now()).status) && booking.ends_at > now() && sequence === booking.sequence;
}

/** Writes the entry of a booking again as the booking is. Refuses with `not_found`. */
export function restoreEntry(deps: Deps, { host }: Caller, bookingId: number): Promise<Outcome<null>> {
  return lockedWrite(deps, host, async (trx): Promise<Outcome<null>> => {
    const booking = await findBooking(trx, bookingId);
    const entry = await findEntry(trx, bookingId);
    if (!booking || booking.host_id !== host.id || !entry) return refused("not_found");
    await outdateEntries(trx, [bookingId]);
    await enqueueWrites(trx, deps, [booking]);
    trx.onCommit(deps.wakeWorkers);
    return done(null);
  });
}
