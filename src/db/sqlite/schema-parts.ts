import { Database as BunDatabase } from "bun:sqlite";
import { migrations, sqlOf } from "../../../migrations/sqlite/index.ts";

/** A table, index, trigger or view as `sqlite_schema` has it. */
export type SchemaPart = { readonly type: string; readonly name: string; readonly sql: string };

/** Every schema object except SQLite's internal ones. */
export const SCHEMA_PARTS =
  "select type, name, sql from sqlite_schema where sql is not null and name not like 'sqlite^_%' escape '^' order by name";

/** Tables that Litestream creates in a database it replicates. */
const LITESTREAM_TABLES = new Set(["_litestream_lock", "_litestream_seq"]);

/** How a schema differs from what the migrations create. Entries look like `trigger holds_insert`. */
export type SchemaDifferences = {
  /** Missing or changed objects. */
  readonly broken: readonly string[];
  /** Objects that no migration creates. A trigger or view could change or hide data. */
  readonly foreign: readonly string[];
};

/** Compares a schema with what the migrations up to this version create. */
export function schemaDifferences(found: readonly SchemaPart[], version: number): SchemaDifferences {
  const wanted = partsOf(version);
  const [foundByName, wantedByName] = [byName(found), byName(wanted)];
  const isForeign = ({ type, name }: SchemaPart) =>
    !wantedByName.has(name) && !(type === "table" && LITESTREAM_TABLES.has(name));
  return {
    broken: wanted.filter(({ name, sql }) => foundByName.get(name)?.sql !== sql).map(named),
    foreign: found.filter(isForeign).map(named),
  };
}

function partsOf(version: number): SchemaPart[] {
  const expected = new BunDatabase(":memory:");
  for (const migration of migrations.slice(0, version)) expected.run(sqlOf(migration));
  const parts = expected.query<SchemaPart, []>(SCHEMA_PARTS).all();
  expected.close();
  return parts;
}

function byName(parts: readonly SchemaPart[]): Map<string, SchemaPart> {
  return new Map(parts.map((part) => [part.name, part]));
}

function named({ type, name }: SchemaPart): string {
  return `${type} ${name}`;
}
