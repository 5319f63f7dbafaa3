import { Database as BunDatabase } from "bun:sqlite";
import { chmodSync } from "node:fs";
import { join } from "node:path";
import { giveToOwner } from "./data-dir.ts";

/** The folder's database is being replaced, or is in use where it should not be. */
export class FolderInUse extends Error {}

/**
 * Says, for as long as this process lives, that it uses the folder; others may do so too. The lock is one that
 * SQLite takes on an empty file: the operating system lets go of it however the process ends. Throws FolderInUse while
 * somebody has the folder alone, having waited a while.
 */
export function shareFolder(folder: string): void {
  const lock = openLock(folder);
  lock.run(`pragma busy_timeout = ${PATIENCE_MS}`);
  lock.run("begin");
  if (!locks(() => lock.query("select 1 from sqlite_schema").get())) {
    lock.close();
    throw new FolderInUse("its database is being restored; try again once that is done");
  }
  kept.push(lock);
}

/** Takes the folder for oneself until it is released. Throws FolderInUse at once while anybody uses it. */
export function takeFolder(folder: string): { release(): void } {
  const lock = openLock(folder);
  if (!locks(() => lock.run("begin exclusive"))) {
    lock.close();
    throw new FolderInUse("a server or another command is using its database; stop that first");
  }
  return { release: () => lock.close() };
}

/** Held, so that nothing ever closes them. */
const kept: BunDatabase[] = [];
/** Swapping two files takes no longer. */
const PATIENCE_MS = 10_000;

function openLock(folder: string): BunDatabase {
  const path = join(folder, "schedkit.lock");
  const lock = new BunDatabase(path, { create: true, readwrite: true });
  chmodSync(path, 0o600);
  giveToOwner(path);
  return lock;
}

function locks(take: () => unknown): boolean {
  try {
    take();
    return true;
  } catch (error) {
    if ((error as { code?: string }).code !== "SQLITE_BUSY") throw error;
    return false;
  }
}
