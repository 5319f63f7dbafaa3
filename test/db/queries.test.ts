import { Database as BunDatabase, type SQLQueryBindings } from "bun:sqlite";
import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import type { CompiledQuery } from "kysely";
import { busyDuring, findBooking } from "../../src/db/queries/bookings.ts";
import { type Db, prepared } from "../../src/db/prepared.ts";
import { aBooking, aHost, anEventType } from "../support/builders.ts";
import { addTwoHosts, insertHold, rawDatabase } from "../support/raw-database.ts";
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
        is.or([is("attendee_name", "=", name), is("busy_from", "=", from), is("status", "=", "pending")]),
      )
      .orderBy("id");
  const run = prepared(build);

  test("finds what the same query finds when it is built for each call", async () => {
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

  test("works in the transaction of a write as it does outside", async () => {
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

describe("busyDuring", () => {
  test("finds what touches the window, whoever begins before it, and leaves out the rest", async () => {
    const { database, path } = file;
    const host = await aHost(database);
    const eventType = await anEventType(database, host);
    const raw = new BunDatabase(path);
    const at = (id: number, busy_from: number, busy_until: number, status = "confirmed") =>
      insertHold(raw, { id, host_id: host.id, status, busy_from, busy_until });
    expect(eventType.id).toBe(host.id);
    at(1, 0, 100);
    at(2, 100, 500);
    at(3, 500, 600, "pending");
    at(4, 600, 700, "cancelled");
    at(5, 800, 900);
    raw.close();
    const touching = async (start: number, end: number, except?: number) =>
      (await busyDuring(database.read, host.id, { start, end }, except))
        .filter((one) => one.start < end && start < one.end)
        .map((one) => `${one.start}-${one.end}`);
    expect(await touching(200, 300)).toEqual(["100-500"]);
    expect(await touching(100, 501)).toEqual(["100-500", "500-600"]);
    expect(await touching(499, 801)).toEqual(["100-500", "500-600", "800-900"]);
    expect(await touching(600, 800)).toEqual([]);
    expect(await touching(499, 801, 3)).toEqual(["100-500", "800-900"]);
    expect(await touching(150, 160, 2)).toEqual([]);
    expect(await touching(99, 160, 2)).toEqual(["0-100"]);
    expect(await busyDuring(database.read, host.id + 1, { start: 0, end: 1_000 })).toEqual([]);
  });
});

describe("what decides about an overlap", () => {
  /** The steps that SQLite takes, one line each. */
  function planOf(raw: BunDatabase, text: string, parameters: SQLQueryBindings[]): string[] {
    const steps = raw
      .query<{ detail: string }, SQLQueryBindings[]>(`explain query plan ${text}`)
      .all(...parameters);
    return steps.map(({ detail }) => detail);
  }

  test.each([["no_overlap_on_insert"], ["no_overlap_on_update"]])(
    "in %s takes one step in the index",
    (trigger) => {
      const raw = rawDatabase();
      const { sql } = raw
        .query<{ sql: string }, [string]>("select sql from sqlite_schema where name = ?")
        .get(trigger)!;
      const [, lookup] = /where \(\s*(select busy_until.*?limit 1)\s*\)/s.exec(sql)!;
      const plan = planOf(raw, lookup!.replaceAll(/(new|old)\.\w+/g, "7"), []);
      expect(plan).toEqual([
        expect.stringMatching(
          /^SEARCH bookings USING .*INDEX live_bookings \(host_id=\? AND busy_from<\?\)$/,
        ),
      ]);
    },
  );

  test("in busyDuring searches the index of live bookings and sorts nothing", async () => {
    const asked: CompiledQuery[] = [];
    const executeQuery = async (query: CompiledQuery) => {
      asked.push(query);
      return { rows: [] };
    };
    await busyDuring({ executeQuery } as unknown as Db, 1, { start: 10, end: 20 });
    const { sql, parameters } = asked[0]!;
    const plan = planOf(rawDatabase(), sql, parameters as SQLQueryBindings[]);
    const searches = plan.filter((step) => step.startsWith("SEARCH"));
    expect(searches).toHaveLength(2);
    for (const search of searches) expect(search).toContain("INDEX live_bookings (host_id=? AND busy_from");
    expect(plan.join()).not.toMatch(/SCAN bookings|TEMP B-TREE/);
  });

  test("takes no longer for a host with a history", () => {
    expect(microsecondsToBook(20_000)).toBeLessThan(8 * microsecondsToBook(100) + 20);
  });

  /** How long the fastest of many bookings takes that is made (and undone) amid so many others. */
  function microsecondsToBook(history: number): number {
    const raw = rawDatabase();
    addTwoHosts(raw);
    const at = (id: number, from: number) =>
      ({ id, host_id: 1, status: "confirmed", busy_from: from, busy_until: from + 30 }) as const;
    raw.transaction(() => {
      for (let id = 1; id <= history; id++) insertHold(raw, at(id, id * 60));
    })();
    const times = Array.from({ length: 50 }, (_, n) => {
      raw.run("begin");
      const began = performance.now();
      insertHold(raw, at(history + 1, Math.floor((history * n) / 50) * 60 + 30));
      const took = performance.now() - began;
      raw.run("rollback");
      return took * 1000;
    });
    raw.close();
    return Math.min(...times);
  }
});
