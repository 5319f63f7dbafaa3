import { closeSync, existsSync, fsyncSync, linkSync, openSync, renameSync, rmSync } from "node:fs";
import { dirname } from "node:path";

export function syncFile(path: string): void {
  const file = openSync(path, "r");
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Syncs a file's folder entry to disk. */
export function syncFolderOf(path: string): void {
  syncFile(dirname(path));
}

/** Renames a finished file; throws EEXIST instead of overwriting. */
export function takeName(draft: string, name: string): void {
  giveSecondName(draft, name);
  rmSync(draft, { force: true });
}

/** Gives a file a second name, or renames it if the file system has no hard links. Throws EEXIST. */
export function giveSecondName(path: string, name: string): void {
  try {
    linkSync(path, name);
  } catch (error) {
    if (!NO_LINKS.has((error as NodeJS.ErrnoException).code ?? "")) throw error;
    if (existsSync(name)) throw Object.assign(new Error(`${name} exists`), { code: "EEXIST" });
    renameSync(path, name);
  }
}

const NO_LINKS = new Set(["EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS", "EMLINK"]);
