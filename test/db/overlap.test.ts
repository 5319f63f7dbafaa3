import { type Database as BunDatabase, SQLiteError } from "bun:sqlite";
import { beforeEach, describe, expect, test } from "bun:test";
import fc from "fast-check";
import { isRefusedBy } from "../../src/db/sqlite/errors.ts";
import { proof } from "../support/proof.ts";
import { addTwoHosts, type Hold, insertHold, rawDatabase } from "../support/raw-database.ts";

let raw: BunDatabase;

beforeEach(() => {
  raw = emptyCalendars();
});

/** Two hosts, and meetings 1 to 12 without holds. */
function emptyCalendars(): BunDatabase {
  const database = rawDatabase();
  addTwoHosts(database);
  for (let id = 1; id <= 12; id++) database.run("insert into meetings values (?, 1, 0, 1, null, 0)", [id]);
  return database;
}

const hold = (
  meeting_id: number | null,
  busy_from: number,
  busy_until: number,
  changes: Partial<Hold> = {},
): Hold => ({ host_id: 1, busy_from, busy_until, meeting_id, ...changes });

/** Returns whether the database accepted a change instead of refusing it with its trigger. */
function taken(change: () => void): boolean {
  try {
    change();
    return true;
  } catch (error) {
    if (isRefusedBy("overlap", error)) return false;
    throw error;
  }
}

const insert = (one: Hold) => taken(() => insertHold(raw, one));
const update = (set: string, meeting: number) =>
  taken(() => raw.run(`update holds set ${set} where meeting_id = ?`, [meeting]));
const holds = (of: BunDatabase) =>
  of
    .query<Hold, []>(
      "select host_id, busy_from, busy_until, meeting_id from holds order by host_id, busy_from",
    )
    .all();

describe("inserts", () => {
  beforeEach(() => insertHold(raw, hold(1, 100, 200)));

  test.each([
    ["the same time", 100, 200, false],
    ["the first part", 50, 101, false],
    ["the last part", 199, 250, false],
    ["a part within", 120, 130, false],
    ["all around it", 0, 1_000, false],
    ["the same start, shorter", 100, 150, false],
    ["the time until it", 50, 100, true],
    ["the time from its end", 200, 250, true],
    ["another time", 300, 400, true],
  ])("%s, from %d to %d: accepted is %p", (_what, from, until, expected) => {
    expect(insert(hold(2, from, until))).toBe(expected);
    expect(insert(hold(null, from, until))).toBe(false);
  });

  test("hosts have separate calendars", () => expect(insert(hold(1, 100, 200, { host_id: 2 }))).toBe(true));

  test("holds without a meeting or with an expiry block their time too", () => {
    raw.run("insert into holds (host_id, busy_from, busy_until, expires_at) values (1, 300, 400, 0)");
    expect(insert(hold(2, 350, 450))).toBe(false);
  });

  test("a meeting has one hold per host, with a positive length", () => {
    expect(() => insertHold(raw, hold(1, 300, 400))).toThrow(SQLiteError);
    expect(() => insertHold(raw, hold(2, 400, 400))).toThrow(SQLiteError);
    expect(() => insertHold(raw, hold(2, 400, 399))).toThrow(SQLiteError);
    expect(() => insertHold(raw, hold(99, 400, 500))).toThrow(SQLiteError);
  });

  test("several rows in one statement are checked in order, all or nothing", () => {
    const copies = (gap: number) =>
      taken(() =>
        raw.run(
          `insert into holds (host_id, busy_from, busy_until)
           select host_id, busy_from + ?1 * n, busy_until + ?1 * n
           from holds, (select 1 as n union select 2 union select 3)`,
          [gap],
        ),
      );
    expect(copies(99)).toBe(false);
    expect(holds(raw)).toHaveLength(1);
    expect(copies(100)).toBe(true);
    expect(holds(raw)).toHaveLength(4);
  });

  test.each([
    ["insert or ignore"],
    ["insert or replace"],
    ["insert or fail"],
    ["insert or rollback"],
    ["replace"],
  ])("%s is refused too", (verb) => {
    expect(taken(() => insertHold(raw, hold(2, 150, 250), verb))).toBe(false);
    expect(taken(() => insertHold(raw, hold(2, 100, 120), verb))).toBe(false);
    expect(holds(raw)).toEqual([hold(1, 100, 200)]);
  });
});

describe("updates", () => {
  beforeEach(() => {
    insertHold(raw, hold(1, 100, 200));
    insertHold(raw, hold(2, 300, 400));
    insertHold(raw, hold(4, 100, 200, { host_id: 2 }));
  });

  test("an overlapping update is refused, an adjacent one is not", () => {
    expect(update("busy_until = 301", 1)).toBe(false);
    expect(update("busy_from = 199", 2)).toBe(false);
    expect(update("busy_from = 100, busy_until = 150", 2)).toBe(false);
    expect(update("busy_from = 150, busy_until = 250", 1)).toBe(true);
    expect(update("busy_until = 300", 1)).toBe(true);
  });

  test("a hold given to another host must not overlap there", () => {
    expect(update("host_id = 1", 4)).toBe(false);
    expect(update("host_id = 2", 2)).toBe(true);
  });

  test("every form of update is checked", () => {
    for (const verb of ["update or ignore", "update or replace", "update or fail", "update or rollback"])
      expect(taken(() => raw.run(`${verb} holds set busy_from = 150 where meeting_id = 2`))).toBe(false);
    const upsert = () =>
      raw.run(
        `insert into holds (host_id, busy_from, busy_until) values (1, 300, 400)
         on conflict (host_id, busy_from) do update set busy_from = 150`,
      );
    expect(taken(upsert)).toBe(false);
    expect(holds(raw).map(({ busy_from }) => busy_from)).toEqual([100, 300, 100]);
  });

  test("updates of other columns are not checked", () => {
    expect(update("expires_at = 1", 1)).toBe(true);
  });

  test("moving several holds never leaves an overlap", () => {
    const shift = (by: number) =>
      taken(() => raw.run("update holds set busy_from = busy_from + ?1, busy_until = busy_until + ?1", [by]));
    expect(shift(50)).toBe(true);
    expect(holds(raw).map(({ busy_from }) => busy_from)).toEqual([150, 350, 150]);
  });
});

type Change = { readonly kind: "insert" | "update" | "delete"; readonly hold: Hold };

const aChange: fc.Arbitrary<Change> = fc.record({
  kind: fc.constantFrom("insert", "insert", "update", "update", "delete"),
  hold: fc
    .record({
      meeting_id: fc.integer({ min: 1, max: 12 }),
      host_id: fc.constantFrom(1, 1, 2),
      busy_from: fc.integer({ min: 0, max: 40 }),
      length: fc.integer({ min: 1, max: 9 }),
    })
    .map(({ length, ...rest }) => ({ ...rest, busy_until: rest.busy_from + length })),
});

/** The naive check: compares with every other hold. */
function fits(calendar: ReadonlyMap<number, Hold>, one: Hold): boolean {
  return [...calendar.values()].every(
    (other) =>
      other.meeting_id === one.meeting_id ||
      other.host_id !== one.host_id ||
      other.busy_until <= one.busy_from ||
      one.busy_until <= other.busy_from,
  );
}

proof(
  "the database accepts exactly the holds that a naive check would",
  200,
  fc.property(fc.array(aChange, { minLength: 5, maxLength: 60 }), (changes) => {
    const raw = emptyCalendars();
    const calendar = new Map<number, Hold>();
    for (const { kind, hold } of changes) {
      const id = hold.meeting_id!;
      if (kind === "delete") {
        raw.run("delete from holds where meeting_id = ?", [id]);
        calendar.delete(id);
      } else if ((kind === "insert") !== calendar.has(id)) {
        const done = taken(() => (kind === "insert" ? insertHold(raw, hold) : rescheduleHold(raw, hold)));
        expect(done).toBe(fits(calendar, hold));
        if (done) calendar.set(id, hold);
      }
    }
    const expected = [...calendar.values()].toSorted(
      (a, b) => a.host_id - b.host_id || a.busy_from - b.busy_from,
    );
    expect(holds(raw)).toEqual(expected);
    raw.close();
  }),
);

function rescheduleHold(raw: BunDatabase, { host_id, busy_from, busy_until, meeting_id }: Hold): void {
  raw.run("update holds set host_id = ?, busy_from = ?, busy_until = ? where meeting_id = ?", [
    host_id,
    busy_from,
    busy_until,
    meeting_id,
  ]);
}
