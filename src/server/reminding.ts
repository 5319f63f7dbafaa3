import type { EpochMs } from "../domain/interval.ts";
import type { Deps } from "../usecases/deps.ts";
import { sendReminders } from "../usecases/bookings/remind.ts";
import { type Periodic, startPeriodic } from "./periodic.ts";

const POLL_MS = 30_000;

/** Enqueues due reminders now and every half minute. Another server on the same database may do the same. */
export function startReminding(deps: Deps, log: Deps["log"], pollMs = POLL_MS): Periodic {
  let last: EpochMs | undefined;
  return startPeriodic(async (goesOn) => {
    try {
      last = await sendReminders(deps, goesOn, last);
    } catch (error) {
      log.error("reminders could not be enqueued; retrying", { error: String(error), retry_ms: pollMs });
    }
  }, pollMs);
}
