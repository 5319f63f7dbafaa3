import type { Kysely, Transaction } from "kysely";
import type { Tables } from "./tables.ts";

/**
 * The interface of a database engine. `queries` holds each query once, written against these types; an engine such as
 * `sqlite` implements them and hides everything else.
 */

/** Runs queries: either the database or a write transaction. */
export type Db = Kysely<Tables>;

/** A write transaction. Each check before a write names what keeps it valid until the commit: a lock or a constraint. */
export type Trx = Transaction<Tables> & {
  /**
   * Runs `fn` after the commit, and not at all after a rollback. An exception in `fn` is logged and does not change the
   * result.
   */
  onCommit(fn: () => void): void;
  /**
   * Locks the host's rows until the commit. Lock several hosts in ascending order of their ids. SQLite has a single writer,
   * so this does nothing there.
   */
  lockHost(hostId: number): Promise<void>;
  /**
   * Locks these names until the commit, for data that belongs to no single host. Lock the host first, and pass all names in
   * one call. SQLite has a single writer, so this does nothing there.
   */
  lockNames(names: readonly string[]): Promise<void>;
  /** Runs one write. Resolves to `REFUSED`, with that write undone, if it violates a constraint of this kind. */
  attempt<T>(constraint: Constraint, write: () => T | Promise<T>): Promise<T | typeof REFUSED>;
};

/** `overlap`: the host's holds must not overlap. `unique`: the value of a unique column or index is already in use. */
export type Constraint = "overlap" | "unique";

/** The result of a write that a constraint refused. */
export const REFUSED = Symbol("refused by a constraint");

/**
 * Runs `work` in a write transaction and resolves after the commit. An exception from `work` rolls back that work only.
 * `work` may run again if the commit fails, so it must read and write only through its transaction.
 */
export type Write = <T>(work: (trx: Trx) => Promise<T>) => Promise<T>;

/** A process's access to the database: `read` for queries, `write` for changes. */
export type Database = {
  readonly read: Db;
  readonly write: Write;
  /** A number that changes with every change of the database, by this process or another. */
  readonly generation: () => number;
  /** The upgrade that happened while opening; undefined if the database was new or up to date. */
  readonly upgrade: Upgrade | undefined;
  /** Writes to the file without changing data; rejects with the engine's error if the database is not writable. */
  checkWritable(): Promise<void>;
  /** Discards the page versions from before an erasure, unless another process is still reading them. */
  discardOldPages(): Promise<void>;
  /** Does not wait; call it once no request is in progress. */
  close(): void;
};

/** Schema versions before and after, and the file with the database as it was. */
export type Upgrade = { readonly from: number; readonly to: number; readonly kept: string };
