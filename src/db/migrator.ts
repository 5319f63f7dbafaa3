import type { Database as BunDatabase } from "bun:sqlite";
import { migrations } from "../../migrations/index.ts";

/** Marks the file as ours (https://sqlite.org/pragma.html#pragma_application_id): "skit". */
const APPLICATION_ID = 0x736b6974;

/** Why a file cannot serve as the database; the message is a sentence for whoever starts the server. */
export class UnusableDatabase extends Error {}

/** The schema version that this build writes. */
export const schemaVersion = migrations.length;

/**
 * Brings the schema up to date in one transaction and returns the versions before and after. Safe when several
 * processes start at once. Throws UnusableDatabase, having changed nothing, for a newer or a foreign file.
 */
export function migrate(raw: BunDatabase): { from: number; to: number } {
  refuseStrangers(raw);
  return raw
    .transaction(() => {
      const from = versionOf(raw);
      for (const migration of migrations.slice(from)) raw.run(migration);
      raw.run(`pragma application_id = ${APPLICATION_ID}`);
      raw.run(`pragma user_version = ${schemaVersion}`);
      return { from, to: schemaVersion };
    })
    .immediate();
}

function refuseStrangers(raw: BunDatabase): void {
  const application = pragma(raw, "application_id");
  const version = versionOf(raw);
  if (application === 0 && version === 0 && isEmpty(raw)) return;
  if (application !== APPLICATION_ID) throw new UnusableDatabase("it is not a schedkit database");
  if (version > schemaVersion) {
    throw new UnusableDatabase(
      `it was written by a newer schedkit (schema ${version}, this one knows ${schemaVersion}); start that one instead`,
    );
  }
}

function isEmpty(raw: BunDatabase): boolean {
  return raw.query("select 1 from sqlite_schema limit 1").get() === null;
}

function versionOf(raw: BunDatabase): number {
  return pragma(raw, "user_version");
}

function pragma(raw: BunDatabase, name: string): number {
  return (raw.query(`pragma ${name}`).get() as Record<string, number>)[name]!;
}
