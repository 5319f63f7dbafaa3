import type { Database, Trx } from "../db/database.ts";
import type { EpochMs } from "../domain/interval.ts";
import type { Log } from "../observability/log.ts";

/** How a worker handles its kind of rows. */
export type LeasedWork<Item> = {
  readonly database: Database;
  readonly now: () => EpochMs;
  readonly log: Pick<Log, "info" | "error">;
  /** What is waiting, for the log: `emails`. */
  readonly things: string;
  /** How many more may be in progress now. */
  readonly room: () => number;
  /** Whether `lease` would find anything; takes no lock. */
  readonly isDue: (now: EpochMs) => Promise<boolean>;
  /** Leases up to `limit` due rows to this process until `until`. */
  readonly lease: (
    trx: Trx,
    lease: { readonly now: EpochMs; readonly until: EpochMs; readonly limit: number },
    underWay: readonly Item[],
  ) => Promise<Item[]>;
  /** Runs one job and stores the outcome; only rejects on a bug. */
  readonly finish: (item: Item) => Promise<void>;
  /** Releases a job untouched. */
  readonly giveBack: (trx: Trx, item: Item) => Promise<unknown>;
  readonly named: (item: Item) => Record<string, unknown>;
  readonly close: () => void;
};

export type WorkerTimes = {
  /** How long a lease lasts; longer than the longest `finish`. */
  readonly leaseMs?: number;
  /** How often to poll for rows without a wake-up: retries, and those of other processes. */
  readonly pollMs?: number;
  /** How long a stop waits for work in progress. */
  readonly stopMs?: number;
};

export type Worker = {
  /** Signals that something may be due; call it after the commit that enqueues it. */
  wake(): void;
  /** Resolves once nothing is being polled, run or stored. */
  idle(): Promise<void>;
  /** Starts nothing new, waits a while for work in progress, and closes. */
  stop(): Promise<void>;
};

const HANG_UP_MS = 1_000;

/**
 * Works through outbox rows until it is stopped, each at least once: a row is leased, finished and then settled. Several
 * workers may share a database. Never rejects and never throws; errors are logged.
 */
export function startLeaseWorker<Item>(
  work: LeasedWork<Item>,
  { leaseMs = 60_000, pollMs = 1_000, stopMs = 8_000 }: WorkerTimes,
): Worker {
  const { database, now, log, things } = work;
  const underWay = new Map<Promise<void>, Item>();
  const timer = setInterval(wake, pollMs);
  let passing: Promise<void> | undefined;
  let wanted = false;
  let ailing = false;
  let stopped: Promise<void> | undefined;

  function wake(): void {
    if (stopped) return;
    wanted = true;
    passing ??= pass();
  }

  async function pass(): Promise<void> {
    while (wanted) {
      wanted = false;
      await takeDue().then(databaseWorks, databaseFails);
    }
    passing = undefined;
  }

  async function takeDue(): Promise<void> {
    const limit = work.room() - underWay.size;
    if (limit <= 0 || !(await work.isDue(now()))) return;
    const lease = { now: now(), until: now() + leaseMs, limit };
    const items = await database.write((trx) => work.lease(trx, lease, [...underWay.values()]));
    if (stopped) return giveBack(items);
    for (const item of items) begin(item);
  }

  function begin(item: Item): void {
    const finished = work
      .finish(item)
      .catch((error: unknown) =>
        log.error("job failed unexpectedly", { ...work.named(item), error: String(error) }),
      )
      .then(() => {
        underWay.delete(finished);
        wake();
      });
    underWay.set(finished, item);
  }

  async function giveBack(items: readonly Item[]): Promise<void> {
    await database.write(async (trx) => {
      for (const item of items) await work.giveBack(trx, item);
    });
  }

  function databaseWorks(): void {
    if (ailing) log.info(`the database is available again; ${things} are being processed`);
    ailing = false;
  }

  function databaseFails(error: unknown): void {
    if (!ailing) log.error(`the database is unavailable; ${things} are waiting`, { error: String(error) });
    ailing = true;
  }

  async function idle(): Promise<void> {
    const busy = () => passing !== undefined || underWay.size > 0;
    while (busy()) await Promise.all([passing, ...underWay.keys()]);
  }

  async function shutDown(): Promise<void> {
    clearInterval(timer);
    await atMost(stopMs, idle());
    work.close();
    await atMost(HANG_UP_MS, idle());
  }

  wake();
  return { wake, idle, stop: () => (stopped ??= shutDown()) };
}

async function atMost(ms: number, work: Promise<void>): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, ms);
  await Promise.race([work, promise]);
  clearTimeout(timer);
}
