import { deleteTimeOff, insertTimeOff } from "../../db/queries/hosts/time-off.ts";
import { findHostBySlug } from "../../db/queries/hosts/hosts.ts";
import type { Caller } from "../../domain/actor.ts";
import type { TimeOff } from "../../domain/schedule.ts";
import { done, invalid, type Outcome, refused } from "../../domain/refusal.ts";
import { recordBy } from "./audit.ts";
import type { Deps } from "../deps.ts";
import { addOwned } from "../limits/quota.ts";

/** Adds time off. Existing bookings stay. Refuses with `too_many_time_off`, or invalid times or an unknown other host. */
export async function addTimeOff(
  deps: Deps,
  caller: Caller,
  timeOff: Omit<TimeOff, "id">,
): Promise<Outcome<TimeOff>> {
  if (timeOff.ends_at <= timeOff.starts_at) return invalid("/ends_at", "must be after starts_at");
  return addOwned(deps, caller.host, "time_off", async (trx) => {
    const { id: host_id } = caller.host;
    const other = timeOff.redirect_to === null ? null : await findHostBySlug(trx, timeOff.redirect_to);
    if (other === undefined || other?.id === host_id)
      return invalid("/redirect_to", "must be the username of another host");
    const row = { ...timeOff, host_id, redirect_to: other && other.id };
    const added = await insertTimeOff(trx, row, deps.now());
    await recordBy(trx, deps, caller, "time_off.created", added.id);
    return done(added);
  });
}

export function removeTimeOff(deps: Deps, caller: Caller, id: number): Promise<Outcome<null>> {
  return deps.database.write(async (trx) => {
    if (!(await deleteTimeOff(trx, caller.host.id, id))) return refused("not_found");
    await recordBy(trx, deps, caller, "time_off.deleted", id);
    return done(null);
  });
}
