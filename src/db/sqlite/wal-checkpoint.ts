import type { Database as BunDatabase } from "bun:sqlite";
import { statfsSync } from "node:fs";
import { isFull } from "./errors.ts";

/** Keeps the WAL from filling the disk, and recovers from a full disk. */
export type WalGuard = {
  /** Call before a write transaction. */
  beforeWrite(): void;
  afterCommit(): void;
  afterFailure(error: unknown): void;
};

/**
 * SQLite checkpoints only after a commit, and a checkpoint needs space for new pages. A WAL that has filled the disk allows
 * neither: it would take any space that is freed for itself, and the disk would be full again. So the WAL is limited to a
 * share of the free space, at most `mostPages`, and after a write found no space, it is checkpointed and truncated before the
 * next write.
 */
export function walGuard(raw: BunDatabase, mostPages: number): WalGuard {
  let commits = 0;
  let isFullNow = false;
  let pages = 0;
  const fit = () => {
    const fitting = pageLimit(raw.filename, mostPages);
    if (fitting !== pages) raw.run(`pragma wal_autocheckpoint = ${(pages = fitting)}`);
  };
  fit();
  return {
    beforeWrite() {
      if (isFullNow) isFullNow = !checkpoint(raw);
    },
    afterCommit() {
      commits += 1;
      if (commits % CHECK_EVERY_COMMITS === 0) fit();
    },
    afterFailure(error) {
      isFullNow ||= isFull(error);
    },
  };
}

/** A check takes some microseconds, and this many commits write a fraction of the smallest WAL. */
const CHECK_EVERY_COMMITS = 16;
const FEWEST_PAGES = 64;
const PART_OF_WHAT_IS_FREE = 8;
const PAGE_BYTES = 4_096;

/** Rounded, so that the limit does not change all the time. */
function pageLimit(path: string, most: number): number {
  const free = freeBytes(path);
  if (free === undefined) return most;
  const fitting = 2 ** Math.floor(Math.log2(free / PART_OF_WHAT_IS_FREE / PAGE_BYTES));
  return Math.min(most, Math.max(FEWEST_PAGES, fitting));
}

/** Undefined for an in-memory database. */
function freeBytes(path: string): number | undefined {
  try {
    const { bavail, bsize } = statfsSync(path);
    return bavail * bsize;
  } catch {
    return undefined;
  }
}

/** Returns whether the WAL is empty. Without space for new pages it stays as it is. */
function checkpoint(raw: BunDatabase): boolean {
  try {
    return raw.query<{ busy: number }, []>("pragma wal_checkpoint(truncate)").get()?.busy === 0;
  } catch {
    return false;
  }
}
