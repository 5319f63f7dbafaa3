import { randomBytes } from "node:crypto";
import {
  accessSync,
  chmodSync,
  chownSync,
  constants,
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, resolve } from "node:path";

/** The folder cannot be used; the message is one line for whoever starts the server. */
export class BadDataDir extends Error {}

/** Where the database and the secret are. */
export type DataDir = { readonly databasePath: string; readonly secret: Uint8Array };

/**
 * Makes the folder (its parent must be there, so that a volume that is not mounted is noticed) and the secret,
 * both for the owner alone. Throws BadDataDir.
 */
export function openDataDir(path: string): DataDir {
  const folder = resolve(path);
  makeDataDir(folder);
  return { databasePath: databaseIn(folder), secret: readSecret(join(folder, "schedkit.secret")) };
}

/** The path of the database in a data folder, whether or not it exists. */
export function databaseIn(folder: string): string {
  return join(folder, "schedkit.db");
}

/** Makes the database and its companions readable by nobody else; the database makes them with the umask's rights. */
export function protectFiles(databasePath: string): void {
  for (const path of [databasePath, `${databasePath}-wal`, `${databasePath}-shm`]) {
    if (existsSync(path)) chmodSync(path, 0o600);
  }
}

/** Makes the folder if it is not there, without anything in it. Throws BadDataDir. */
export function makeDataDir(folder: string): void {
  try {
    makeFolder(folder);
    if (!statSync(folder).isDirectory())
      throw new BadDataDir(`DATA_DIR is ${JSON.stringify(folder)}, which is not a folder`);
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    if (error instanceof BadDataDir) throw error;
    const why = existsSync(dirname(folder))
      ? "which this user cannot write"
      : "whose parent folder does not exist";
    throw new BadDataDir(`DATA_DIR is ${JSON.stringify(folder)}, ${why}`);
  }
}

/** Of two processes that start at once, one makes it. */
function makeFolder(folder: string): void {
  try {
    if (!existsSync(folder)) mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
}

/** The folder's secret; undefined where there is none that can be used. */
export function secretIn(folder: string): Uint8Array | undefined {
  const path = join(folder, "schedkit.secret");
  try {
    return existsSync(path) ? readSecret(path) : undefined;
  } catch (error) {
    if (error instanceof BadDataDir) return undefined;
    throw error;
  }
}

/** What root makes in the folder belongs to the folder's owner, who is to use it. */
export function giveToOwner(path: string): void {
  if (process.getuid?.() !== 0) return;
  const { uid, gid } = statSync(dirname(path));
  chownSync(path, uid, gid);
}

function readSecret(path: string): Uint8Array {
  try {
    if (!existsSync(path)) makeSecret(path);
    const secret = Buffer.from(readFileSync(path, "utf8").trim(), "hex");
    if (secret.length < 32)
      throw new BadDataDir(`${path} does not hold a secret of 32 bytes in hex; restore it from a backup`);
    return secret;
  } catch (error) {
    if (error instanceof BadDataDir) throw error;
    throw new BadDataDir(`${path} cannot be read or written by this user`);
  }
}

/** Links a finished file into place: of two processes that start at once, both use the first one's secret. */
function makeSecret(path: string): void {
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, `${randomBytes(32).toString("hex")}\n`, { mode: 0o600, flush: true });
  try {
    linkSync(draft, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  } finally {
    rmSync(draft);
  }
}
