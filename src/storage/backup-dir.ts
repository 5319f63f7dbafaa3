import { readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";

const OURS = /^schedkit-\d{4}-\d\d-\d\d\.db$/;

/** The file name of a night's backup, `schedkit-2026-11-22.db`. */
export function backupName(date: string): string {
  return `schedkit-${date}.db`;
}

/** The nightly backups in the folder, oldest first. Throws the file system's own error. */
function backupsIn(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => OURS.test(name))
    .sort();
}

/** When the last good backup in the folder was made, in epoch milliseconds; undefined if there is none. */
export function lastBackupAt(folder: string): number | undefined {
  const times = backupsIn(folder).map((name) => statSync(join(folder, name)).mtimeMs);
  return times.length === 0 ? undefined : Math.max(...times);
}

/** Deletes the oldest nightly backups except the last `keep`, and returns their names; other files are left alone. */
export function pruneBackups(folder: string, keep: number): string[] {
  const old = backupsIn(folder).slice(0, -keep);
  for (const name of old) rmSync(join(folder, name));
  return old;
}

/** Deletes drafts of interrupted backups; a draft that another process is writing is younger. */
export function removeRemains(folder: string): void {
  for (const name of readdirSync(folder).filter((name) => REMAINS.test(name))) {
    const path = join(folder, name);
    if (Date.now() - statSync(path).mtimeMs > YOUNG_MS) rmSync(path, { force: true });
  }
}

const YOUNG_MS = 60 * 60_000;

const REMAINS = /^schedkit-\d{4}-\d\d-\d\d\.db\.partial-[0-9a-f]+(-journal|-wal|-shm)?$/;
