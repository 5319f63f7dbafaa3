import { Database as BunDatabase, SQLiteError } from "bun:sqlite";
import { randomBytes } from "node:crypto";
import { readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { syncFile, syncFolderOf, takeName } from "../../storage/files.ts";
import { SCHEMA_PARTS, schemaDifferences, type SchemaPart } from "./schema-parts.ts";
import { UnusableDatabase, usableVersion } from "./migrator.ts";

/** The findings about a file that passed every check. */
export type ExaminedFile = {
  readonly version: number;
  readonly bookings: number;
  /** The fingerprint of the secret that signed its links; null if none is stored. */
  readonly secretFingerprint: string | null;
};

/** The database cannot be copied to this path; the message is a sentence. */
export class CannotCopy extends Error {}

/**
 * Writes a consistent copy of a database while others read and write it. The copy is checked and synced before it gets its
 * name; an existing file is only overwritten with `replace`. Throws CannotCopy and UnusableDatabase.
 */
export function copyDatabase(from: string, to: string, { replace = false } = {}): ExaminedFile {
  return writeCopy(from, to, { replace, check: (draft) => examine(draft) });
}

/** Writes a copy to a draft, syncs it, renames it, and returns the result of `check`, which runs before the rename. */
function writeCopy<Found = void>(
  from: string,
  to: string,
  { replace, check }: { readonly replace: boolean; readonly check?: (draft: string) => Found },
): Found {
  const draft = draftOf(to);
  try {
    writeFileSync(draft, "", { flag: "wx", mode: 0o600 });
    const filled = copyInto(from, draft);
    const found = check?.(draft) as Found;
    refuseMissingRows(filled, draft);
    syncFile(draft);
    if (replace) renameSync(draft, to);
    else takeName(draft, to);
    syncFolderOf(to);
    return found;
  } catch (error) {
    throw asCannotCopy(error, to);
  } finally {
    removeDraft(draft);
  }
}

/** The path of the unfinished file. */
export function draftOf(path: string): string {
  return `${path}.partial-${randomBytes(4).toString("hex")}`;
}

/** Removes a draft and its SQLite side files. */
export function removeDraft(draft: string): void {
  for (const end of ["", "-journal", "-wal", "-shm"]) rmSync(draft + end, { force: true });
}

function removeDraftsOf(path: string): void {
  const start = `${basename(path)}.partial-`;
  const drafts = readdirSync(dirname(path)).filter((name) => name.startsWith(start));
  for (const name of drafts) rmSync(join(dirname(path), name), { force: true });
}

/** The path where the database is kept before an upgrade from this version. */
export function pathBeforeUpgrade(path: string, version: number): string {
  return `${path}.schema-${version}`;
}

/**
 * Keeps a copy of the database before an upgrade; it replaces an earlier copy of the same version, so retries do not fill the
 * disk. SQLite makes the copy, because opening and closing the file by other means would release this process's locks.
 */
export function keepBeforeUpgrade(path: string, version: number): void {
  const kept = pathBeforeUpgrade(path, version);
  // Left by processes that were killed: this process holds the write lock, so nobody else is making a copy.
  removeDraftsOf(kept);
  try {
    writeCopy(path, kept, { replace: true });
  } catch (error) {
    if (!(error instanceof CannotCopy)) throw error;
    throw new UnusableDatabase(`it needs an upgrade, but the copy to keep first failed: ${error.message}`);
  }
}

/**
 * Reads a whole database file that nobody else uses. Throws UnusableDatabase if it is damaged, foreign, empty or newer than
 * this build; with `checkSchema` also if its schema differs from the migrations.
 */
export function examine(path: string, checkSchema = false): ExaminedFile {
  try {
    return withDatabase(path, (raw) => {
      const version = usableVersion(raw);
      if (version === 0) throw new UnusableDatabase("it is empty");
      if (checkSchema) refuseOtherSchema(raw, version);
      const [damage] = raw.query<{ integrity_check: string }, []>("pragma integrity_check(1)").all();
      if (damage?.integrity_check !== "ok") throw new UnusableDatabase("it is damaged");
      if (raw.query("pragma foreign_key_check").get())
        throw new UnusableDatabase("it is damaged: rows are missing");
      return { version, bookings: countBookings(raw), secretFingerprint: secretFingerprintIn(raw) };
    });
  } catch (error) {
    if (!(error instanceof SQLiteError)) throw error;
    const [foreign, damaged] = [NOT_A_DATABASE, DAMAGED].map((code) => (error.errno & 0xff) === code);
    if (foreign) throw new UnusableDatabase("it is not a SQLite database");
    throw damaged ? new UnusableDatabase("it is damaged") : error;
  }
}

/** Only reads the schema: querying a view would execute it. */
function refuseOtherSchema(raw: BunDatabase, version: number): void {
  const { foreign, broken } = schemaDifferences(raw.query<SchemaPart, []>(SCHEMA_PARTS).all(), version);
  if (foreign.length > 0)
    throw new UnusableDatabase(`it contains objects that schedkit did not create: ${foreign.join(", ")}`);
  if (broken.length > 0)
    throw new UnusableDatabase(`schema objects are missing or changed: ${broken.join(", ")}`);
}

const DAMAGED = 11;
const NOT_A_DATABASE = 26;

function countBookings(raw: BunDatabase): number {
  return raw.query<{ n: number }, []>("select count(*) as n from bookings").get()!.n;
}

function secretFingerprintIn(raw: BunDatabase): string | null {
  const row = raw.query<{ secret_fingerprint?: string | null }, []>("select * from settings").get();
  return row?.secret_fingerprint ?? null;
}

/** Copies a snapshot of the database and returns the tables that had rows before and after. */
function copyInto(from: string, to: string): string[] {
  return withDatabase(from, (raw) => {
    raw.run(`pragma busy_timeout = ${PATIENCE_MS}`);
    raw.transaction(() => usableVersion(raw)).deferred();
    const before = filledTables(raw);
    raw.query("vacuum into ?").run(to);
    const after = new Set(filledTables(raw));
    return before.filter((table) => after.has(table));
  });
}

const PATIENCE_MS = 10_000;

function refuseMissingRows(filled: readonly string[], copy: string): void {
  const copied = new Set(withDatabase(copy, filledTables));
  const missing = filled.find((table) => !copied.has(table));
  if (missing !== undefined) throw new CannotCopy(`the copy lacks the rows of ${missing}, so it was deleted`);
}

function filledTables(raw: BunDatabase): string[] {
  const tables = raw.query<{ name: string }, []>("select name from sqlite_schema where type = 'table'").all();
  return tables.map(({ name }) => name).filter((name) => raw.query(`select 1 from "${name}" limit 1`).get());
}

function withDatabase<T>(path: string, use: (raw: BunDatabase) => T): T {
  const raw = new BunDatabase(path, { readwrite: true, strict: true });
  try {
    return use(raw);
  } finally {
    raw.close();
  }
}

function asCannotCopy(error: unknown, to: string): unknown {
  if (error instanceof SQLiteError) return new CannotCopy(`${to} cannot be written: ${error.message}`);
  const { code } = error as NodeJS.ErrnoException;
  if (code === "EEXIST") return new CannotCopy(`${to} already exists; choose another file`);
  if (code === "ENOENT") return new CannotCopy(`${to} cannot be written: its folder does not exist`);
  if (code === "ENOSPC") return new CannotCopy(`${to} cannot be written: the disk is full`);
  return code === undefined ? error : new CannotCopy(`${to} cannot be written: ${(error as Error).message}`);
}
