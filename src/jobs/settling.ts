import type { JobResult } from "../db/queries/outbox/jobs.ts";
import type { Log } from "../observability/log.ts";

/** How to store the outcome of leased rows. */
export type Settling<Item, Result> = {
  /** Stores the result and ends the lease; false, changing nothing, if the lease was lost. */
  readonly write: (item: Item, result: Result) => Promise<boolean>;
  readonly named: (item: Item) => Record<string, unknown>;
  readonly report: (item: Item, result: Result) => void;
  /** What a row is, for the log: `an email`. */
  readonly thing: string;
  readonly log: Pick<Log, "warn" | "error">;
};

const SETTLE_AGAIN_AFTER_MS = [100, 500, 2_000];

/**
 * Stores the outcomes of leased rows. An outcome that cannot be stored after a few tries is remembered: if this process
 * leases the row again, `known` returns it, and it is stored instead of sending twice.
 */
export function settling<Item extends { readonly id: number }, Result extends Pick<JobResult, "status">>(
  parts: Settling<Item, Result>,
) {
  const { write, named, report, thing, log } = parts;
  const unwritten = new Map<number, Result>();

  async function settle(item: Item, result: Result): Promise<undefined> {
    try {
      const kept = await persistently(() => write(item, result));
      unwritten.delete(item.id);
      if (kept) report(item, result);
      else log.warn(`${thing} took longer than its lease and may be sent twice`, named(item));
    } catch (error) {
      if (result.status !== "waiting") unwritten.set(item.id, result);
      log.error(`the outcome of ${thing} could not be stored`, { ...named(item), error: String(error) });
    }
  }

  return { known: ({ id }: Item) => unwritten.get(id), settle };
}

async function persistently<T>(attempt: () => Promise<T>): Promise<T> {
  for (const pause of SETTLE_AGAIN_AFTER_MS) {
    try {
      return await attempt();
    } catch {
      await Bun.sleep(pause);
    }
  }
  return attempt();
}
