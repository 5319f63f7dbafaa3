import { Database as BunDatabase } from "bun:sqlite";
import type { EpochMs } from "../../domain/interval.ts";
import type { Database, Upgrade } from "../database.ts";
import { changesOf } from "./changes.ts";
import { keptStatements, kyselyOver } from "./dialect.ts";
import { isBusy } from "./errors.ts";
import { groupCommit } from "./group-commit.ts";
import { logRoom } from "./wal-checkpoint.ts";
import { APPLICATION_ID } from "./migrator.ts";
import { refuseReentry } from "./reentrancy-guard.ts";
import { upgradeDatabase } from "./upgrade.ts";
import { truncateWal } from "./vacuum.ts";

export type OpenSettings = {
  /** How long a write waits for another process, in milliseconds. */
  readonly busyPatienceMs?: number;
  /** Called after each commit with the number of writes that shared it. */
  readonly onCommit?: (size: number) => void;
  /** Hears of what an after-commit hook throws. */
  readonly onHookError?: (error: unknown) => void;
  /** The clock of an upgrade. */
  readonly now?: () => EpochMs;
};

/**
 * Opens the database file, made if absent, and brings its schema up to date. WAL with full syncs: a commit
 * that returned survives a power cut. The last process to close leaves everything in the one file. Throws
 * UnusableDatabase or SQLite's own error.
 */
export function openDatabase(
  path: string,
  {
    busyPatienceMs = BUSY_PATIENCE_MS,
    onCommit = () => undefined,
    onHookError = () => undefined,
    now = Date.now,
  }: OpenSettings = {},
): Database {
  const raw = new BunDatabase(path, { create: true, readwrite: true, strict: true });
  let upgrade: Upgrade | undefined;
  try {
    upgrade = upgradeDatabase(path, raw, now());
    enterWal(raw);
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
  const db = kyselyOver(raw, statements);
  const { generation, countOurs } = changesOf(raw);
  const committed = (size: number) => {
    countOurs();
    onCommit(size);
  };
  const room = logRoom(raw, LOG_PAGES);
  const write = groupCommit({
    db,
    raw,
    statements,
    logRoom: room,
    busyPatienceMs,
    committed,
    hookFailed: onHookError,
  });
  return {
    get read() {
      refuseReentry();
      return db;
    },
    write,
    generation,
    upgrade,
    // A transaction that writes no page succeeds on a full disk too, and an update to the same value writes none.
    checkWritable: () =>
      write(async () => raw.run(`pragma application_id = ${APPLICATION_ID}`)).then(() => {}),
    discardOldPages: async () => truncateWal(raw),
    close: () => raw.close(true),
  };
}

/**
 * Switches to WAL mode. When two processes start at once, SQLite fails one of them immediately, whatever the busy timeout,
 * to avoid a deadlock; that one retries.
 */
function enterWal(raw: BunDatabase): void {
  for (let tries = 0; ; tries += 1) {
    try {
      raw.run("pragma journal_mode = wal");
      return;
    } catch (error) {
      if (!isBusy(error) || tries >= WAL_TRIES) throw error;
      Bun.sleepSync(WAL_PAUSE_MS);
    }
  }
}

const WAL_TRIES = 500;
const WAL_PAUSE_MS = 10;

/**
 * The first read in WAL mode may meet another process that creates, recovers or removes the WAL. From then on the
 * connection keeps the WAL in place, and no read meets a lock again.
 */
function holdOpen(raw: BunDatabase): void {
  raw.query("select 1 from sqlite_schema limit 1").get();
}

/** SQLite keeps up to this much of the file in memory; its own default is 2 MiB. */
const PAGE_CACHE_KIB = 32 * 1024;
/** The WAL is checkpointed every 28 MiB: each time costs two syncs. A tenth more bookings a second than at 4 MiB, 2 % more than at 16. */
const LOG_PAGES = 7_000;
/** A WAL that grew beyond this while a copy was made, or on a full disk, is truncated at the next checkpoint. */
const LARGEST_IDLE_LOG_BYTES = 32 * 1024 * 1024;
const BUSY_PATIENCE_MS = 5_000;
/** None, because SQLite blocks the event loop while it waits; the group commit has the patience, readers need none. */
const BUSY_TIMEOUT_MS = 0;
