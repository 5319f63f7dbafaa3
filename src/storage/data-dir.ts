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

/** The folder cannot be used; the message is one line for the operator. */
export class BadDataDir extends Error {}

export type DataDir = { readonly databasePath: string; readonly secret: Uint8Array };

/**
 * Creates the folder and the secret, both accessible only to the owner. The parent folder must exist, so that an unmounted
 * volume is noticed. Throws BadDataDir.
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

/** Restricts the database and its side files to their owner; SQLite creates them with the umask's permissions. */
export function protectFiles(databasePath: string): void {
  for (const path of [databasePath, `${databasePath}-wal`, `${databasePath}-shm`]) {
    if (existsSync(path)) chmodSync(path, 0o600);
  }
}

/** Creates the folder if necessary, without contents. Throws BadDataDir. */
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

/** When two processes start at once, one of them creates it. */
function makeFolder(folder: string): void {
  try {
    if (!existsSync(folder)) mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
}

/** The folder's secret; undefined if there is no usable one. */
export function secretIn(folder: string): Uint8Array | undefined {
  const path = join(folder, "schedkit.secret");
  try {
    return existsSync(path) ? readSecret(path) : undefined;
  } catch (error) {
    if (error instanceof BadDataDir) return undefined;
    throw error;
  }
}

/** Gives files created by root to the folder's owner, who has to use them. */
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
      throw new BadDataDir(`${path} does not contain a secret of 32 bytes in hex; restore it from a backup`);
    return secret;
  } catch (error) {
    if (error instanceof BadDataDir) throw error;
    throw new BadDataDir(`${path} cannot be read or written by this user`);
  }
}

/** Links the finished file into place, so that two processes that start at once use the same secret. */
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
