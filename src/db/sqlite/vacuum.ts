import { Database as BunDatabase } from "bun:sqlite";
import { isBusy } from "./errors.ts";

/** Reads how many `bytes` of the file are in pages that nothing uses. */
export const UNUSED_BYTES =
  "select freelist_count * page_size as bytes from pragma_freelist_count, pragma_page_size";

/** How long to wait for other processes that write or read. */
const PATIENCE_MS = 30_000;

/**
 * Checkpoints the WAL and truncates it, so that it keeps no pages as they were before. Does nothing, without harm, while
 * another process is reading: the WAL is overwritten eventually.
 */
export function truncateWal(raw: BunDatabase): void {
  raw.query("pragma wal_checkpoint(truncate)").get();
}

/**
 * Rewrites the database file, so that nothing that was deleted or replaced stays in its unused parts, and truncates the
 * WAL. SQLite overwrites what it deletes (`secure_delete`), but not the copies that it leaves behind where it moves rows
 * between pages. Blocks all writers. Returns false if other processes prevented it; throws SQLite's own error, as for a
 * full disk.
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
