import type { Database as BunDatabase } from "bun:sqlite";
import type { EpochMs } from "../../domain/interval.ts";
import type { Upgrade } from "../database.ts";
import { keepBeforeUpgrade, pathBeforeUpgrade } from "./copy.ts";
import { isBusy, isUnavailable } from "./errors.ts";
import { UNUSED_BYTES } from "./vacuum.ts";
import { isMarked, migrate, schemaVersion, usableVersion } from "./migrator.ts";

/** An upgrade reads and writes every page of large tables. */
const CACHE_KIB = 256 * 1024;
/** Long enough for another process to upgrade a large database; nothing else delays a start. */
const PATIENCE_MS = 300_000;
/** Compacting a file of this size takes a few seconds at most. */
const COMPACTED_UP_TO_BYTES = 256 * 2 ** 20;

/**
 * Migrates the schema; undefined if it was up to date. First keeps a copy of the database while nobody else can write.
 * Killing the process at any moment loses nothing: the next start begins again.
 */
export function upgradeDatabase(path: string, raw: BunDatabase, now: EpochMs): Upgrade | undefined {
  raw.run(`pragma busy_timeout = ${PATIENCE_MS}`);
  raw.run(`pragma cache_size = -${CACHE_KIB}`);
  const found = raw.transaction(() => usableVersion(raw)).deferred();
  if (found === schemaVersion && isMarked(raw)) return undefined;
  if (found > 0) leaveWal(raw);
  const { from, to } = migrate(raw, undefined, (version) => keepBeforeUpgrade(path, version), now);
  if (from === to) return undefined;
  compact(raw);
  return from === 0 ? undefined : { from, to, kept: pathBeforeUpgrade(path, from) };
}

/**
 * Switches to writing directly to the file, in half the time and space of a WAL that holds everything rewritten. Changes
 * nothing if another process has the file open.
 */
function leaveWal(raw: BunDatabase): void {
  raw.run("pragma busy_timeout = 0");
  try {
    raw.query("pragma journal_mode = truncate").get();
  } catch (error) {
    if (!isBusy(error)) throw error;
  } finally {
    raw.run(`pragma busy_timeout = ${PATIENCE_MS}`);
  }
}

/**
 * Tables rebuilt by an upgrade leave old pages in the file that an erasure does not reach. A large file is left as it is, so
 * that the start does not take minutes, and so is one on a full disk or in use. The doctor reports it, and `schedkit attendee
 * scrub` compacts it at any time.
 */
function compact(raw: BunDatabase): void {
  const { bytes } = raw.query<{ bytes: number }, []>(UNUSED_BYTES).get()!;
  if (bytes > COMPACTED_UP_TO_BYTES) return;
  try {
    raw.run("vacuum");
  } catch (error) {
    if (!isUnavailable(error)) throw error;
  }
}
