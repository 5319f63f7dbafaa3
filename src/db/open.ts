import { Database as BunDatabase } from "bun:sqlite";
import { Kysely } from "kysely";
import { bunSqliteDialect } from "./dialect.ts";
import { groupCommit, type Write } from "./group-commit.ts";
import { migrate } from "./migrator.ts";
import type { Db } from "./prepared.ts";
import type { Tables } from "./tables.ts";

/** One process's connection: `read` for queries, `write` for every change. */
export type Database = {
  readonly read: Db;
  readonly write: Write;
  /** Waits for nothing: call it once no request is under way. */
  close(): void;
};

/**
 * Opens the database file, made if absent, and brings its schema up to date. WAL with full syncs: a commit
 * that returned survives a power cut. A write waits up to `busyPatienceMs` for another process. Throws
 * UnusableDatabase or SQLite's own error.
 */
export function openDatabase(
  path: string,
  { busyPatienceMs = BUSY_PATIENCE_MS }: { readonly busyPatienceMs?: number } = {},
): Database {
  const raw = new BunDatabase(path, { create: true, readwrite: true, strict: true });
  try {
    raw.run(`pragma busy_timeout = ${START_PATIENCE_MS}`);
    migrate(raw);
    raw.run("pragma journal_mode = wal");
    raw.run("pragma synchronous = full");
    raw.run("pragma foreign_keys = on");
    raw.run(`pragma cache_size = -${PAGE_CACHE_KIB}`);
    raw.run(`pragma busy_timeout = ${BUSY_TIMEOUT_MS}`);
  } catch (error) {
    raw.close();
    throw error;
  }
  const read = new Kysely<Tables>({ dialect: bunSqliteDialect(raw) });
  return {
    read,
    write: groupCommit(read, () => raw.inTransaction, { busyPatienceMs }),
    close: () => raw.close(),
  };
}

/** SQLite keeps up to this much of the file in memory; its own default is 2 MiB. */
const PAGE_CACHE_KIB = 32 * 1024;
const START_PATIENCE_MS = 10_000;
const BUSY_PATIENCE_MS = 5_000;
/** Short, because SQLite blocks the event loop while it waits; the group commit has the long patience. */
const BUSY_TIMEOUT_MS = 0;
