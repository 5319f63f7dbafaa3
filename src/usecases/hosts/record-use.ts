import type { Trx } from "../../db/database.ts";
import { type EpochMs, HOUR_MS, MINUTE_MS } from "../../domain/interval.ts";
import { withoutSecrets } from "../../observability/log.ts";
import type { Deps } from "../deps.ts";

/** The precision of `last_used_at` of API keys and sessions. */
export const USE_NOTED_EVERY_MS = HOUR_MS;

const WARNED_EVERY_MS = MINUTE_MS;
const warnedAt = new WeakMap<Deps["database"], EpochMs>();

/** Records a use in the background. A failure, such as a full disk, is logged and does not fail the request. */
export function recordUse({ database, now, log }: Deps, touch: (trx: Trx) => Promise<void>): void {
  database.write(touch).catch((error: unknown) => {
    if (now() - (warnedAt.get(database) ?? -Infinity) < WARNED_EVERY_MS) return;
    warnedAt.set(database, now());
    log.warn("recording the last use failed", {
      error: withoutSecrets(String(error)),
    });
  });
}
