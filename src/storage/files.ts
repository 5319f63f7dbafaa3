import { closeSync, existsSync, fsyncSync, linkSync, openSync, renameSync, rmSync } from "node:fs";
import { dirname } from "node:path";

/** Waits until what was written to a file is on disk. */
export function syncFile(path: string): void {
  const file = openSync(path, "r");
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Waits until the names in the folder of a file are on disk. */
export function syncFolderOf(path: string): void {
  syncFile(dirname(path));
}

/** Gives a finished file its name, and throws EEXIST where there is a file of that name. */
export function takeName(draft: string, name: string): void {
  giveSecondName(draft, name);
  rmSync(draft, { force: true });
}

/** Gives a file one more name; where the file system knows no links, the new one alone. Throws EEXIST. */
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
