import {
  type Compilable,
  type CompiledQuery,
  type Insertable,
  type RawBuilder,
  DummyDriver,
  Kysely,
  SqliteAdapter,
  SqliteIntrospector,
} from "kysely";
import { OpaqueParameters, type Statements } from "./sqlite/dialect.ts";
import type { Tables } from "./tables.ts";

/** Anything that runs queries: the database, or the transaction of a write. */
export type Db = Kysely<Tables>;

/**
 * A query for rows that is built and compiled once. `build` gets stand-ins for the parameters, so it may only place
 * them in the query, never look at them. About a third of the cost of building it for each call.
 */
export function prepared<Parameters extends readonly unknown[], Row>(
  build: (db: Db, ...parameters: Parameters) => Compilable<Row>,
): (db: Db, ...parameters: Parameters) => Promise<Row[]> {
  let plan: Plan<Row> | undefined;
  return async (db, ...parameters) => {
    plan ??= planFor(
      (placeholders) => build(builder, ...(placeholders as unknown as Parameters)),
      parameters.length,
    );
    const filled = plan.fill(parameters);
    const statements = heldBy.get(db);
    if (statements) return statements(plan.query.sql).all(filled) as Row[];
    return (await db.executeQuery<Row>({ ...plan.query, parameters: filled })).rows;
  };
}

const heldBy = new WeakMap<Db, Statements>();

/**
 * Says that this transaction has the connection to itself until it ends. Its prepared queries then go to the
 * connection directly: Kysely's way there costs as much as a query itself.
 */
export function holdConnection(trx: Db, statements: Statements): void {
  heldBy.set(trx, statements);
}

/** A prepared `insert` of one row: of these columns, and of what is the same in each. Answers the row's id. */
export function preparedInsert<
  Table extends "bookings" | "outbox",
  Column extends keyof Insertable<Tables[Table]> & string,
>(
  table: Table,
  columns: readonly Column[],
  same: Partial<Record<keyof Insertable<Tables[Table]>, RawBuilder<unknown>>> = {},
): (trx: Db, row: Pick<Insertable<Tables[Table]>, Column>) => number {
  const values = { ...Object.fromEntries(columns.map((column) => [column, column])), ...same };
  let sql: string | undefined;
  return (trx, row) => {
    const statements = heldBy.get(trx);
    if (!statements) throw new Error("rows are inserted in a write alone");
    sql ??= builder
      .insertInto(table)
      .values(values as never)
      .compile().sql;
    return Number(statements(sql).run(columns.map((column) => row[column])).lastInsertRowid);
  };
}

type Plan<Row> = {
  readonly query: CompiledQuery<Row>;
  readonly fill: (parameters: readonly unknown[]) => unknown[];
};

class Placeholder {
  constructor(readonly index: number) {}
}

function planFor<Row>(build: (placeholders: Placeholder[]) => Compilable<Row>, count: number): Plan<Row> {
  const query = build(Array.from({ length: count }, (_, index) => new Placeholder(index))).compile();
  const fill = (parameters: readonly unknown[]) =>
    query.parameters.map((value) => (value instanceof Placeholder ? parameters[value.index] : value));
  return { query, fill };
}

const builder: Db = new Kysely<Tables>({
  dialect: {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new OpaqueParameters(),
  },
});
