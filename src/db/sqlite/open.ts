import { Database as BunDatabase } from "bun:sqlite";
import { Kysely } from "kysely";
import { bunSqliteDialect, keptStatements } from "./dialect.ts";
import { type FindOffered, rememberOffered } from "../queries/event-types.ts";
import { groupCommit, type Write } from "./group-commit.ts";
import { keepBeforeUpgrade, pathBeforeUpgrade } from "./copy.ts";
import { refuseInsideWork } from "./inside-work.ts";
import { logRoom } from "./log-room.ts";
import { type Memo, memo } from "../memo.ts";
import { migrate } from "./migrator.ts";
import type { Db } from "../prepared.ts";
import type { Tables } from "../tables.ts";

/** One process's connection: `read` for queries, `write` for every change. */
export type Database = {
  readonly read: Db;
  readonly write: Write;
  readonly findOffered: FindOffered;
  readonly memo: Memo;
  /** What opening it did to a database of an older version; undefined for one that was new or up to date. */
  readonly upgrade: Upgrade | undefined;
  /**
   * Waits for nothing: call it once no request is under way. The last process to close leaves everything in the
   * one file.
   */
  close(): void;
};

/**
 * Opens the database file, made if absent, and brings its schema up to date. WAL with full syncs: a commit
 * that returned survives a power cut. A write waits up to `busyPatienceMs` for another process. `onCommit` is told of
 * each commit, with how many writes shared it. Throws UnusableDatabase or SQLite's own error.
 */
export function openDatabase(
  path: string,
  {
    busyPatienceMs = BUSY_PATIENCE_MS,
    onCommit = () => undefined,
  }: { readonly busyPatienceMs?: number; readonly onCommit?: (size: number) => void } = {},
): Database {
  const raw = new BunDatabase(path, { create: true, readwrite: true, strict: true });
  let upgrade: Upgrade | undefined;
  try {
    raw.run(`pragma busy_timeout = ${START_PATIENCE_MS}`);
    upgrade = upgradeOf(path, raw);
    raw.run("pragma journal_mode = wal");
    raw.run("pragma synchronous = full");
    raw.run("pragma foreign_keys = on");
    raw.run(`pragma cache_size = -${PAGE_CACHE_KIB}`);
    raw.run("pragma temp_store = memory");
    raw.run("pragma secure_delete = on");
    raw.run(`pragma journal_size_limit = ${LARGEST_IDLE_LOG_BYTES}`);
    holdOpen(raw);
    raw.run(`pragma busy_timeout = ${BUSY_TIMEOUT_MS}`);
  } catch (error) {
    raw.close(true);
    throw error;
  }
  const statements = keptStatements(raw);
  const db = new Kysely<Tables>({ dialect: bunSqliteDialect(raw, statements) });
  const generation = generationOf(raw);
  const room = logRoom(raw, LOG_PAGES);
  const committed = (size: number) => {
    generation.countOurs();
    onCommit(size);
  };
  return {
    get read() {
      refuseInsideWork();
      return db;
    },
    write: groupCommit({ db, raw, statements, logRoom: room, busyPatienceMs, onCommit: committed }),
    findOffered: rememberOffered(),
    memo: memo(generation.current),
    upgrade,
    close: () => raw.close(true),
  };
}

/** Schema versions before and after, and the file that keeps the database as it was. */
type Upgrade = { readonly from: number; readonly to: number; readonly kept: string };

/** Migrates. What people have written is kept as it was first, while nobody else can write. */
function upgradeOf(path: string, raw: BunDatabase): Upgrade | undefined {
  const { from, to } = migrate(raw, undefined, (version) => keepBeforeUpgrade(path, version));
  return from === 0 || from === to ? undefined : { from, to, kept: pathBeforeUpgrade(path, from) };
}

/** A number that changes with every change of the database: `data_version` counts those of other processes. */
function generationOf(raw: BunDatabase): { current: () => number; countOurs: () => void } {
  const others = raw.prepare<{ data_version: number }, []>("pragma data_version");
  const ours = raw.prepare<{ changes: number }, []>("select total_changes() as changes");
  let changes = 0;
  return {
    current: () => others.get()!.data_version + changes,
    countOurs: () => (changes = ours.get()!.changes),
  };
}

/**
 * The first read in the log's mode may meet another process that makes, mends or tidies away the log. From then
 * on the connection keeps the log in place, and no read meets a lock again.
 */
function holdOpen(raw: BunDatabase): void {
  raw.query("select 1 from sqlite_schema limit 1").get();
}

/** SQLite keeps up to this much of the file in memory; its own default is 2 MiB. */
const PAGE_CACHE_KIB = 32 * 1024;
/** The log is folded into the file every 16 MiB: each time costs two syncs. Measured: 8.3 against 7.4 thousand bookings a second. */
const LOG_PAGES = 4_000;
/** A log that grew beyond this while a copy was made, or on a full disk, is cut back once it is folded in. */
const LARGEST_IDLE_LOG_BYTES = 32 * 1024 * 1024;
const START_PATIENCE_MS = 10_000;
const BUSY_PATIENCE_MS = 5_000;
/** None, because SQLite blocks the event loop while it waits; the group commit has the patience, readers need none. */
const BUSY_TIMEOUT_MS = 0;
