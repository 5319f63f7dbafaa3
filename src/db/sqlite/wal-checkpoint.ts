import type { Database as BunDatabase } from "bun:sqlite";
import { statfsSync } from "node:fs";
import { isFull } from "./errors.ts";

/** Keeps the write-ahead log from filling the disk, and gets over a disk that is full. */
export type LogRoom = {
  /** To be called before a write transaction. */
  beforeWrite(): void;
  afterCommit(): void;
  afterFailure(error: unknown): void;
};

/**
 * SQLite folds its log into the file after a commit only, and folding needs room for the pages that are new. A log
 * that has filled the disk has neither: it would take what somebody frees for more of the log, and be full again. So
 * the log may have a part of what is free, at most `mostPages`; and from the first write that found no room on, it is
 * folded in and emptied before anything else is written.
 */
export function logRoom(raw: BunDatabase, mostPages: number): LogRoom {
  let commits = 0;
  let isFullNow = false;
  let pages = 0;
  const fit = () => {
    const fitting = fittingPages(raw.filename, mostPages);
    if (fitting !== pages) raw.run(`pragma wal_autocheckpoint = ${(pages = fitting)}`);
  };
  fit();
  return {
    beforeWrite() {
      if (isFullNow) isFullNow = !foldIn(raw);
    },
    afterCommit() {
      commits += 1;
      if (commits % LOOK_EVERY_COMMITS === 0) fit();
    },
    afterFailure(error) {
      isFullNow ||= isFull(error);
    },
  };
}

/** Looking takes some microseconds; as many commits as this write a fraction of the least log. */
const LOOK_EVERY_COMMITS = 16;
const FEWEST_PAGES = 64;
const PART_OF_WHAT_IS_FREE = 8;
const PAGE_BYTES = 4_096;

/** In steps, so that it does not change all the time. */
function fittingPages(path: string, most: number): number {
  const free = freeBytes(path);
  if (free === undefined) return most;
  const fitting = 2 ** Math.floor(Math.log2(free / PART_OF_WHAT_IS_FREE / PAGE_BYTES));
  return Math.min(most, Math.max(FEWEST_PAGES, fitting));
}

/** Undefined for a database in memory. */
function freeBytes(path: string): number | undefined {
  try {
    const { bavail, bsize } = statfsSync(path);
    return bavail * bsize;
  } catch {
    return undefined;
  }
}

/** Answers whether the log is empty. Without room for the pages that are new it stays as it is. */
function foldIn(raw: BunDatabase): boolean {
  try {
    return raw.query<{ busy: number }, []>("pragma wal_checkpoint(truncate)").get()?.busy === 0;
  } catch {
    return false;
  }
}
