import { findBookingOfHost, updateBooking } from "../../db/queries/bookings/bookings.ts";
import type { Caller } from "../../domain/actor.ts";
import type { Booking } from "../../domain/records.ts";
import { done, type Outcome, refused } from "../../domain/refusal.ts";
import { recordBy } from "../hosts/audit.ts";
import type { Deps } from "../deps.ts";
import { lockedWrite } from "../locked-write.ts";

/** Stores a host's private notes on a booking and notifies nobody. Unchanged notes write nothing. Refuses with `not_found`. */
export function changeNotes(
  deps: Deps,
  caller: Caller,
  id: number,
  hostNotes: string | null,
): Promise<Outcome<Booking>> {
  return lockedWrite(deps, caller.host, async (trx): Promise<Outcome<Booking>> => {
    const found = await findBookingOfHost(trx, caller.host.id, id);
    if (!found) return refused("not_found");
    if (found.host_notes === hostNotes) return done(found);
    const changes = { host_notes: hostNotes, updated_at: deps.now() };
    await updateBooking(trx, id, changes);
    await recordBy(trx, deps, caller, "booking.updated", id, ["host_notes"]);
    return done({ ...found, ...changes });
  });
}
