import type { Config } from "../config/config.ts";
import { HOUR_MS } from "../domain/interval.ts";
import type { Deps } from "../usecases/deps.ts";
import { retention } from "../usecases/privacy/retention.ts";
import { tidyUp } from "../usecases/privacy/tidy-up.ts";
import { type Periodic, startPeriodic } from "./periodic.ts";

/** Deletes expired rows, and attendees older than `RETENTION_DAYS`, now and every hour. */
export function startTidying(
  deps: Deps,
  { retentionDays, outboxDays }: Pick<Config, "retentionDays" | "outboxDays">,
  log: Deps["log"],
): Periodic {
  const erasePast = retentionDays === undefined ? undefined : retention(deps, retentionDays);
  return startPeriodic(async (goesOn) => {
    try {
      await tidyUp(deps, outboxDays);
      const bookings = (await erasePast?.(goesOn)) ?? 0;
      if (bookings > 0) log.info("attendees of past bookings erased", { bookings });
    } catch (error) {
      log.warn("deleting expired data failed; retrying in an hour", { error: String(error) });
    }
  }, HOUR_MS);
}
