import { Database as BunDatabase, type SQLQueryBindings } from "bun:sqlite";
import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import type { Db, Trx } from "../../src/db/database.ts";
import { findBooking } from "../../src/db/queries/bookings/bookings.ts";
import { requestsToDecide } from "../../src/db/queries/bookings/bookings.ts";
import { deleteExpiredHolds, holdsDuring } from "../../src/db/queries/bookings/holds.ts";
import { prepared } from "../../src/db/prepared.ts";
import { aBooking, aHost, anEventType } from "../support/builders.ts";
import { addTwoHosts, insertHold, rawDatabase } from "../support/raw-database.ts";
import { askedBy } from "../support/asked-queries.ts";
import { type TemporaryDatabase, temporaryDatabase } from "../support/temporary-database.ts";

let file: TemporaryDatabase;

beforeEach(() => {
  file = temporaryDatabase();
});
afterEach(() => file.remove());

describe("a prepared query", () => {
  const build = (db: Db, from: number, name: string, until: number) =>
    db
      .selectFrom("bookings")
      .select((one) => ["id", one.val(name).as("name"), one.val(from).as("from")])
      .where("starts_at", "<", until)
      .where("starts_at", ">=", from)
      .where((is) =>
        is.or([is("attendee_name", "=", name), is("ends_at", "=", from), is("status", "=", "pending")]),
      )
      .orderBy("id");
  const run = prepared(build);

  test("finds the same rows as one built for each call", async () => {
    const { database } = file;
    const eventType = await anEventType(database, await aHost(database));
    const starts = [1, 2, 3, 4, 5].map((n) => n * 3_600_000);
    for (const starts_at of starts)
      await aBooking(database, eventType, { starts_at, attendee_name: `at ${starts_at}` });
    for (const from of [0, ...starts])
      for (const until of [...starts, 1e9])
        for (const name of ["at 7200000", "'; drop table bookings; --"])
          expect(await run(database.read, from, name, until)).toEqual(
            await build(database.read, from, name, until).execute(),
          );
    expect(await run(database.read, 0, "at 7200000", 1e9)).toHaveLength(1);
  });

  test("works inside a transaction and outside", async () => {
    const { database } = file;
    const eventType = await anEventType(database, await aHost(database));
    const booking = await aBooking(database, eventType);
    const inside = await database.write(async (trx) => {
      await trx.updateTable("bookings").set({ attendee_name: "Eve" }).execute();
      return findBooking(trx, booking.id);
    });
    expect(inside?.attendee_name).toBe("Eve");
    expect(await findBooking(database.read, booking.id)).toEqual(inside);
  });
});

describe("holdsDuring", () => {
  const NOW = 1_000;

  test("finds every hold that touches the window, and no other", async () => {
    const { database, path } = file;
    const host = await aHost(database);
    const eventType = await anEventType(database, host);
    const raw = new BunDatabase(path);
    for (const id of [1, 2, 3, 5])
      raw.run("insert into meetings values (?, ?, 0, 1, null, 0)", [id, eventType.id]);
    const at = (meeting_id: number | null, busy_from: number, busy_until: number) =>
      insertHold(raw, { host_id: host.id, busy_from, busy_until, meeting_id });
    at(1, 0, 100);
    at(2, 100, 500);
    at(3, 500, 600);
    at(5, 800, 900);
    raw.close();
    const touching = async (start: number, end: number, except?: number) =>
      (await holdsDuring(database.read, host.id, { start, end }, NOW, except))
        .filter((one) => one.start < end && start < one.end)
        .map((one) => `${one.start}-${one.end}`);
    expect(await touching(200, 300)).toEqual(["100-500"]);
    expect(await touching(100, 501)).toEqual(["100-500", "500-600"]);
    expect(await touching(499, 801)).toEqual(["100-500", "500-600", "800-900"]);
    expect(await touching(600, 800)).toEqual([]);
    expect(await touching(499, 801, 3)).toEqual(["100-500", "800-900"]);
    expect(await touching(150, 160, 2)).toEqual([]);
    expect(await touching(99, 160, 2)).toEqual(["0-100"]);
    expect(await holdsDuring(database.read, host.id + 1, { start: 0, end: 1_000 }, NOW)).toEqual([]);
  });

  test("ignores expired holds, and returns when others expire", async () => {
    const { database } = file;
    const { id } = await aHost(database);
    const hold = (busy_from: number, expires_at: number) =>
      database.write((trx) =>
        trx
          .insertInto("holds")
          .values({ host_id: id, busy_from, busy_until: busy_from + 50, meeting_id: null, expires_at })
          .execute(),
      );
    await hold(100, NOW);
    await hold(150, NOW + 1);
    const window = { start: 0, end: 500 };
    expect(await holdsDuring(database.read, id, window, NOW)).toEqual([
      { start: 150, end: 200, expires_at: NOW + 1 },
    ]);
  });
});

describe("the overlap check", () => {
  /** SQLite's query plan, one line per step. */
  function planOf(raw: BunDatabase, text: string, parameters: SQLQueryBindings[]): string[] {
    const steps = raw
      .query<{ detail: string }, SQLQueryBindings[]>(`explain query plan ${text}`)
      .all(...parameters);
    return steps.map(({ detail }) => detail);
  }

  test.each([["holds_do_not_overlap"], ["holds_do_not_overlap_when_changed"]])(
    "in %s takes one index step",
    (trigger) => {
      const raw = rawDatabase();
      const { sql } = raw
        .query<{ sql: string }, [string]>("select sql from sqlite_schema where name = ?")
        .get(trigger)!;
      const [, lookup] = /where \(\s*(select busy_until.*?limit 1)\s*\)/s.exec(sql)!;
      const plan = planOf(raw, lookup!.replaceAll(/(new|old)\.\w+/g, "7"), []);
      expect(plan).toEqual([
        expect.stringMatching(/^SEARCH holds USING PRIMARY KEY \(host_id=\? AND busy_from<\?\)$/),
      ]);
    },
  );

  test("in holdsDuring searches the primary key and sorts nothing", async () => {
    const { sql, parameters } = await askedBy(async (db) => holdsDuring(db, 1, { start: 10, end: 20 }, 0));
    const plan = planOf(rawDatabase(), sql, parameters as SQLQueryBindings[]);
    const searches = plan.filter((step) => step.startsWith("SEARCH"));
    expect(searches).toHaveLength(2);
    for (const search of searches) expect(search).toContain("PRIMARY KEY (host_id=? AND busy_from");
    expect(plan.join()).not.toMatch(/SCAN holds|TEMP B-TREE/);
  });

  test("deleting expired holds searches only those with an expiry", async () => {
    const { sql, parameters } = await askedBy((db) => deleteExpiredHolds(db as Trx, 1, 0));
    const plan = planOf(rawDatabase(), sql, parameters as SQLQueryBindings[]);
    expect(plan.join()).toContain("INDEX holds_by_expiry (host_id=? AND expires_at<?)");
  });

  test("finding overdue requests searches the pending ones in order", async () => {
    const { sql, parameters } = await askedBy((db) => requestsToDecide(db, 0, 50, 0));
    const plan = planOf(rawDatabase(), sql, parameters as SQLQueryBindings[]);
    expect(plan.join()).toContain("INDEX requests_to_decide (decide_by<?)");
    expect(plan.join()).not.toContain("TEMP B-TREE");
  });

  test("takes no longer for a host with a long history", () => {
    expect(microsecondsToBook(20_000)).toBeLessThan(8 * microsecondsToBook(100) + 20);
  });

  /** The fastest of many bookings, rolled back again, in a database with this many others. */
  function microsecondsToBook(history: number): number {
    const raw = rawDatabase();
    addTwoHosts(raw);
    const at = (from: number) => ({ host_id: 1, busy_from: from, busy_until: from + 30, meeting_id: null });
    raw.transaction(() => {
      for (let n = 1; n <= history; n++) insertHold(raw, at(n * 60));
    })();
    const times = Array.from({ length: 50 }, (_, n) => {
      raw.run("begin");
      const began = performance.now();
      insertHold(raw, at(Math.floor((history * n) / 50) * 60 + 30));
      const took = performance.now() - began;
      raw.run("rollback");
      return took * 1000;
    });
    raw.close();
    return Math.min(...times);
  }
});
