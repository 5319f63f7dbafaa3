import type { Database as BunDatabase } from "bun:sqlite";
import type { EpochMs } from "../../domain/interval.ts";
import { type Migration, migrations, sqlOf } from "../../../migrations/sqlite/index.ts";

/** Marks the file as ours (https://sqlite.org/pragma.html#pragma_application_id): "skit". */
export const APPLICATION_ID = 0x736b6974;

/** Why a file cannot serve as the database; the message is a sentence for whoever starts the server. */
export class UnusableDatabase extends Error {}

/** The schema version that this build writes. */
export const schemaVersion = migrations.length;

/**
 * Brings the schema up to date in one transaction and returns the versions before and after. Safe when several
 * processes start at once. `keep` is told of the version, while nobody can write, before one that has data is changed.
 * Throws UnusableDatabase, having changed nothing, for a newer or a foreign file.
 */
export function migrate(
  raw: BunDatabase,
  known: readonly Migration[] = migrations,
  keep: (version: number) => void = () => undefined,
  now: EpochMs = Date.now(),
): { from: number; to: number } {
  const to = known.length;
  const current = raw.transaction(() => usableVersion(raw, to)).deferred();
  if (current === to) return { from: current, to };
  // A migration that rebuilds a table drops the old one, to which other tables refer; no transaction can switch this off.
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

/** The file's schema version; 0 for an empty one. Throws UnusableDatabase. Runs in a transaction: another process may be writing the very first schema. */
export function usableVersion(raw: BunDatabase, latest = schemaVersion): number {
  const application = pragma(raw, "application_id");
  const version = pragma(raw, "user_version");
  if (application === 0 && version === 0 && isEmpty(raw)) return 0;
  if (application !== APPLICATION_ID) throw new UnusableDatabase("it is not a schedkit database");
  if (version > latest) {
    throw new UnusableDatabase(
      `it was written by a newer schedkit (schema ${version}, this one knows ${latest}); start that one instead`,
    );
  }
  return version;
}

function isEmpty(raw: BunDatabase): boolean {
  return raw.query("select 1 from sqlite_schema limit 1").get() === null;
}

function pragma(raw: BunDatabase, name: string): number {
  return (raw.query(`pragma ${name}`).get() as Record<string, number>)[name]!;
}
