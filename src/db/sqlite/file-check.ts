import { constants, Database as BunDatabase } from "bun:sqlite";
import { statSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { sql } from "kysely";
import { keptStatements, kyselyOver } from "./dialect.ts";
import { UNUSED_BYTES } from "./vacuum.ts";
import { APPLICATION_ID } from "./migrator.ts";
import { SCHEMA_PARTS, type SchemaDifferences, schemaDifferences, type SchemaPart } from "./schema-parts.ts";
import type { Db } from "../database.ts";

/** Opens a database for inspection while others may use it; creates, migrates and writes nothing. Throws SQLite's own error. */
export function openReadOnly(path: string): { readonly db: Db; close(): void } {
  // Reading a file in WAL mode creates the WAL's files. Without a WAL nobody is writing, so the file can be opened as
  // immutable.
  const raw = hasLog(path)
    ? new BunDatabase(path, constants.SQLITE_OPEN_READONLY)
    : new BunDatabase(`${pathToFileURL(path).href}?immutable=1`, READ_ONLY_URI);
  raw.run(`pragma busy_timeout = ${PATIENCE_MS}`);
  return {
    db: kyselyOver(raw, keptStatements(raw)),
    close: () => raw.close(),
  };
}

const READ_ONLY_URI = constants.SQLITE_OPEN_READONLY | constants.SQLITE_OPEN_URI;
const PATIENCE_MS = 2_000;

function hasLog(path: string): boolean {
  return statSync(`${path}-wal`, { throwIfNoEntry: false }) !== undefined;
}

/** The file's schema version; undefined if it is not a schedkit database. */
export async function schemaVersionOf(db: Db): Promise<number | undefined> {
  const { rows } = await sql<{ application: number; version: number }>`
    select application_id as application, user_version as version
    from pragma_application_id, pragma_user_version`.execute(db);
  const { application, version } = rows[0]!;
  return application === APPLICATION_ID ? version : undefined;
}

/** How many bytes of the file are in unused pages. */
export async function unusedBytesIn(db: Db): Promise<number> {
  const { rows } = await sql.raw<{ bytes: number }>(UNUSED_BYTES).execute(db);
  return rows[0]!.bytes;
}

/** SQLite's integrity findings, at most ten; `quick` skips comparing indexes with tables. */
export async function damageIn(db: Db, quick: boolean): Promise<string[]> {
  const check = sql.raw(quick ? "pragma quick_check(10)" : "pragma integrity_check(10)");
  const { rows } = await sql<Record<string, string>>`${check}`.execute(db);
  return rows.map((row) => Object.values(row)[0]!).filter((finding) => finding !== "ok");
}

/** Tables with rows that refer to missing rows. */
export async function danglingReferences(db: Db): Promise<{ table: string; parent: string; rows: number }[]> {
  const { rows } = await sql<{ table: string; parent: string; rows: number }>`
    select "table", parent, count(*) as rows from pragma_foreign_key_check group by 1, 2`.execute(db);
  return rows;
}

/** Compares the file's schema with what the migrations up to this version create. */
export async function schemaDifferencesIn(db: Db, version: number): Promise<SchemaDifferences> {
  const { rows } = await sql.raw<SchemaPart>(SCHEMA_PARTS).execute(db);
  return schemaDifferences(rows, version);
}
