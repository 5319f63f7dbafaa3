import { type Database as BunDatabase, SQLiteError } from "bun:sqlite";
import { beforeEach, describe, expect, test } from "bun:test";
import fc from "fast-check";
import { bookingStatuses } from "../../src/domain/booking.ts";
import { isOverlap } from "../../src/db/sqlite/errors.ts";
import { proof } from "../support/proof.ts";
import { addTwoHosts, type Hold, insertHold, rawDatabase } from "../support/raw-database.ts";

let raw: BunDatabase;

beforeEach(() => {
  raw = rawDatabase();
  addTwoHosts(raw);
});

const hold = (id: number, busy_from: number, busy_until: number, changes: Partial<Hold> = {}): Hold => ({
  id,
  host_id: 1,
  status: "confirmed",
  busy_from,
  busy_until,
  ...changes,
});

/** The columns that a row must have, in the order in which rows are copied here. */
const COPIED = `id, host_id, event_type_id, uid, sequence, status, requires_confirmation, attendee_name, attendee_email,
  attendee_time_zone, answers, starts_at, ends_at, busy_from, busy_until, created_at, updated_at`;

/** True when the database took the change, false when its trigger refused it. */
function taken(change: () => void): boolean {
  try {
    change();
    return true;
  } catch (error) {
    if (isOverlap(error)) return false;
    throw error;
  }
}

const insert = (one: Hold) => taken(() => insertHold(raw, one));
const update = (set: string, id: number) =>
  taken(() => raw.run(`update bookings set ${set} where id = ?`, [id]));
const holds = (of: BunDatabase) =>
  of.query<Hold, []>("select id, host_id, status, busy_from, busy_until from bookings order by id").all();

describe("inserts", () => {
  beforeEach(() => insertHold(raw, hold(1, 100, 200)));

  test.each([
    ["the same time", 100, 200, false],
    ["the first part", 50, 101, false],
    ["the last part", 199, 250, false],
    ["a part within", 120, 130, false],
    ["all around it", 0, 1_000, false],
    ["the time until it", 50, 100, true],
    ["the time from its end", 200, 250, true],
    ["another time", 300, 400, true],
  ])("%s, from %d to %d: taken is %p", (_what, from, until, expected) => {
    expect(insert(hold(2, from, until))).toBe(expected);
    expect(insert(hold(3, from, until, { status: "pending" }))).toBe(false);
  });

  test("what is declined or cancelled takes no time", () => {
    expect(insert(hold(2, 100, 200, { status: "cancelled" }))).toBe(true);
    expect(insert(hold(3, 100, 200, { status: "declined" }))).toBe(true);
  });

  test("another host has another calendar", () =>
    expect(insert(hold(2, 100, 200, { host_id: 2 }))).toBe(true));

  test("a pending booking holds its time as a confirmed one does", () => {
    raw.run("update bookings set status = 'pending'");
    expect(insert(hold(2, 150, 160))).toBe(false);
  });

  test("buffers count, and may be neither negative nor unknown", () => {
    const buffered = (from: number | null, until: number | null) =>
      taken(() =>
        raw.run(
          `insert into bookings (${COPIED}) select 2, host_id, event_type_id, 'two', 0, status, 0, '', '', '', '[]',
             210, 220, ?, ?, 0, 0 from bookings`,
          [from, until],
        ),
      );
    expect(buffered(199, 220)).toBe(false);
    expect(() => buffered(211, 220)).toThrow(SQLiteError);
    expect(() => buffered(210, 219)).toThrow(SQLiteError);
    expect(() => buffered(null, 220)).toThrow(SQLiteError);
    expect(() => buffered(210, null)).toThrow(SQLiteError);
    expect(buffered(200, 230)).toBe(true);
  });

  test("many rows in one statement are judged one after the other, and none stays of a refused statement", () => {
    const copies = (gap: number) =>
      taken(() =>
        raw.run(
          `insert into bookings (${COPIED}) select id + n, host_id, event_type_id, 'copy' || n, 0, status, 0, '', '', '', '[]',
             starts_at + ?1 * n, ends_at + ?1 * n, busy_from + ?1 * n, busy_until + ?1 * n, 0, 0
           from bookings, (select 1 as n union select 2 union select 3)`,
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
    expect(holds(raw)).toEqual([hold(1, 100, 200)]);
  });
});

describe("updates", () => {
  beforeEach(() => {
    insertHold(raw, hold(1, 100, 200));
    insertHold(raw, hold(2, 300, 400));
    insertHold(raw, hold(3, 100, 200, { status: "cancelled" }));
    insertHold(raw, hold(4, 100, 200, { host_id: 2 }));
  });

  test("a move onto another booking is refused, onto its own time and beside another it is not", () => {
    expect(update("busy_until = 301", 1)).toBe(false);
    expect(update("busy_from = 199", 2)).toBe(false);
    expect(update("busy_from = 150, starts_at = 150, ends_at = 250, busy_until = 250", 1)).toBe(true);
    expect(update("busy_until = 300", 1)).toBe(true);
  });

  test("what was cancelled lives again only where the time is still free", () => {
    expect(update("status = 'confirmed'", 3)).toBe(false);
    expect(update("status = 'pending'", 3)).toBe(false);
    expect(update("status = 'declined'", 1)).toBe(true);
    expect(update("status = 'confirmed'", 3)).toBe(true);
    expect(update("status = 'confirmed'", 1)).toBe(false);
  });

  test("a booking given to another host has to fit there", () => {
    expect(update("host_id = 1, event_type_id = 1", 4)).toBe(false);
    expect(update("host_id = 2", 2)).toBe(true);
  });

  test("every way of updating is refused alike", () => {
    for (const verb of ["update or ignore", "update or replace", "update or fail", "update or rollback"])
      expect(taken(() => raw.run(`${verb} bookings set busy_from = 150 where id = 2`))).toBe(false);
    const upsert = () =>
      raw.run(
        `insert into bookings select * from bookings where id = 3
         on conflict (id) do update set status = 'confirmed'`,
      );
    expect(taken(upsert)).toBe(false);
    expect(holds(raw).map(({ busy_from, status }) => [busy_from, status])).toEqual([
      [100, "confirmed"],
      [300, "confirmed"],
      [100, "cancelled"],
      [100, "confirmed"],
    ]);
  });

  test("what does not touch the time is not judged by it", () => {
    expect(update("host_notes = 'bring cake', updated_at = 1", 1)).toBe(true);
  });

  test("moving several at once never leaves an overlap", () => {
    const shift = (by: number) =>
      taken(() =>
        raw.run(
          `update bookings set starts_at = starts_at + ?1, ends_at = ends_at + ?1, busy_from = busy_from + ?1,
             busy_until = busy_until + ?1 where status = 'confirmed'`,
          [by],
        ),
      );
    expect(shift(50)).toBe(true);
    expect(holds(raw).map(({ busy_from }) => busy_from)).toEqual([150, 350, 100, 150]);
  });
});

type Change =
  | { readonly kind: "insert" | "update"; readonly hold: Hold }
  | { readonly kind: "delete"; readonly hold: Hold };

const aChange: fc.Arbitrary<Change> = fc.record({
  kind: fc.constantFrom("insert", "insert", "update", "update", "delete"),
  hold: fc
    .record({
      id: fc.integer({ min: 1, max: 12 }),
      host_id: fc.constantFrom(1, 1, 2),
      status: fc.constantFrom("confirmed", ...bookingStatuses),
      busy_from: fc.integer({ min: 0, max: 40 }),
      length: fc.integer({ min: 1, max: 9 }),
    })
    .map(({ length, ...rest }) => ({ ...rest, busy_until: rest.busy_from + length })),
});

/** What a calendar on paper does: it looks at every other booking. */
function fits(calendar: ReadonlyMap<number, Hold>, one: Hold): boolean {
  const isLive = ({ status }: Hold) => status === "pending" || status === "confirmed";
  return [...calendar.values()].every(
    (other) =>
      other.id === one.id ||
      other.host_id !== one.host_id ||
      !isLive(other) ||
      !isLive(one) ||
      other.busy_until <= one.busy_from ||
      one.busy_until <= other.busy_from,
  );
}

proof(
  "whatever is written in whatever order, the database takes what a calendar on paper would",
  200,
  fc.property(fc.array(aChange, { minLength: 5, maxLength: 60 }), (changes) => {
    const raw = rawDatabase();
    addTwoHosts(raw);
    const calendar = new Map<number, Hold>();
    for (const { kind, hold } of changes) {
      const exists = calendar.has(hold.id);
      if (kind === "delete") {
        raw.run("delete from bookings where id = ?", [hold.id]);
        calendar.delete(hold.id);
      } else if ((kind === "insert") !== exists) {
        const done = taken(() => (kind === "insert" ? insertHold(raw, hold) : replaceHold(raw, hold)));
        expect(done).toBe(fits(calendar, hold));
        if (done) calendar.set(hold.id, hold);
      }
    }
    expect(holds(raw)).toEqual([...calendar.values()].toSorted((a, b) => a.id - b.id));
    raw.close();
  }),
);

function replaceHold(raw: BunDatabase, { id, host_id, status, busy_from, busy_until }: Hold): void {
  raw.run(
    `update bookings set host_id = ?, event_type_id = host_id, status = ?, starts_at = ?3, ends_at = ?4,
       busy_from = ?3, busy_until = ?4 where id = ?5`,
    [host_id, status, busy_from, busy_until, id],
  );
}
