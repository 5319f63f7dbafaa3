import { readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";

const OURS = /^schedkit-\d{4}-\d\d-\d\d\.db$/;

/** The name of the copy of a night, `schedkit-2026-11-22.db`. */
export function backupName(date: string): string {
  return `schedkit-${date}.db`;
}

/** Every night's copy in the folder, the oldest first. Throws the file system's own error. */
function backupsIn(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => OURS.test(name))
    .sort();
}

/** When the last good copy in the folder was made, in epoch milliseconds; undefined where there is none. */
export function lastBackupAt(folder: string): number | undefined {
  const times = backupsIn(folder).map((name) => statSync(join(folder, name)).mtimeMs);
  return times.length === 0 ? undefined : Math.max(...times);
}

/** Deletes the oldest copies beyond as many as are kept, nothing that has another name, and answers their names. */
export function pruneBackups(folder: string, keep: number): string[] {
  const old = backupsIn(folder).slice(0, -keep);
  for (const name of old) rmSync(join(folder, name));
  return old;
}

/** Deletes what copies that were cut off have left there; one that another process writes just now is younger. */
export function removeRemains(folder: string): void {
  for (const name of readdirSync(folder).filter((name) => REMAINS.test(name))) {
    const path = join(folder, name);
    if (Date.now() - statSync(path).mtimeMs > YOUNG_MS) rmSync(path, { force: true });
  }
}

const YOUNG_MS = 60 * 60_000;

const REMAINS = /^schedkit-\d{4}-\d\d-\d\d\.db\.partial-[0-9a-f]+(-journal|-wal|-shm)?$/;
