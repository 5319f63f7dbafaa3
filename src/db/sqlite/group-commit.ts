import type { Database as BunDatabase } from "bun:sqlite";
import type { Kysely, Transaction } from "kysely";
import { REFUSED, type Trx, type Write } from "../database.ts";
import type { Tables } from "../tables.ts";
import { runDirectly, type Statements } from "./dialect.ts";
import { isBusy, isRefusedBy } from "./errors.ts";
import type { WalGuard } from "./wal-checkpoint.ts";
import { refuseReentry, runAsWrite } from "./reentrancy-guard.ts";

type Pending = {
  readonly work: (trx: Trx) => Promise<unknown>;
  readonly resolve: (value: unknown) => void;
  readonly reject: (reason: unknown) => void;
};

/** Settles one write after the commit. */
type Settle = () => void;

export type GroupCommitParts = {
  readonly db: Kysely<Tables>;
  /** The single connection, shared with `db`. */
  readonly raw: BunDatabase;
  readonly statements: Statements;
  readonly walGuard: WalGuard;
  /** How long a group waits for a writer in another process, in milliseconds. */
  readonly busyPatienceMs: number;
  /** Called after each commit, before any write is settled, with the number of writes in the group. */
  readonly committed: (size: number) => void;
  /** Receives exceptions from after-commit hooks. The rows are on disk, so nothing else happens. */
  readonly hookFailed: (error: unknown) => void;
};

const MAX_GROUP = 128;

/**
 * The only way to write. Writes that arrive together share a transaction and so one fsync; each has its own savepoint and is
 * settled only after the commit. A group starts once a turn of the event loop queues no new writes, so a lone write starts at
 * once. Rejects with the database's error if the whole group cannot be committed.
 */
export function groupCommit({
  db,
  raw,
  statements,
  walGuard,
  busyPatienceMs,
  committed,
  hookFailed,
}: GroupCommitParts): Write {
  const savepoint = raw.prepare("savepoint one_of_group");
  const release = raw.prepare("release one_of_group");
  const rollbackTo = raw.prepare("rollback to one_of_group");
  const waiting: Pending[] = [];
  let running = false;

  /**
   * Measured with 64 clients: 37 writes per commit instead of 32, and 15 % more writes a second, than starting after the
   * first turn.
   */
  function gather(before: number): void {
    setImmediate(() => {
      if (waiting.length > before && waiting.length < MAX_GROUP) gather(waiting.length);
      else void drain();
    });
  }

  async function drain(): Promise<void> {
    while (waiting.length > 0) await commitTogether(waiting.splice(0, MAX_GROUP));
    running = false;
  }

  async function commitTogether(group: readonly Pending[]): Promise<void> {
    let settles: Settle[];
    try {
      walGuard.beforeWrite();
      settles = await patiently(busyPatienceMs, () =>
        db.transaction().execute((transaction) => runAll(transaction, group)),
      );
    } catch (error) {
      walGuard.afterFailure(error);
      for (const { reject } of group) reject(error);
      return;
    }
    guarded(() => walGuard.afterCommit());
    guarded(() => committed(group.length));
    for (const settle of settles) settle();
  }

  async function runAll(transaction: Transaction<Tables>, group: readonly Pending[]): Promise<Settle[]> {
    runDirectly(transaction, statements);
    const hooks: (() => void)[] = [];
    const trx: Trx = Object.assign(transaction, {
      onCommit: (fn: () => void) => void hooks.push(fn),
      lockHost: async () => {},
      lockNames: async () => {},
      attempt,
    });
    const settles: Settle[] = [];
    for (const one of group) {
      settles.push(await runInSavepoint(trx, one, hooks));
      hooks.length = 0;
    }
    return settles;
  }

  async function runInSavepoint(trx: Trx, one: Pending, hooks: readonly (() => void)[]): Promise<Settle> {
    savepoint.run();
    try {
      const value = await runAsWrite(() => one.work(trx));
      release.run();
      const onCommit = [...hooks];
      return () => {
        for (const hook of onCommit) guarded(hook);
        one.resolve(value);
      };
    } catch (error) {
      if (!raw.inTransaction) throw error;
      rollbackTo.run();
      release.run();
      return () => one.reject(error);
    }
  }

  function guarded(hook: () => void): void {
    try {
      hook();
    } catch (error) {
      hookFailed(error);
    }
  }

  return <T>(work: (trx: Trx) => Promise<T>) =>
    new Promise<T>((resolve, reject) => {
      refuseReentry();
      waiting.push({ work, resolve: resolve as Pending["resolve"], reject });
      if (running) return;
      running = true;
      gather(0);
    });
}

/** SQLite undoes only the statement that violates the constraint. */
const attempt: Trx["attempt"] = async (constraint, write) => {
  try {
    return await write();
  } catch (error) {
    if (isRefusedBy(constraint, error)) return REFUSED;
    throw error;
  }
};

/** Retries while another process holds the write lock, without blocking the event loop. */
async function patiently<T>(patienceMs: number, run: () => Promise<T>): Promise<T> {
  const deadline = performance.now() + patienceMs;
  for (;;) {
    try {
      return await run();
    } catch (error) {
      if (!isBusy(error) || performance.now() > deadline) throw error;
      await Bun.sleep(1 + Math.random() * 3);
    }
  }
}
