import { Database as BunDatabase } from "bun:sqlite";
import { migrations, sqlOf } from "../../../migrations/sqlite/index.ts";

/** A table, index, trigger or view, as SQLite keeps it. */
export type SchemaPart = { readonly type: string; readonly name: string; readonly sql: string };

/** All parts but those that SQLite makes for itself. */
export const SCHEMA_PARTS =
  "select type, name, sql from sqlite_schema where sql is not null and name not like 'sqlite^_%' escape '^' order by name";

/** Tables that Litestream puts into a database which it copies. */
const LITESTREAM_TABLES = new Set(["_litestream_lock", "_litestream_seq"]);

/** How a schema differs from that of a version. Each part is named with what it is, such as `trigger holds_insert`. */
export type SchemaDifferences = {
  /** What is missing, or is not as the migrations make it. */
  readonly broken: readonly string[];
  /** What no migration makes. A trigger or view could change what is written, or hide what is there. */
  readonly foreign: readonly string[];
};

/** Compares a schema with what the migrations up to a version make. */
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
