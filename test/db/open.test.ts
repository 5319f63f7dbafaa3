import { afterEach, beforeEach, expect, test } from "bun:test";
import { Database as BunDatabase } from "bun:sqlite";
import { copyFileSync, readdirSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import { sql } from "kysely";
import { openDatabase } from "../../src/db/sqlite/open.ts";
import { type TemporaryDatabase, temporaryDatabase } from "../support/temporary-database.ts";

let file: TemporaryDatabase;

beforeEach(() => {
  file = temporaryDatabase();
});
afterEach(() => file.remove());

async function pragma(name: string): Promise<unknown> {
  const { rows } = await sql<Record<string, unknown>>`${sql.raw(`pragma ${name}`)}`.execute(
    file.database.read,
  );
  return Object.values(rows[0]!)[0];
}

test.each([
  ["journal_mode", "wal", "readers and a writer do not wait for each other"],
  ["synchronous", 2, "a commit is on disk when it returns"],
  ["foreign_keys", 1, "foreign keys are enforced"],
  ["busy_timeout", 0, "the event loop never blocks on another process's lock"],
])("%s is %p: %s", async (name, value) => {
  expect(await pragma(name)).toBe(value);
});

test("a dangling reference is refused", async () => {
  const orphan = file.database.write((trx) =>
    sql`insert into schedules values (1, 99, 'Hours', 'UTC', '[]', '[]', 1, 0, 0)`.execute(trx),
  );
  expect(await orphan.catch((error: Error) => error.message)).toContain("FOREIGN KEY");
});

/** Inserts a host created at this SQL literal. */
const insertJane = (createdAt: string) =>
  sql`insert into hosts (id, slug, name, email, time_zone, created_at, updated_at)
    values (1, 'jane', 'Jane', 'jane@example.com', 'UTC', ${sql.raw(createdAt)}, 0)`;

test("columns only accept their own type", async () => {
  const mistyped = file.database.write((trx) => insertJane("'today'").execute(trx));
  expect(await mistyped.catch((error: Error) => error.message)).toContain("cannot store TEXT value");
});

test("deleted rows leave no bytes in the file", async () => {
  const { database, path } = file;
  const name = "Zebulon Quillfeather, who wants to be forgotten";
  await database.write((trx) => insertJane("0").execute(trx));
  await database.write((trx) => trx.updateTable("hosts").set({ name }).execute());
  await database.write((trx) =>
    trx
      .insertInto("time_off")
      .values(
        Array.from({ length: 500 }, () => ({
          host_id: 1,
          starts_at: 0,
          ends_at: 1,
          reason: name,
          created_at: 0,
        })),
      )
      .execute(),
  );
  await database.discardOldPages();
  expect(readFileSync(path).includes(name)).toBe(true);
  await database.write((trx) => trx.deleteFrom("time_off").execute());
  await database.write((trx) => trx.updateTable("hosts").set({ name: "Jane" }).execute());
  await database.discardOldPages();
  expect(readFileSync(path).includes(name)).toBe(false);
});

test("reopening finds the data", async () => {
  await file.database.write((trx) => insertJane("0").execute(trx));
  const again = openDatabase(file.path);
  expect(await again.read.selectFrom("hosts").select("slug").execute()).toEqual([{ slug: "jane" }]);
  again.close();
});

test("closing the last process leaves a single file", async () => {
  const { database, path } = file;
  const other = openDatabase(path);
  await database.write((trx) => insertJane("0").execute(trx));
  database.close();
  expect(await other.read.selectFrom("hosts").select("slug").execute()).toEqual([{ slug: "jane" }]);
  other.close();
  expect(readdirSync(dirname(path))).toEqual(["schedkit.db"]);
  copyFileSync(path, `${path}.copy`);
  const copy = openDatabase(`${path}.copy`);
  expect(await copy.read.selectFrom("hosts").select("slug").execute()).toEqual([{ slug: "jane" }]);
  copy.close();
});

test("bun:sqlite runs every statement of a migration", () => {
  const raw = new BunDatabase(":memory:");
  raw.run("create table a (n); create table b (n); insert into a values (1); insert into b values (2);");
  expect(raw.query("select a.n as a, b.n as b from a, b").get()).toEqual({ a: 1, b: 2 });
  expect(() => raw.run("insert into a values (3); insert into nowhere values (4)")).toThrow("nowhere");
});
