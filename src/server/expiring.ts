import type { Deps } from "../usecases/deps.ts";
import { expireOverdue } from "../usecases/bookings/expire.ts";

const POLL_MS = 10_000;

/** Declines requests that nobody decided in time, beside everything else. */
export type Expiring = {
  /** Begins nothing new and resolves once the request under way is done. */
  stop(): Promise<void>;
};

/** Looks for overdue requests now and every ten seconds. Another server on the same database may do the same. */
export function startExpiring(deps: Deps, log: Deps["log"], pollMs = POLL_MS): Expiring {
  const timer = setInterval(begin, pollMs);
  let stopped = false;
  let running: Promise<void> | undefined;

  function begin(): void {
    running ??= run().finally(() => (running = undefined));
  }

  async function run(): Promise<void> {
    try {
      await expireOverdue(deps, () => !stopped);
    } catch (error) {
      log.error("overdue requests could not be declined; retrying", {
        error: String(error),
        retry_ms: pollMs,
      });
    }
  }

  begin();
  return {
    async stop() {
      stopped = true;
      clearInterval(timer);
      await running;
    },
  };
}
