import { accessSync, constants, readdirSync, type Stats, statSync } from "node:fs";
import { statfs } from "node:fs/promises";
import { dirname, join } from "node:path";
import { secretIn } from "../storage/data-dir.ts";
import { settingsIn } from "../db/queries/contents-check.ts";
import { secretFingerprint } from "../security/secret-fingerprint.ts";
import { type Check, fail, ok, warn } from "./check.ts";

/** Checks that the folder is usable, and by nobody else. */
export const dataFolder: Check = {
  name: "data_folder",
  needs: ["DATA_DIR"],
  run: async ({ folder }) => {
    const found = statsOf(folder);
    if (!found) return missingFolder(folder);
    if (!found.isDirectory()) return fail(`${folder} is not a folder`, "Set DATA_DIR to a folder.");
    if (!canUse(folder)) {
      return fail(
        `${folder} is not writable by this user (uid ${process.getuid?.()})`,
        `Run the doctor as the server's user (uid ${found.uid}), or make this user the owner of the folder.`,
      );
    }
    const files = ourFilesIn(folder);
    const foreign = files.find(({ stats }) => stats.uid !== found.uid);
    if (foreign) {
      return fail(
        `${foreign.path} belongs to uid ${foreign.stats.uid}, but the folder to uid ${found.uid}`,
        `Change its owner as root: chown -R ${found.uid}:${found.gid} ${folder}`,
      );
    }
    const open = [{ path: folder, stats: found }, ...files].find(({ stats }) => (stats.mode & 0o077) !== 0);
    if (open) {
      return warn(
        `${open.path} is accessible to other users of this machine`,
        `Restrict it: chmod go= ${open.path}`,
      );
    }
    return ok(`${folder} is writable, and only accessible to its owner`);
  },
};

function missingFolder(folder: string) {
  if (statsOf(dirname(folder))) {
    return warn(`${folder} does not exist yet`, "The first start creates it: schedkit serve");
  }
  return fail(
    `${folder} and its parent folder are not accessible to this user`,
    "Mount the disk, fix DATA_DIR, or run the doctor as the server's user.",
  );
}

/** Returns whether the contents of the folder can be checked. */
export function canUse(folder: string): boolean {
  try {
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function ourFilesIn(folder: string): { path: string; stats: Stats }[] {
  const paths = readdirSync(folder).filter((name) => name.startsWith("schedkit."));
  return paths.flatMap((name) => {
    const path = join(folder, name);
    const stats = statsOf(path);
    return stats ? [{ path, stats }] : [];
  });
}

function secretPath(databasePath: string): string {
  return join(dirname(databasePath), "schedkit.secret");
}

/** Checks that links in sent emails still work. */
export const secret: Check = {
  name: "secret",
  needs: ["DATA_DIR"],
  run: async ({ folder, databasePath, db }) => {
    if (!canUse(folder)) return [];
    const path = secretPath(databasePath);
    const restore = "Restore your copy of schedkit.secret.";
    if (!statsOf(path)) {
      if (!db) return ok("none yet; the first start creates it");
      return fail(`${path} is missing: links in sent emails do not work`, restore);
    }
    const held = secretIn(folder);
    if (!held) return fail(`${path} does not contain a secret of 32 bytes in hex`, restore);
    const made = db && (await settingsIn(db).catch(() => undefined))?.secret_fingerprint;
    if (made && made !== secretFingerprint(held)) {
      return fail(`${path} is not the secret that links in sent emails were made with`, restore);
    }
    return ok("links in sent emails work");
  },
};

const MIB = 2 ** 20;
const LEAST_FREE = 100 * MIB;
const LITTLE_FREE = 1_024 * MIB;

export const diskSpace: Check = {
  name: "disk",
  needs: ["DATA_DIR"],
  run: async ({ folder }) => {
    const { bsize, bavail, blocks } = await statfs(nearestFolder(folder));
    const [free, total] = [bavail * bsize, blocks * bsize];
    const says = `${sizeText(free)} of ${sizeText(total)} are free`;
    const todo = "Free some space, or use a larger disk.";
    if (free < LEAST_FREE) return fail(`${says}; writes will soon fail`, todo);
    return free < LITTLE_FREE || free < total / 10 ? warn(says, todo) : ok(says);
  },
};

function nearestFolder(path: string): string {
  return statsOf(path) ? path : nearestFolder(dirname(path));
}

/** Undefined if the path does not exist or is not accessible. */
function statsOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

/** A size in readable form: `132 KiB`, `540 MiB`, `12.3 GiB`. */
export function sizeText(bytes: number): string {
  if (bytes < MIB) return `${Math.ceil(bytes / 1_024)} KiB`;
  return bytes < 1_024 * MIB ? `${Math.round(bytes / MIB)} MiB` : `${(bytes / 1_024 / MIB).toFixed(1)} GiB`;
}
