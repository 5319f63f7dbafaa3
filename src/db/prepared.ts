import type { Compilable, CompiledQuery, Insertable, RawBuilder } from "kysely";
import type { Db, Trx } from "./database.ts";
import type { Tables } from "./tables.ts";

/** How an engine runs compiled queries on one of its handles. */
export type PreparedRunner = {
  /** Compiles for the engine; has no connection. */
  readonly compiler: Db;
  readonly rows: (query: CompiledQuery, parameters: readonly unknown[]) => Rows;
  /** Inserts one row and returns its id; only transactions have it. */
  readonly insert?: (sql: string, parameters: readonly unknown[]) => number | Promise<number>;
};

type Rows = Awaitable<readonly unknown[]>;

/** A value from an in-process engine, or a promise from any other engine. */
export type Awaitable<T> = T | Promise<T>;

const runners = new WeakMap<Db, PreparedRunner>();

/** Runs a handle's prepared queries with this runner. An engine calls it for every handle that it returns. */
export function useRunner(db: Db, runner: PreparedRunner): void {
  runners.set(db, runner);
}

function runnerOf(db: Db): PreparedRunner {
  const runner = runners.get(db);
  if (!runner) throw new Error("this handle does not come from an engine");
  return runner;
}

/**
 * A query that is built and compiled once. `build` gets placeholders for the parameters and may only place them in the query,
 * not inspect them. Takes a third of the time of building the query for each call.
 */
export function prepared<Parameters extends readonly unknown[], Row>(
  build: (db: Db, ...parameters: Parameters) => Compilable<Row>,
): (db: Db, ...parameters: Parameters) => Awaitable<Row[]> {
  const plan = perEngine((compiler, count: number) =>
    planFor((placeholders) => build(compiler, ...(placeholders as unknown as Parameters)), count),
  );
  return (db, ...parameters) => {
    const runner = runnerOf(db);
    const { query, fill } = plan(runner.compiler, parameters.length);
    return runner.rows(query, fill(parameters)) as Awaitable<Row[]>;
  };
}

/**
 * A prepared `insert` of several rows, with these columns and values that are the same in each row. Resolves to the id of the
 * last row. Two rows in one statement take a third less time than in two.
 */
export function preparedInsert<
  Table extends "meetings" | "holds" | "bookings" | "outbox",
  Column extends keyof Insertable<Tables[Table]> & string,
>(
  table: Table,
  columns: readonly Column[],
  same: Partial<Record<keyof Insertable<Tables[Table]>, RawBuilder<unknown>>> = {},
): (trx: Trx, ...rows: readonly Pick<Insertable<Tables[Table]>, Column>[]) => number | Promise<number> {
  const values = { ...Object.fromEntries(columns.map((column) => [column, column])), ...same };
  const statements = perEngine(() => new Map<number, string>());
  const statementFor = (compiler: Db, count: number) => {
    const rows = Array.from({ length: count }, () => values);
    return compiler
      .insertInto(table)
      .values(rows as never)
      .compile().sql;
  };
  return (trx, ...rows) => {
    const { compiler, insert } = runnerOf(trx);
    if (!insert) throw new Error("inserts are only allowed inside a transaction");
    const known = statements(compiler);
    const sql = known.get(rows.length) ?? statementFor(compiler, rows.length);
    known.set(rows.length, sql);
    const parameters: unknown[] = [];
    for (const row of rows) for (const column of columns) parameters.push(row[column]);
    return insert(sql, parameters);
  };
}

/** Builds a value once per engine; a process uses one engine. */
function perEngine<Arguments extends readonly unknown[], Made>(
  make: (compiler: Db, ...rest: Arguments) => Made,
): (compiler: Db, ...rest: Arguments) => Made {
  let last: { readonly compiler: Db; readonly made: Made } | undefined;
  return (compiler, ...rest) => {
    if (last?.compiler !== compiler) last = { compiler, made: make(compiler, ...rest) };
    return last.made;
  };
}

type Plan = {
  readonly query: CompiledQuery;
  readonly fill: (parameters: readonly unknown[]) => unknown[];
};

class Placeholder {
  constructor(readonly index: number) {}
}

function planFor(build: (placeholders: Placeholder[]) => Compilable, count: number): Plan {
  const query = build(Array.from({ length: count }, (_, index) => new Placeholder(index))).compile();
  const fill = (parameters: readonly unknown[]) =>
    query.parameters.map((value) => (value instanceof Placeholder ? parameters[value.index] : value));
  return { query, fill };
}
