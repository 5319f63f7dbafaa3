import { Database as BunDatabase, SQLiteError } from "bun:sqlite";
import { afterEach, beforeEach, expect, test } from "bun:test";
import { type Database, REFUSED, type Trx } from "../../src/db/database.ts";
import { openDatabase } from "../../src/db/sqlite/open.ts";
import { holdWriteLock } from "../support/lock-holder.ts";
import { temporaryFolder } from "../support/start-server.ts";

let folder: ReturnType<typeof temporaryFolder>;
let path: string;
let database: Database;
let failures: unknown[];

beforeEach(() => {
  folder = temporaryFolder();
  path = `${folder.path}/schedkit.db`;
  failures = [];
  database = openDatabase(path, { onHookError: (error) => failures.push(error) });
});
afterEach(() => {
  database.close();
  folder.remove();
});

const addHost = (trx: Trx, name: string) =>
  trx
    .insertInto("hosts")
    .values({ slug: name, name, email: name, time_zone: "UTC", created_at: 0, updated_at: 0 })
    .execute();

/** What another connection sees: committed data. */
function committed(): string[] {
  const other = new BunDatabase(path, { readonly: true });
  const slugs = other.query<{ slug: string }, []>("select slug from hosts order by id").all();
  other.close();
  return slugs.map(({ slug }) => slug);
}

test("a hook runs after the commit and before the result", async () => {
  const seen: unknown[] = [];
  await database
    .write(async (trx) => {
      trx.onCommit(() => seen.push(committed()));
      await addHost(trx, "ada");
    })
    .then(() => seen.push("answered"));
  expect(seen).toEqual([["ada"], "answered"]);
});

test("a throwing hook changes no result, and later hooks still run", async () => {
  const ran: string[] = [];
  const mistake = new Error("no metrics today");
  const answer = database.write(async (trx) => {
    trx.onCommit(() => {
      throw mistake;
    });
    trx.onCommit(() => ran.push("second"));
    await addHost(trx, "ada");
    return "kept";
  });
  const beside = database.write(async (trx) => {
    trx.onCommit(() => ran.push("beside"));
    return "kept too";
  });
  expect(await Promise.all([answer, beside])).toEqual(["kept", "kept too"]);
  expect(ran).toEqual(["second", "beside"]);
  expect(failures).toEqual([mistake]);
  expect(committed()).toEqual(["ada"]);
});

test("a throwing commit counter changes no result", async () => {
  const mistake = new Error("no counters today");
  const other = openDatabase(path, {
    onCommit: () => {
      throw mistake;
    },
    onHookError: (error) => failures.push(error),
  });
  await other.write((trx) => addHost(trx, "ada"));
  other.close();
  expect(committed()).toEqual(["ada"]);
  expect(failures).toEqual([mistake]);
});

test("hooks of a rolled-back write do not run; those of others do", async () => {
  const ran: string[] = [];
  const write = (name: string, fails: boolean) =>
    database.write(async (trx) => {
      trx.onCommit(() => ran.push(name));
      await addHost(trx, name);
      if (fails) throw new Error(name);
    });
  await Promise.allSettled([write("first", false), write("undone", true), write("last", false)]);
  expect(ran).toEqual(["first", "last"]);
  expect(committed()).toEqual(["first", "last"]);
});

test("a hook runs once, however often its write is retried", async () => {
  const holder = await holdWriteLock(path);
  let ran = 0;
  const write = database.write(async (trx) => {
    trx.onCommit(() => (ran += 1));
    await addHost(trx, "late");
  });
  for (let ticks = 0; ticks < 20; ticks++) await new Promise((resolve) => setTimeout(resolve, 1));
  expect(ran).toBe(0);
  await holder.release();
  await write;
  expect(ran).toBe(1);
});

test("a hook may write", async () => {
  const { promise, resolve } = Promise.withResolvers<unknown>();
  await database.write(async (trx) => {
    trx.onCommit(() => resolve(database.write((next) => addHost(next, "follower"))));
    await addHost(trx, "ada");
  });
  await promise;
  expect(committed()).toEqual(["ada", "follower"]);
});

test("a refused attempt undoes only itself, and other errors pass", async () => {
  const outcome = await database.write(async (trx) => {
    await addHost(trx, "ada");
    const again = await trx.attempt("unique", () => addHost(trx, "ada"));
    const broken = await trx.attempt("overlap", () => addHost(trx, "ada")).catch((error: unknown) => error);
    await addHost(trx, "grace");
    return { again, broken };
  });
  expect(outcome.again).toBe(REFUSED);
  expect(outcome.broken).toBeInstanceOf(SQLiteError);
  expect(committed()).toEqual(["ada", "grace"]);
});
