import type { Database as BunDatabase } from "bun:sqlite";
import type { EpochMs } from "../../domain/interval.ts";
import type { Upgrade } from "../database.ts";
import { keepBeforeUpgrade, pathBeforeUpgrade } from "./copy.ts";
import { isBusy, isUnavailable } from "./errors.ts";
import { UNUSED_BYTES } from "./vacuum.ts";
import { migrate, schemaVersion, usableVersion } from "./migrator.ts";

/** An upgrade reads and writes every page of large tables. */
const CACHE_KIB = 256 * 1024;
/** As long as another process may need to upgrade a large database; nothing else holds up a start. */
const PATIENCE_MS = 300_000;
/** Up to here compacting takes a few seconds at most. */
const COMPACTED_UP_TO_BYTES = 256 * 2 ** 20;

/**
 * Brings the schema up to date; undefined if there was nothing to upgrade. The database is kept as it was first, while
 * nobody else can write. Killing the process at any moment loses nothing: the next start begins again.
 */
export function upgradeDatabase(path: string, raw: BunDatabase, now: EpochMs): Upgrade | undefined {
  raw.run(`pragma busy_timeout = ${PATIENCE_MS}`);
  raw.run(`pragma cache_size = -${CACHE_KIB}`);
  const found = raw.transaction(() => usableVersion(raw)).deferred();
  if (found === schemaVersion) return undefined;
  if (found > 0) leaveWal(raw);
  const { from, to } = migrate(raw, undefined, (version) => keepBeforeUpgrade(path, version), now);
  if (from === to) return undefined;
  compact(raw);
  return from === 0 ? undefined : { from, to, kept: pathBeforeUpgrade(path, from) };
}

/**
 * Writes go straight to the file from here on, in half the time and space of a WAL as large as everything that is
 * rewritten. Changes nothing if another process has the file open.
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
 * Tables that an upgrade rebuilt leave their old pages in the file, where no erasure reaches them. A large file is left as
 * it is, so that the start does not wait for minutes, and so is one on a full disk or in use: the doctor reports it, and
 * `schedkit attendee scrub` does the same at any time.
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
