import {
  clearDefaultSchedule,
  deleteSchedule,
  findSchedule,
  insertSchedule,
  isScheduleInUse,
  replaceSchedule,
} from "../../db/queries/hosts/schedules.ts";
import type { Caller } from "../../domain/actor.ts";
import { changedFields } from "../../domain/audit.ts";
import type { ScheduleRecord, ScheduleSettings } from "../../domain/records.ts";
import { done, type Outcome, refused } from "../../domain/refusal.ts";
import { scheduleProblems } from "../../domain/schedule.ts";
import { recordBy } from "./audit.ts";
import type { Deps } from "../deps.ts";
import { lockedWrite } from "../locked-write.ts";
import { addOwned } from "../limits/quota.ts";

/** A schedule as it was submitted; whether it is the default may be left open. */
export type GivenSchedule = Omit<ScheduleSettings, "is_default"> & {
  readonly is_default?: boolean | undefined;
};

/** Adds a schedule; a new default replaces the old one. Refuses with `too_many_schedules`, or invalid hours. */
export function addSchedule(
  deps: Deps,
  caller: Caller,
  { is_default = false, ...hours }: GivenSchedule,
): Promise<Outcome<ScheduleRecord>> {
  const { host } = caller;
  const bad = unusable(hours);
  if (bad) return Promise.resolve(bad);
  return addOwned(deps, host, "schedules", async (trx) => {
    if (is_default) await clearDefaultSchedule(trx, host.id);
    const added = await insertSchedule(trx, host.id, { ...hours, is_default }, deps.now());
    await recordBy(trx, deps, caller, "schedule.created", added.id);
    return done(added);
  });
}

/**
 * Replaces a schedule's hours; by default it stays the default or not. A host always has a default schedule, so unsetting it
 * is refused with `default_schedule`.
 */
export function changeSchedule(
  deps: Deps,
  caller: Caller,
  id: number,
  given: GivenSchedule,
): Promise<Outcome<ScheduleRecord>> {
  const { host } = caller;
  const bad = unusable(given);
  if (bad) return Promise.resolve(bad);
  return lockedWrite(deps, host, async (trx) => {
    const found = await findSchedule(trx, host.id, id);
    if (!found) return refused("not_found");
    const settings = { ...given, is_default: given.is_default ?? found.is_default };
    if (found.is_default && !settings.is_default) return refused("default_schedule");
    const changed = changedFields(found, settings);
    if (changed.length === 0) return done(found);
    if (settings.is_default) await clearDefaultSchedule(trx, host.id);
    await recordBy(trx, deps, caller, "schedule.updated", id, changed);
    return done(await replaceSchedule(trx, id, settings, deps.now()));
  });
}

/** Deletes an unused schedule; refuses with `default_schedule` or `schedule_in_use`. */
export function removeSchedule(deps: Deps, caller: Caller, id: number): Promise<Outcome<null>> {
  return lockedWrite(deps, caller.host, async (trx) => {
    const found = await findSchedule(trx, caller.host.id, id);
    if (!found) return refused("not_found");
    if (found.is_default) return refused("default_schedule");
    if (await isScheduleInUse(trx, id)) return refused("schedule_in_use");
    await deleteSchedule(trx, id);
    await recordBy(trx, deps, caller, "schedule.deleted", id);
    return done(null);
  });
}

function unusable({ weekly, overrides }: Pick<ScheduleSettings, "weekly" | "overrides">) {
  const problems = scheduleProblems(weekly, overrides);
  return problems.length > 0 ? refused({ invalid: problems }) : undefined;
}
