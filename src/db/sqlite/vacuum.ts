import { Database as BunDatabase } from "bun:sqlite";
import { isBusy } from "./errors.ts";

/** How many `bytes` of the file are in unused pages. */
export const UNUSED_BYTES =
  "select freelist_count * page_size as bytes from pragma_freelist_count, pragma_page_size";

/** How long to wait for readers and writers in other processes. */
const PATIENCE_MS = 30_000;

/**
 * Checkpoints and truncates the WAL, so that it keeps no old page versions. Does nothing while another process is reading:
 * the WAL is overwritten eventually.
 */
export function truncateWal(raw: BunDatabase): void {
  raw.query("pragma wal_checkpoint(truncate)").get();
}

/**
 * Rewrites the database file and truncates the WAL, so that no deleted or replaced data is left in unused space.
 * `secure_delete` overwrites what is deleted, but not the copies that remain when rows move between pages. Blocks all
 * writers. Returns false if other processes prevented it; throws SQLite's own error, such as for a full disk.
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
