import { makeDue } from "../../db/queries/calendars/accounts.ts";
import {
  clearTarget,
  countBusyChange,
  findCalendar,
  updateCalendar,
} from "../../db/queries/calendars/calendars.ts";
import { dropCopy } from "../../db/queries/calendars/objects.ts";
import type { Caller } from "../../domain/actor.ts";
import { changedFields } from "../../domain/audit.ts";
import type { ConnectedCalendar } from "../../domain/calendars.ts";
import { done, invalid, type Outcome, refused } from "../../domain/refusal.ts";
import { recordBy } from "../hosts/audit.ts";
import type { Deps } from "../deps.ts";
import { lockedWrite } from "../locked-write.ts";
import { enqueueMissingEntries } from "./missing-entries.ts";

/** What a host decides about a calendar: whether its events block, and whether bookings are written there. */
export type CalendarChoice = Partial<Pick<ConnectedCalendar, "busy" | "is_target">>;

/**
 * Changes what a calendar is used for. Upcoming bookings without an entry are written to a new target. Refuses with
 * `not_found`, or a target that can only be read as invalid.
 */
export function chooseCalendar(
  deps: Deps,
  caller: Caller,
  id: number,
  choice: CalendarChoice,
): Promise<Outcome<ConnectedCalendar>> {
  const { host } = caller;
  return lockedWrite(deps, host, async (trx): Promise<Outcome<ConnectedCalendar>> => {
    const found = await findCalendar(trx, host.id, id);
    if (!found) return refused("not_found");
    const changed = changedFields<CalendarChoice>(found, choice);
    if (changed.length === 0) return done(found);
    const next = { ...found, ...choice };
    if (next.is_target && !found.writable) return invalid("/is_target", "cannot be written to");
    if (changed.includes("is_target")) {
      if (next.is_target) await clearTarget(trx, host.id);
      await updateCalendar(trx, id, { is_target: next.is_target ? 1 : 0 });
      if (next.is_target) await enqueueMissingEntries(trx, deps, host.id);
    }
    if (changed.includes("busy")) {
      // A calendar that does not block is not copied.
      await updateCalendar(trx, id, { busy: next.busy ? 1 : 0, mark: null, read_at: null, read_until: null });
      if (!next.busy && !next.is_target) await dropCopy(trx, id);
      await countBusyChange(trx, id);
    }
    await makeDue(trx, found.account_id, { now: deps.now(), isFull: false });
    await recordBy(trx, deps, caller, "calendar.updated", id, changed);
    trx.onCommit(deps.calendars.wakeSync);
    return done(next);
  });
}
