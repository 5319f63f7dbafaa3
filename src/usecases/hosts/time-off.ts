import { deleteTimeOff, insertTimeOff } from "../../db/queries/hosts/time-off.ts";
import type { Caller } from "../../domain/actor.ts";
import type { EpochMs } from "../../domain/interval.ts";
import type { TimeOff } from "../../domain/records.ts";
import { done, invalid, type Outcome, refused } from "../../domain/refusal.ts";
import { recordBy } from "./audit.ts";
import type { Deps } from "../deps.ts";
import { addOwned } from "../limits/quota.ts";

/** Adds time off. Existing bookings stay. Refuses with `too_many_time_off`. */
export async function addTimeOff(
  deps: Deps,
  caller: Caller,
  timeOff: { starts_at: EpochMs; ends_at: EpochMs; reason: string | null },
): Promise<Outcome<TimeOff>> {
  if (timeOff.ends_at <= timeOff.starts_at) return invalid("/ends_at", "must be after starts_at");
  return addOwned(deps, caller.host, "time_off", async (trx) => {
    const added = await insertTimeOff(trx, { host_id: caller.host.id, ...timeOff }, deps.now());
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
