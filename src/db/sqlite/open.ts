import { Database as BunDatabase } from "bun:sqlite";
import type { EpochMs } from "../../domain/interval.ts";
import type { Database, Upgrade } from "../database.ts";
import { changesOf } from "./changes.ts";
import { keptStatements, kyselyOver } from "./dialect.ts";
import { isBusy } from "./errors.ts";
import { groupCommit } from "./group-commit.ts";
import { walGuard } from "./wal-checkpoint.ts";
import { APPLICATION_ID } from "./migrator.ts";
import { refuseReentry } from "./reentrancy-guard.ts";
import { upgradeDatabase } from "./upgrade.ts";
import { truncateWal } from "./vacuum.ts";

export type OpenSettings = {
  /** How long a write waits for a writer in another process, in milliseconds. */
  readonly busyPatienceMs?: number;
  /** Called after each commit with the number of writes in it. */
  readonly onCommit?: (size: number) => void;
  /** Receives exceptions from after-commit hooks. */
  readonly onHookError?: (error: unknown) => void;
  /** The clock for upgrades. */
  readonly now?: () => EpochMs;
};

/**
 * Opens the database file, creating it if necessary, and migrates it. WAL with full sync: a commit that returned survives a
 * power cut. The last process to close leaves a single file. Throws UnusableDatabase or SQLite's own error.
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
  const room = walGuard(raw, LOG_PAGES);
  const write = groupCommit({
    db,
    raw,
    statements,
    walGuard: room,
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
    // A transaction without a changed page succeeds on a full disk too, and updating to the same value changes none.
    checkWritable: () =>
      write(async () => raw.run(`pragma application_id = ${APPLICATION_ID}`)).then(() => {}),
    discardOldPages: async () => truncateWal(raw),
    close: () => raw.close(true),
  };
}

/**
 * Switches to WAL mode. When two processes start at once, SQLite fails one of them immediately, whatever the busy timeout, to
 * avoid a deadlock; that one retries.
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
 * The first read in WAL mode may meet another process that creates, recovers or removes the WAL. After it this connection
 * keeps the WAL in place, and reads meet no lock.
 */
function holdOpen(raw: BunDatabase): void {
  raw.query("select 1 from sqlite_schema limit 1").get();
}

/** The size of SQLite's page cache; its own default is 2 MiB. */
const PAGE_CACHE_KIB = 32 * 1024;
/**
 * The WAL is checkpointed every 28 MiB, because each checkpoint costs two syncs. 10 % more bookings a second than at 4 MiB, 2
 * % more than at 16 MiB.
 */
const LOG_PAGES = 7_000;
/** A WAL larger than this, after a backup or a full disk, is truncated at the next checkpoint. */
const LARGEST_IDLE_LOG_BYTES = 32 * 1024 * 1024;
const BUSY_PATIENCE_MS = 5_000;
/** Zero, because SQLite blocks the event loop while it waits. The group commit retries instead, and readers meet no lock. */
const BUSY_TIMEOUT_MS = 0;
