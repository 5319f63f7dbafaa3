import type { Database as BunDatabase } from "bun:sqlite";
import type { EpochMs } from "../../domain/interval.ts";
import { type Migration, migrations, sqlOf } from "../../../migrations/sqlite/index.ts";
import { SCHEMA_PARTS, schemaDifferences, type SchemaPart } from "./schema-parts.ts";

/** "skit": marks the file as a schedkit database (https://sqlite.org/pragma.html#pragma_application_id). */
export const APPLICATION_ID = 0x736b6974;

/** The file cannot be used as the database; the message is a sentence for the operator. */
export class UnusableDatabase extends Error {}

export const schemaVersion = migrations.length;

/**
 * Migrates the schema in one transaction and returns the versions before and after. Safe when several processes start at
 * once. `keep` is called with the version before a database with data is changed, while nobody can write. Throws
 * UnusableDatabase, having changed nothing, for a newer or foreign file.
 */
export function migrate(
  raw: BunDatabase,
  known: readonly Migration[] = migrations,
  keep: (version: number) => void = () => undefined,
  now: EpochMs = Date.now(),
): { from: number; to: number } {
  const to = known.length;
  const current = raw.transaction(() => usableVersion(raw, to)).deferred();
  if (current === to && isMarked(raw)) return { from: current, to };
  // A migration that rebuilds a table drops one that other tables refer to, and foreign keys cannot be switched off inside a
  // transaction.
  raw.run("pragma foreign_keys = off");
  return raw
    .transaction(() => {
      const from = usableVersion(raw, to);
      if (from > 0 && from < to) keep(from);
      for (const migration of known.slice(from)) {
        raw.run(sqlOf(migration));
        if (typeof migration !== "string") migration.fill(raw, now);
      }
      raw.run(`pragma application_id = ${APPLICATION_ID}`);
      raw.run(`pragma user_version = ${to}`);
      return { from, to };
    })
    .immediate();
}

/**
 * The file's schema version; 0 for an empty file. Throws UnusableDatabase. Runs in a transaction, because another process may
 * be creating the schema.
 */
export function usableVersion(raw: BunDatabase, latest = schemaVersion): number {
  const application = pragma(raw, "application_id");
  const version = pragma(raw, "user_version");
  if (application === 0 && version === 0) {
    if (isEmpty(raw)) return 0;
    const restored = versionOfSchema(raw);
    if (restored !== undefined) return restored;
  }
  if (!isMarked(raw)) throw new UnusableDatabase("it is not a schedkit database");
  if (version > latest) {
    throw new UnusableDatabase(
      `it was written by a newer schedkit (schema ${version}, this one supports ${latest}); start the newer one instead`,
    );
  }
  return version;
}

/** The version of a file with exactly our schema. A dump (`.dump`) loses the pragmas, so one that was restored has none. */
function versionOfSchema(raw: BunDatabase): number | undefined {
  const parts = raw.query<SchemaPart, []>(SCHEMA_PARTS).all();
  for (let version = schemaVersion; version > 0; version--) {
    const { broken, foreign } = schemaDifferences(parts, version);
    if (broken.length === 0 && foreign.length === 0) return version;
  }
  return undefined;
}

/** Returns whether the file says itself what it is. */
export function isMarked(raw: BunDatabase): boolean {
  return pragma(raw, "application_id") === APPLICATION_ID;
}

function isEmpty(raw: BunDatabase): boolean {
  return raw.query("select 1 from sqlite_schema limit 1").get() === null;
}

function pragma(raw: BunDatabase, name: string): number {
  return (raw.query(`pragma ${name}`).get() as Record<string, number>)[name]!;
}
