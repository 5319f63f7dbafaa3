import type { Config } from "../config/config.ts";
import type { Deps } from "../usecases/deps.ts";
import { retention } from "../usecases/privacy/retention.ts";
import { tidyUp } from "../usecases/privacy/tidy-up.ts";

const TIDY_UP_EVERY_MS = 3_600_000;

/** Tidies up now and every hour, beside everything else. */
export type Tidying = {
  /** Begins nothing new and resolves once what is under way is done: a moment, however much there is to do. */
  stop(): Promise<void>;
};

/** Forgets what nobody can ask for any more, and what `RETENTION_DAYS` says is not to be kept. */
export function startTidying(
  deps: Deps,
  { retentionDays, outboxDays }: Pick<Config, "retentionDays" | "outboxDays">,
  log: Deps["log"],
): Tidying {
  const erasePast = retentionDays === undefined ? undefined : retention(deps, retentionDays);
  const timer = setInterval(begin, TIDY_UP_EVERY_MS);
  let stopped = false;
  let running: Promise<void> | undefined;

  function begin(): void {
    running ??= run().finally(() => (running = undefined));
  }

  async function run(): Promise<void> {
    try {
      await tidyUp(deps, outboxDays);
      const bookings = (await erasePast?.(() => !stopped)) ?? 0;
      if (bookings > 0) log.info("attendees of past bookings were erased", { bookings });
    } catch (error) {
      log.warn("tidying up failed; it is tried again in an hour", { error: String(error) });
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
