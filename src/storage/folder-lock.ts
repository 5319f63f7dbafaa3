import { Database as BunDatabase } from "bun:sqlite";
import { chmodSync } from "node:fs";
import { join } from "node:path";
import { giveToOwner } from "./data-dir.ts";

/** The folder's database is being replaced, or is in use when it must not be. */
export class FolderInUse extends Error {}

/**
 * Takes a shared lock on the folder for the lifetime of the process. It is a SQLite lock on an empty file, which the
 * operating system releases however the process ends. Waits a while, then throws FolderInUse if somebody has the folder
 * exclusively.
 */
export function shareFolder(folder: string): void {
  const lock = openLock(folder);
  lock.run(`pragma busy_timeout = ${PATIENCE_MS}`);
  lock.run("begin");
  if (!locks(() => lock.query("select 1 from sqlite_schema").get())) {
    lock.close();
    throw new FolderInUse("its database is being restored; try again afterwards");
  }
  kept.push(lock);
}

/** Takes an exclusive lock on the folder until it is released. Throws FolderInUse immediately if anybody uses it. */
export function takeFolder(folder: string): { release(): void } {
  const lock = openLock(folder);
  if (!locks(() => lock.run("begin exclusive"))) {
    lock.close();
    throw new FolderInUse("a server or another command is using its database; stop it first");
  }
  return { release: () => lock.close() };
}

/** Referenced here so that they are never closed. */
const kept: BunDatabase[] = [];
/** Longer than replacing two files takes. */
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
