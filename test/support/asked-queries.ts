import { Database as BunDatabase } from "bun:sqlite";
import type { CompiledQuery } from "kysely";
import type { Db } from "../../src/db/database.ts";
import { useRunner } from "../../src/db/prepared.ts";
import { keptStatements, kyselyOver } from "../../src/db/sqlite/dialect.ts";

/** The prepared queries that the work runs, in order; each of them returns `row`. */
export async function queriesOf(work: (db: Db) => Promise<unknown>, row?: object): Promise<CompiledQuery[]> {
  const raw = new BunDatabase(":memory:");
  const db = kyselyOver(raw, keptStatements(raw));
  const asked: CompiledQuery[] = [];
  useRunner(db, {
    compiler: db,
    rows: (query, parameters) => {
      asked.push({ ...query, parameters });
      return row ? [row] : [];
    },
  });
  await work(db).catch(() => undefined);
  raw.close();
  return asked;
}

/** The first query that the work runs. */
export async function askedBy(work: (db: Db) => Promise<unknown>): Promise<CompiledQuery> {
  return (await queriesOf(work))[0]!;
}
