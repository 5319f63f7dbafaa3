import type { Trx } from "../../db/database.ts";
import { type EpochMs, HOUR_MS, MINUTE_MS } from "../../domain/interval.ts";
import { withoutSecrets } from "../../observability/log.ts";
import type { Deps } from "../deps.ts";

/** How precisely the last use of an API key or a session is known. */
export const USE_NOTED_EVERY_MS = HOUR_MS;

const WARNED_EVERY_MS = MINUTE_MS;
const warnedAt = new WeakMap<Deps["database"], EpochMs>();

/** Notes a use. Nobody waits for this, and a full disk must not lock a host out: what fails is only logged. */
export function noteUse({ database, now, log }: Deps, touch: (trx: Trx) => Promise<void>): void {
  database.write(touch).catch((error: unknown) => {
    if (now() - (warnedAt.get(database) ?? -Infinity) < WARNED_EVERY_MS) return;
    warnedAt.set(database, now());
    log.warn("the last use of an API key or session could not be noted", {
      error: withoutSecrets(String(error)),
    });
  });
}
