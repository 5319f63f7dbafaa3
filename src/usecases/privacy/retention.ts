import { setImmediate } from "node:timers/promises";
import { overBefore, type Position } from "../../db/queries/bookings/attendees.ts";
import { clearPrefillsOver } from "../../db/queries/bookings/private-links.ts";
import { listHosts } from "../../db/queries/hosts/hosts.ts";
import { system } from "../../domain/actor.ts";
import { DAY_MS, type EpochMs } from "../../domain/interval.ts";
import { AT_ONCE } from "./attendee-data.ts";
import { record } from "../hosts/audit.ts";
import type { Deps } from "../deps.ts";
import { eraseAttendees } from "./erase.ts";

/** Erases attendees past their retention period while `goesOn` allows it; resolves to the number of bookings. */
export type Retention = (goesOn: () => boolean) => Promise<number>;

/**
 * Attendees are erased this many days after their meeting. Goes through each host's bookings by start and remembers its
 * position, so that the next run reads little. What private links fill in goes with them, once the links cannot be used.
 */
export function retention(deps: Deps, days: number): Retention {
  const reached = new Map<number, EpochMs>();

  async function eraseOf(hostId: number, until: EpochMs, goesOn: () => boolean): Promise<number> {
    let erased = 0;
    let place: Position | undefined = { startsAt: reached.get(hostId) ?? 0, id: 0 };
    while (place && goesOn()) {
      const { ids, next } = await overBefore(deps.database.read, hostId, place, until, AT_ONCE);
      if (ids.length > 0) erased += await eraseSome(deps, hostId, ids);
      place = next;
      await setImmediate();
    }
    // No meeting is longer than a day, so one that started a day earlier is over.
    if (!place) reached.set(hostId, until - DAY_MS);
    return erased;
  }

  return async (goesOn) => {
    const until = deps.now() - days * DAY_MS;
    let erased = 0;
    for (const { id } of await listHosts(deps.database.read)) erased += await eraseOf(id, until, goesOn);
    const links = await deps.database.write((trx) => clearPrefillsOver(trx, until));
    if (erased + links > 0) await deps.database.discardOldPages();
    return erased;
  };
}

function eraseSome(deps: Deps, hostId: number, ids: readonly number[]): Promise<number> {
  return deps.database.write(async (trx) => {
    const { bookings } = await eraseAttendees(trx, deps, ids);
    const count = bookings.length;
    if (count === 0) return 0;
    await record(trx, deps, {
      host_id: hostId,
      actor: system,
      action: "booking.erased",
      subject_id: null,
      count,
    });
    return count;
  });
}
