import type { Database as BunDatabase } from "bun:sqlite";
import { afterEach, beforeEach, expect, test } from "bun:test";
import { addTwoHosts, rawDatabase } from "../support/raw-database.ts";

let raw: BunDatabase;

beforeEach(() => {
  raw = rawDatabase();
  addTwoHosts(raw);
  enter("insert");
  enter("insert");
});
afterEach(() => raw.close());

function enter(verb: string, id: number | null = null): void {
  raw.run(
    `${verb} into audit (id, host_id, at, actor, action, subject_id, count, changes)
     values (?, 1, 0, 'operator', 'host.updated', 1, 1, '[]')`,
    [id],
  );
}

const rows = () => raw.query("select * from audit").all();

test.each([
  ["update", "update audit set at = 1 where id = 1"],
  ["update of the number", "update audit set id = 9 where id = 1"],
  ["delete", "delete from audit where id = 2"],
  ["delete of all", "delete from audit"],
  ["update or replace", "update or replace audit set id = 1 where id = 2"],
  ["delete of the host", "delete from hosts where id = 1"],
])("the database refuses an %s of audit entries", (_verb, statement) => {
  const before = rows();
  expect(() => raw.run(statement)).toThrow();
  expect(rows()).toEqual(before);
});

test.each(["insert or replace", "replace", "insert or ignore", "insert"])(
  "%s cannot replace an entry",
  (verb) => {
    const before = rows();
    expect(() => enter(verb, 1)).toThrow();
    expect(rows()).toEqual(before);
  },
);

test("an entry is appended", () => {
  enter("insert");
  expect(rows()).toMatchObject([{ id: 1 }, { id: 2 }, { id: 3 }]);
});
