import { expireOverdue } from "../usecases/bookings/expire.ts";
import type { Deps } from "../usecases/deps.ts";
import { type Periodic, startPeriodic } from "./periodic.ts";

const POLL_MS = 10_000;

/** Declines overdue requests now and every ten seconds. Another server on the same database may do the same. */
export function startExpiring(deps: Deps, log: Deps["log"], pollMs = POLL_MS): Periodic {
  return startPeriodic(async (goesOn) => {
    try {
      await expireOverdue(deps, goesOn);
    } catch (error) {
      log.error("overdue requests could not be declined; retrying", {
        error: String(error),
        retry_ms: pollMs,
      });
    }
  }, pollMs);
}
