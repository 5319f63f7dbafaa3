import { Database as BunDatabase } from "bun:sqlite";
import { afterEach, beforeEach, describe, expect, setDefaultTimeout, test } from "bun:test";
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { migrate, schemaVersion } from "../../../src/db/sqlite/migrator.ts";
import { openDatabase } from "../../../src/db/sqlite/open.ts";
import { migrations } from "../../../migrations/sqlite/index.ts";
import { type Json, startApp, type TestApp } from "../../support/start-app.ts";
import { startServer, temporaryFolder } from "../../support/start-server.ts";
import { type Released, releasedVersions, unpackReleased } from "./read.ts";

/** One test starts servers, on machines that do other things besides. */
setDefaultTimeout(60_000);

let folder: ReturnType<typeof temporaryFolder>;
let path: string;

beforeEach(() => {
  folder = temporaryFolder();
  path = join(folder.path, "schedkit.db");
});
afterEach(() => folder.remove());

test("there is a database of the first release", () => {
  expect(releasedVersions).toContain(1);
});

describe.each(releasedVersions.map((version) => [version]))(
  "a database that schema %p left behind",
  (version) => {
    let left: Released;
    let app: TestApp;

    beforeEach(async () => {
      left = unpackReleased(version, path);
      app = await startApp({ path, now: Date.parse(left.now) });
    });
    afterEach(() => app.close());

    test("is upgraded whole, and kept as it was", () => {
      if (version < schemaVersion) {
        const kept = `${path}.schema-${version}`;
        expect(app.database.upgrade).toEqual({ from: version, to: schemaVersion, kept });
        expect(statSync(kept).mode & 0o777).toBe(0o600);
        expect(rowsOf(kept)).toEqual(rowsOfRelease(version));
      }
      expect(pragmas(path)).toEqual([schemaVersion, "ok", []]);
      const [before, now] = [rowsOfRelease(version), rowsOf(path)];
      for (const table of Object.keys(before))
        expect([table, now[table]?.length]).toEqual([table, before[table]?.length]);
    });

    test("has each booking, as its host and their old key see it", async () => {
      const shown = [];
      for (const key of Object.values(left.keys)) {
        const { status, json } = await app.request("GET", "/v1/bookings?limit=200", { key });
        expect(status).toBe(200);
        shown.push(...json["bookings"].map(({ id, status: state }: Json) => [id, state]));
      }
      for (const { id, status } of left.bookings) expect(shown).toContainEqual([id, status]);
    });

    test("has each letter with the links that it was sent with", async () => {
      const waiting = left.letters.filter(({ status }) => status === "waiting");
      expect(waiting.length).toBeGreaterThan(0);
      for (const { id, status, recipient, links } of left.letters) {
        const { json } = await app.request("GET", `/v1/outbox/${id}`, { key: left.keys.jane });
        expect(json).toMatchObject({ id, status, recipient });
        expect(json["subject"]).not.toBe("");
        for (const link of links) expect(json["text"]).toContain(link);
      }
    });

    test("books, gives the answer of an Idempotency-Key again, and sells no slot twice", async () => {
      const { path: target, headers, body, answer } = left.repeat;
      const again = await app.request("POST", target, { headers, body });
      expect([again.status, again.json]).toEqual([201, answer]);
      expect((await app.request("POST", target, { body })).json["code"]).toBe("slot_unavailable");
      const day = new Date(Date.parse(left.now) + 7 * 86_400_000).toISOString().slice(0, 10);
      const { json } = await app.request("GET", `/v1/slots/omar/30min?from=${day}&to=${inDays(day, 6)}`);
      const booked = await app.request("POST", "/v1/book/omar/30min", {
        body: { ...body, start_time: json["slots"][3].start },
      });
      expect(booked.status).toBe(201);
    });

    test("opens the links of mails that were sent long ago", async () => {
      for (const { status, cancel_token, reschedule_token } of left.bookings) {
        const headers = { accept: "application/json" };
        const { status: answered } = await app.request("GET", `/v1/reschedule/${reschedule_token}`, {
          headers,
        });
        expect(answered).not.toBe(404);
        const cancelled = await app.request("POST", `/v1/cancel/${cancel_token}/confirm`, {
          headers,
          body: {},
        });
        expect([status, cancelled.status]).toEqual([status, status === "declined" ? 409 : 200]);
      }
      const link = left.letters.flatMap(({ links }) => links).find((one) => one.endsWith("/decline"))!;
      expect((await app.request("GET", new URL(link).pathname)).status).not.toBe(404);
    });
  },
);

test("a start on an older database says in one line where it is kept", async () => {
  unpackReleased(1, path);
  const server = await startServer({ dataDir: folder.path });
  const lines = server.log.filter((line) => line.includes("upgraded")).map((line) => JSON.parse(line));
  expect(await server.stop()).toBe(0);
  expect(lines).toEqual([
    expect.objectContaining({ level: "info", from: 1, to: schemaVersion, kept: `${path}.schema-1` }),
  ]);
  const again = await startServer({ dataDir: folder.path });
  expect(again.log.join("\n")).not.toContain("upgraded");
  await again.stop();
});

test("nothing is kept of a database that is new or up to date", () => {
  openDatabase(path).close();
  const again = openDatabase(path);
  expect(again.upgrade).toBeUndefined();
  again.close();
  expect(readdirSync(folder.path)).toEqual(["schedkit.db"]);
});

test("a migration that fails leaves the database and what is kept of it as it was", () => {
  unpackReleased(1, path);
  const before = rowsOf(path);
  const raw = new BunDatabase(path);
  const kept: number[] = [];
  const broken = [...migrations.slice(0, 1), "delete from outbox;", "insert into nowhere values (1);"];
  expect(() => migrate(raw, broken, (version) => kept.push(version))).toThrow("nowhere");
  raw.close();
  expect(kept).toEqual([1]);
  expect(rowsOf(path)).toEqual(before);
});

test("where no copy can be kept nothing is upgraded", () => {
  unpackReleased(1, path);
  const raw = new BunDatabase(path);
  const refuse = () => {
    throw new Error("no room");
  };
  expect(() => migrate(raw, undefined, refuse)).toThrow("no room");
  raw.close();
  expect(pragmas(path)[0]).toBe(1);
  expect(existsSync(`${path}.schema-1`)).toBe(false);
});

type Rows = Record<string, unknown[]>;

function rowsOfRelease(version: number): Rows {
  const fresh = join(folder.path, "as-left.db");
  unpackReleased(version, fresh);
  return rowsOf(fresh);
}

function rowsOf(file: string): Rows {
  const raw = new BunDatabase(file);
  const tables = raw.query<{ name: string }, []>("select name from sqlite_schema where type = 'table'").all();
  const rows = tables.map(({ name }) => [name, raw.query(`select * from ${name} order by 1, 2`).all()]);
  raw.close();
  return Object.fromEntries(rows);
}

function pragmas(file: string): unknown[] {
  const raw = new BunDatabase(file);
  const value = (name: string) => Object.values(raw.query(`pragma ${name}`).get() as Json)[0];
  const found = [
    value("user_version"),
    value("integrity_check"),
    raw.query("pragma foreign_key_check").all(),
  ];
  raw.close();
  return found;
}

function inDays(day: string, days: number): string {
  return new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);
}
