import { Database as BunDatabase } from "bun:sqlite";
import { sql } from "kysely";
import { isBusy } from "./errors.ts";
import type { Db } from "../prepared.ts";

/** How long to wait for others who write or read. */
const PATIENCE_MS = 30_000;

/**
 * Folds the log into the file and empties it, so that it holds no pages as they were before. Left undone, without
 * harm, where another process reads at that moment: the log is written over by and by.
 */
export async function emptyLog(db: Db): Promise<void> {
  await sql`pragma wal_checkpoint(truncate)`.execute(db);
}

/**
 * Writes the database file anew, so that nothing that was deleted or replaced stays in its unused parts, and empties
 * the log. SQLite overwrites what it deletes (`secure_delete`), but not the copies that it leaves behind where it
 * moves rows between pages. Nobody can write meanwhile. False where others kept it from being done; throws
 * SQLite's own error, as for a full disk.
 */
export function rewriteFile(path: string): boolean {
  const raw = new BunDatabase(path, { readwrite: true });
  try {
    raw.run(`pragma busy_timeout = ${PATIENCE_MS}`);
    raw.run("pragma synchronous = full");
    raw.run("vacuum");
    const { busy } = raw.query<{ busy: number }, []>("pragma wal_checkpoint(truncate)").get()!;
    return busy === 0;
  } catch (error) {
    if (isBusy(error)) return false;
    throw error;
  } finally {
    raw.close(true);
  }
}
