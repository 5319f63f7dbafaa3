import { findBookingOfHost, updateBooking } from "../../db/queries/bookings/bookings.ts";
import type { Caller } from "../../domain/actor.ts";
import type { Booking } from "../../domain/records.ts";
import { done, type Outcome, refused } from "../../domain/refusal.ts";
import { recordBy } from "../hosts/audit.ts";
import type { Deps } from "../deps.ts";
import { lockedWrite } from "../locked-write.ts";

/** Whether a host can note that the attendee did not come. */
export function canMiss({ status, starts_at }: Booking, now: number): boolean {
  return status === "confirmed" && starts_at <= now;
}

/**
 * Notes whether the attendee of a confirmed booking did not come, and notifies nobody. What was noted can always be taken
 * back, even if the booking was cancelled since. Refuses with `not_found`, `not_confirmed`, or `not_begun` before the start.
 */
export function setNoShow(
  deps: Deps,
  caller: Caller,
  id: number,
  noShow: boolean,
): Promise<Outcome<Booking>> {
  return lockedWrite(deps, caller.host, async (trx): Promise<Outcome<Booking>> => {
    const found = await findBookingOfHost(trx, caller.host.id, id);
    if (!found) return refused("not_found");
    const takesBack = found.no_show && !noShow;
    if (!takesBack && !canMiss(found, deps.now()))
      return refused(found.status === "confirmed" ? "not_begun" : "not_confirmed");
    if (found.no_show === noShow) return done(found);
    const updated_at = deps.now();
    await updateBooking(trx, id, { no_show: noShow ? 1 : 0, updated_at });
    await recordBy(trx, deps, caller, "booking.updated", id, ["no_show"]);
    return done({ ...found, no_show: noShow, updated_at });
  });
}
