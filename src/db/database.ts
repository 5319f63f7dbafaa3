import type { Kysely, Transaction } from "kysely";
import type { Tables } from "./tables.ts";

/**
 * What an engine offers to the rest of the server. Queries are written once, in `queries`, against these types; an engine
 * (`sqlite`) implements them and keeps everything else to itself.
 */

/** Anything that runs queries: the database, or the transaction of a write. */
export type Db = Kysely<Tables>;

/** A write transaction. Each check before a write names what keeps it true until the commit: a lock, or a constraint. */
export type Trx = Transaction<Tables> & {
  /**
   * Runs `fn` once the transaction is on disk, and never if it is rolled back. What `fn` throws is logged and does not change
   * the transaction's result.
   */
  onCommit(fn: () => void): void;
  /**
   * Waits until no other transaction can change anything that belongs to the host, and keeps it so until the commit. Lock
   * several hosts in ascending order of their ids. SQLite has one writer, which holds every lock from the start.
   */
  lockHost(hostId: number): Promise<void>;
  /**
   * Waits until no other transaction has locked any of these names, and keeps them until the commit: for what belongs to no
   * single host. Lock the host first, and all names in one call. SQLite has one writer, which holds every lock.
   */
  lockNames(names: readonly string[]): Promise<void>;
  /** Runs one write. Resolves to `REFUSED`, with that write undone, if a constraint of this kind refuses it. */
  attempt<T>(constraint: Constraint, write: () => T | Promise<T>): Promise<T | typeof REFUSED>;
};

/** `overlap`: the host's holds must not overlap. `unique`: a unique column or index has the value already. */
export type Constraint = "overlap" | "unique";

/** What a constraint's refusal looks like. */
export const REFUSED = Symbol("refused by a constraint");

/**
 * Runs `work` in a write transaction and resolves once it is on disk. What `work` throws undoes that work only. `work`
 * may run again where the transaction could not be committed, and must read and write through its transaction only.
 */
export type Write = <T>(work: (trx: Trx) => Promise<T>) => Promise<T>;

/** A process's access to the database: `read` for queries, `write` for every change. */
export type Database = {
  readonly read: Db;
  readonly write: Write;
  /** A number that changes with every change of the database, by this process or another. */
  readonly generation: () => number;
  /** The upgrade that opening it caused; undefined if the database was new or up to date. */
  readonly upgrade: Upgrade | undefined;
  /** Writes to the file without changing anything; rejects with the engine's error if the database takes no writes. */
  checkWritable(): Promise<void>;
  /** Discards copies of pages as they were before an erasure, where no other process is reading them. */
  discardOldPages(): Promise<void>;
  /** Does not wait: call it once no request is under way. */
  close(): void;
};

/** Schema versions before and after, and the file that keeps the database as it was. */
export type Upgrade = { readonly from: number; readonly to: number; readonly kept: string };
