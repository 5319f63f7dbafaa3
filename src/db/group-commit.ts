import { CompiledQuery, type Kysely, type Transaction } from "kysely";
import { isBusy } from "./errors.ts";
import { refuseInsideWork, runAsWork } from "./inside-work.ts";
import type { Tables } from "./tables.ts";

export type Trx = Transaction<Tables>;

/**
 * Runs `work` in a write transaction and answers once it is on disk. What `work` throws undoes only itself. It
 * may run again where the transaction could not be kept; it must not write or read but through its transaction.
 */
export type Write = <T>(work: (trx: Trx) => Promise<T>) => Promise<T>;

type Job = {
  readonly work: (trx: Trx) => Promise<unknown>;
  readonly resolve: (value: unknown) => void;
  readonly reject: (reason: unknown) => void;
};

type Settled = () => void;

const MAX_GROUP = 128;

/**
 * The one way to write. Works that wait together share a transaction, and so one fsync; each has a savepoint
 * of its own and is answered only after the commit. A lone one goes as soon as the requests that were already
 * read have joined it. Rejects with the database's error where the group as a whole could not be kept.
 */
export function groupCommit(
  db: Kysely<Tables>,
  inTransaction: () => boolean,
  { busyPatienceMs, onCommit }: { readonly busyPatienceMs: number; readonly onCommit: () => void },
): Write {
  const waiting: Job[] = [];
  let running = false;

  async function drain(): Promise<void> {
    while (waiting.length > 0) await commitTogether(waiting.splice(0, MAX_GROUP));
    running = false;
  }

  async function commitTogether(group: readonly Job[]): Promise<void> {
    try {
      const settled = await patiently(busyPatienceMs, () =>
        db.transaction().execute((trx) => runAll(trx, group)),
      );
      onCommit();
      for (const settle of settled) settle();
    } catch (error) {
      for (const job of group) job.reject(error);
    }
  }

  async function runAll(trx: Trx, group: readonly Job[]): Promise<Settled[]> {
    const settled: Settled[] = [];
    for (const job of group) settled.push(await runInSavepoint(trx, job));
    return settled;
  }

  async function runInSavepoint(trx: Trx, job: Job): Promise<Settled> {
    await trx.executeQuery(SAVEPOINT);
    try {
      const value = await runAsWork(() => job.work(trx));
      await trx.executeQuery(RELEASE);
      return () => job.resolve(value);
    } catch (error) {
      if (!inTransaction()) throw error;
      await trx.executeQuery(ROLLBACK_TO);
      await trx.executeQuery(RELEASE);
      return () => job.reject(error);
    }
  }

  return <T>(work: (trx: Trx) => Promise<T>) =>
    new Promise<T>((resolve, reject) => {
      refuseInsideWork();
      waiting.push({ work, resolve: resolve as Job["resolve"], reject });
      if (running) return;
      running = true;
      setImmediate(() => void drain());
    });
}

const SAVEPOINT = CompiledQuery.raw("savepoint one_of_group");
const RELEASE = CompiledQuery.raw("release one_of_group");
const ROLLBACK_TO = CompiledQuery.raw("rollback to one_of_group");

/** Tries again while another process holds the write lock, leaving the event loop free in between. */
async function patiently<T>(patienceMs: number, attempt: () => Promise<T>): Promise<T> {
  const deadline = performance.now() + patienceMs;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (!isBusy(error) || performance.now() > deadline) throw error;
      await Bun.sleep(1 + Math.random() * 3);
    }
  }
}
