import {
  closeSync,
  createReadStream,
  createWriteStream,
  existsSync,
  openSync,
  rmSync,
  statSync,
} from "node:fs";
import { join, resolve } from "node:path";
import { pipeline } from "node:stream/promises";
import { parseArgs } from "node:util";
import { databaseIn, giveToOwner, makeDataDir, secretIn } from "../storage/data-dir.ts";
import { draftOf, examine, type ExaminedFile, removeDraft } from "../db/sqlite/copy.ts";
import { schemaVersion, UnusableDatabase } from "../db/sqlite/migrator.ts";
import { replaceDatabase } from "../db/sqlite/replace.ts";
import { syncFile } from "../storage/files.ts";
import { FolderInUse, takeFolder } from "../storage/folder-lock.ts";
import { secretFingerprint } from "../security/secret-fingerprint.ts";
import { BadUsage } from "./usage.ts";
import { Failure, type CommandContext } from "../server/command-context.ts";

/** Replaces the database with a backup, or for `-` with one from standard input, after checking it. */
export async function restore(args: string[], context: CommandContext): Promise<number> {
  const { positionals } = parseArgs({ args, options: {}, allowPositionals: true });
  const [file, ...more] = positionals;
  if (file === undefined || more.length > 0) throw new BadUsage("restore needs the path of one backup, or -");
  const folder = resolve(context.config().dataDir);
  const source = file === "-" ? undefined : readable(resolve(file));
  const isNew = !existsSync(folder);
  makeDataDir(folder);
  try {
    const { found, kept } = await alone(folder, () => restoreFrom(folder, source));
    context.print(said(folder, found, kept));
  } catch (error) {
    if (isNew) rmSync(folder, { recursive: true });
    throw error;
  }
  return 0;
}

function readable(path: string): string {
  try {
    if (!statSync(path).isFile()) throw new Failure(`${path} is not a file; choose a backup`);
    closeSync(openSync(path, "r"));
  } catch (error) {
    if (error instanceof Failure) throw error;
    throw new Failure(`${path} cannot be read: ${(error as Error).message}`);
  }
  const log = statSync(`${path}-wal`, { throwIfNoEntry: false });
  if (log?.size) {
    throw new Failure(
      `${path} is a database in use, not a backup: part of its data is in ${path}-wal; copy it with schedkit backup`,
    );
  }
  return path;
}

async function alone<T>(folder: string, work: () => Promise<T>): Promise<T> {
  const lock = taken(folder);
  try {
    return await work();
  } finally {
    lock.release();
  }
}

function taken(folder: string): ReturnType<typeof takeFolder> {
  try {
    return takeFolder(folder);
  } catch (error) {
    if (error instanceof FolderInUse) throw new Failure(`${folder} is in use: ${error.message}`);
    throw error;
  }
}

/** Works on a copy, which is checked and then used; the backup itself is only read. */
async function restoreFrom(
  folder: string,
  source: string | undefined,
): Promise<{ found: ExaminedFile; kept: string | undefined }> {
  const path = databaseIn(folder);
  const draft = draftOf(`${path}.restore`);
  const named = source ?? "standard input";
  try {
    await copyTo(draft, named, source);
    const found = examined(draft, named);
    giveToOwner(draft);
    syncFile(draft);
    const done = replaced(path, draft);
    if (done === "in_use") throw new Failure(`${path} is in use by another program; stop it first`);
    return { found, kept: done.kept };
  } finally {
    removeDraft(draft);
  }
}

function replaced(path: string, draft: string): ReturnType<typeof replaceDatabase> {
  try {
    return replaceDatabase(path, draft, new Date());
  } catch (error) {
    throw new Failure(`${path} cannot be replaced: ${(error as Error).message}`);
  }
}

async function copyTo(draft: string, named: string, source: string | undefined): Promise<void> {
  const from = source === undefined ? process.stdin : createReadStream(source);
  try {
    await pipeline(from, createWriteStream(draft, { flags: "wx", mode: 0o600 }));
  } catch (error) {
    throw new Failure(`${named} cannot be copied to ${draft}: ${(error as Error).message}`);
  }
}

function examined(draft: string, named: string): ExaminedFile {
  try {
    return examine(draft, true);
  } catch (error) {
    if (error instanceof UnusableDatabase) throw new Failure(`${named} cannot be restored: ${error.message}`);
    throw error;
  }
}

function said(
  folder: string,
  { version, bookings, secretFingerprint: noted }: ExaminedFile,
  kept: string | undefined,
): string {
  const upgrade = version < schemaVersion ? ` (schema ${version}; the next start upgrades it)` : "";
  return [
    `Restored the database in ${folder}: ${bookings} bookings${upgrade}.`,
    ...(kept === undefined ? [] : [`The previous database is kept as ${kept}.`]),
    ...secretWarning(folder, noted),
  ].join("\n");
}

function secretWarning(folder: string, noted: string | null): string[] {
  const path = join(folder, "schedkit.secret");
  const secret = secretIn(folder);
  const todo = "restore your copy of it before you start the server, or links in sent emails do not work.";
  if (!secret) return [`Warning: ${path} does not contain a secret: ${todo}`];
  if (noted === null || noted === secretFingerprint(secret)) return [];
  return [`Warning: ${path} is not the secret of this database: ${todo}`];
}
