import type { JobResult } from "../db/queries/outbox/jobs.ts";
import type { Log } from "../observability/log.ts";

/** What writing down needs to know of the rows that it writes. */
export type Settling<Item, Result> = {
  /** Writes the result and gives the lease back; false, writing nothing, where the lease was lost. */
  readonly write: (item: Item, result: Result) => Promise<boolean>;
  readonly named: (item: Item) => Record<string, unknown>;
  readonly report: (item: Item, result: Result) => void;
  /** What it is, for the log: `an email`. */
  readonly thing: string;
  readonly log: Pick<Log, "warn" | "error">;
};

const SETTLE_AGAIN_AFTER_MS = [100, 500, 2_000];

/**
 * Writes down how leased rows went. A result that the database did not take, tried a few times, is remembered: should
 * this process get the row again, `known` has it, to be written instead of sending twice.
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
      log.error(`how ${thing} went could not be written down`, { ...named(item), error: String(error) });
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
