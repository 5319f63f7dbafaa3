import { deleteTimeOff, insertTimeOff, listTimeOff } from "../db/time-off.ts";
import type { EpochMs } from "../domain/interval.ts";
import type { Host, Page, PageRequest, TimeOff } from "../domain/records.ts";
import { done, invalid, type Outcome, refused } from "../domain/refusal.ts";
import type { Deps } from "./deps.ts";

export function listTimesOff(deps: Deps, host: Host, page: PageRequest): Promise<Page<TimeOff>> {
  return listTimeOff(deps.database.read, host.id, page);
}

/** Takes a stretch of time out of the host's hours. Bookings that are there already stay. */
export async function addTimeOff(
  deps: Deps,
  host: Host,
  timeOff: { starts_at: EpochMs; ends_at: EpochMs; reason: string | null },
): Promise<Outcome<TimeOff>> {
  if (timeOff.ends_at <= timeOff.starts_at) return invalid("/ends_at", "must be after starts_at");
  return done(
    await deps.database.write((trx) => insertTimeOff(trx, { host_id: host.id, ...timeOff }, deps.now())),
  );
}

export async function removeTimeOff(deps: Deps, host: Host, id: number): Promise<Outcome<null>> {
  const found = await deps.database.write((trx) => deleteTimeOff(trx, host.id, id));
  return found ? done(null) : refused("not_found");
}
