import { Database as BunDatabase } from "bun:sqlite";
import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { createHmac } from "node:crypto";
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { migrate, schemaVersion } from "../../../src/db/sqlite/migrator.ts";
import { openDatabase } from "../../../src/db/sqlite/open.ts";
import { migrations } from "../../../migrations/sqlite/index.ts";
import { startReceiver } from "../../support/receiver.ts";
import { type Json, startApp, type TestApp } from "../../support/start-app.ts";
import { startServer, temporaryFolder } from "../../support/start-server.ts";
import { readReleased, type Released, releasedVersions, unpackReleased } from "./read.ts";

/** One of these tests starts servers, which can be slow on a busy machine. */

let folder: ReturnType<typeof temporaryFolder>;
let path: string;

beforeEach(() => {
  folder = temporaryFolder();
  path = join(folder.path, "schedkit.db");
});
afterEach(() => folder.remove());

test("every released schema has a database here", () => {
  expect(releasedVersions).toEqual(expect.arrayContaining([1, 7, 8, 9, 11]));
  expect(releasedVersions.at(-1)).toBeLessThanOrEqual(schemaVersion);
});

/** Links to decide now belong to a time. The old ones still work, but no email shows them again. */
function exceptDecisionTokens(text: string): string {
  return text.replaceAll(/(?<=\/v1\/bookings\/)[\w-]+/g, "[token]");
}

describe.each(releasedVersions.map((version) => [version, readReleased(version)] as const))(
  "a database from schema %p",
  (version, left) => {
    let app: TestApp;

    beforeEach(async () => {
      unpackReleased(version, path);
      app = await startApp({ path, now: Date.parse(left.now) });
    });
    afterEach(() => app.close());

    test("is intact after the upgrade, and kept as it was", () => {
      expect(pragmas(path)).toEqual([schemaVersion, "ok", []]);
      if (version === schemaVersion) return expect(app.database.upgrade).toBeUndefined();
      const kept = `${path}.schema-${version}`;
      expect(app.database.upgrade).toEqual({ from: version, to: schemaVersion, kept });
      expect(statSync(kept).mode & 0o777).toBe(0o600);
      expect(rowsOf(kept)).toEqual(rowsOfRelease(version));
    });

    test("shows each booking to its host with the old key", async () => {
      const shown: [number, string][] = [];
      for (const key of Object.values(left.keys)) {
        const { status, json } = await app.request("GET", "/v1/bookings?limit=200", { key });
        expect(status).toBe(200);
        shown.push(...json["bookings"].map((one: Json) => [one["id"], one["status"]]));
      }
      for (const { id, status } of left.bookings) expect(shown).toContainEqual([id, status]);
    });

    test("shows each email with its subject and links", async () => {
      expect(new Set(left.letters.map(({ status }) => status))).toContain("waiting");
      for (const { id, host = "jane", status, subject, recipient, links } of left.letters) {
        const { json } = await app.request("GET", `/v1/outbox/${id}`, { key: left.keys[host] });
        expect(json).toMatchObject({ id, status, subject, recipient });
        const text = exceptDecisionTokens(json["text"]);
        for (const link of links) expect(text).toContain(exceptDecisionTokens(link));
      }
    });

    test("lists each email with its subject", async () => {
      const subjects = new Map<number, string>();
      for (const key of Object.values(left.keys)) {
        const { json } = await app.request("GET", "/v1/outbox?limit=200", { key });
        for (const { id, subject } of json["outbox"]) subjects.set(id, subject);
      }
      for (const { id, subject } of left.letters) expect([id, subjects.get(id)]).toEqual([id, subject]);
    });

    test.each((left.shown ?? []).map(({ path: target, ...rest }) => [target, rest] as const))(
      "returns the same for %s",
      async (target, { host, answer }) => {
        const { status, json } = await app.request("GET", target, { key: left.keys[host] });
        expect(status).toBe(200);
        expect(json).toMatchObject(exceptUseOfKeys(answer));
      },
    );

    test("books, replays an idempotent response, and sells no slot twice", async () => {
      const { path: target, headers, body, answer } = left.repeat;
      const again = await app.request("POST", target, { headers, body });
      expect([again.status, again.json]).toEqual([
        201,
        { ...answer, guests: [], view_token: expect.any(String) },
      ]);
      expect((await app.request("POST", target, { body })).json["code"]).toBe("slot_unavailable");
      const start_time = await freeSlot(app, left, "omar/30min");
      const booked = await app.request("POST", "/v1/book/omar/30min", { body: { ...body, start_time } });
      expect(booked.status).toBe(201);
    });

    test("cancels by the links of old emails", async () => {
      for (const { status, erased = false, cancel_token, reschedule_token } of left.bookings) {
        const looked = await app.request("GET", `/v1/reschedule/${reschedule_token}`, { headers: JSON_ONLY });
        expect([erased, looked.status === 404]).toEqual([erased, erased]);
        const answered = await post(app, `/v1/cancel/${cancel_token}/confirm`);
        const expected = erased ? 404 : status === "declined" ? 409 : 200;
        expect([status, answered.status]).toEqual([status, expected]);
      }
    });

    test("confirms, declines and reschedules by the links in its emails", async () => {
      const [first, second] = await pendingRequests(app, left);
      expect(await post(app, linkEnding(first, "/confirm"))).toMatchObject(succeeded("confirmed"));
      expect(await post(app, linkEnding(second, "/decline"))).toMatchObject(succeeded("declined"));
      const { id, reschedule_token: token } = left.bookings.find(({ status }) => status === "confirmed")!;
      const target = `/v1/reschedule/${token}`;
      const { json } = await app.request("GET", `${target}/slots?${datesAfter(left)}`);
      const start_time = json["slots"][3].start;
      const moved = await post(app, target, { start_time });
      expect(moved).toMatchObject({ status: 200, json: { id, start_time } });
    });

    test("accepts an old session cookie", async () => {
      if (left.cookie === undefined) return expect(version).toBeLessThan(6);
      const { status, json } = await app.request("GET", "/v1/me", { headers: { cookie: left.cookie } });
      expect([status, json["slug"]]).toEqual([200, "jane"]);
    });

    test("signs deliveries with the receiver's secret", async () => {
      if (left.webhook === undefined) return expect(version).toBeLessThan(7);
      const receiver = await startReceiver();
      const target = `/v1/webhooks/${left.webhook.id}`;
      const key = left.keys.jane;
      await app.request("PATCH", target, { key, body: { url: receiver.url } });
      expect((await app.request("POST", `${target}/test`, { key, body: {} })).json["status"]).toBe(204);
      await receiver.close();
      const { body, headers } = receiver.received[0]!;
      const seconds = Math.floor(Date.parse(left.now) / 1000);
      expect(headers["webhook-timestamp"]).toBe(String(seconds));
      expect(headers["x-schedkit-signature"]).toBe(
        createHmac("sha256", left.webhook.secret).update(body).digest("hex"),
      );
    });

    test("retries a failed email and a failed delivery", async () => {
      const key = left.keys.jane;
      const { json } = await app.request("GET", "/v1/outbox?status=failed&limit=200", { key });
      const failed = new Map<string, Json>(json["outbox"].map((one: Json) => [one["kind"], one]));
      expect([...failed.keys()].sort()).toEqual(version < 7 ? ["mail"] : ["mail", "webhook"]);
      for (const { id, webhook_id: webhook } of failed.values()) {
        const body = { active: true };
        if (webhook) await app.request("PATCH", `/v1/webhooks/${webhook}`, { key, body });
        const retried = await app.request("POST", `/v1/outbox/${id}/retry`, { key, body: {} });
        expect(retried).toMatchObject(succeeded("waiting"));
      }
    });
  },
);

describe.each([7, 8])("an upgrade from schema %p", (version) => {
  const left = readReleased(version);
  const aMonthLater = Date.parse(left.now) + 30 * 86_400_000;
  const upgradedAt = async (now: number) => {
    unpackReleased(version, path);
    const before = rowsOf(path);
    const app = await startApp({ path, now });
    const bookings = await app.database.read.selectFrom("bookings").selectAll().orderBy("id").execute();
    return { app, before, bookings, emails: await emailsIn(app) };
  };

  test("declines past requests without emailing anybody", async () => {
    const { app, before, bookings, emails } = await upgradedAt(aMonthLater);
    const requests = (before["bookings"] as Json[]).filter(({ status }) => status === "pending");
    expect(requests.length).toBeGreaterThan(1);
    for (const { id, sequence } of requests) {
      const booking = bookings.find((one) => one.id === id)!;
      const declined = { status: "declined", expired: 1, decide_by: null, has_calendar_entry: 0 };
      expect(booking).toMatchObject({ ...declined, sequence: sequence + 1, updated_at: aMonthLater });
      const about = emails.filter(({ booking_id }) => booking_id === id);
      expect(about.map(({ status }) => status)).not.toContain("waiting");
    }
    expect(emails).toHaveLength((before["outbox"] as Json[]).filter(isEmail).length);
    expect(emails.filter(({ topic }) => topic.endsWith("_expired"))).toEqual([]);
    const ids = new Set(requests.map(({ id }) => id));
    const others = (rows: readonly Json[]) =>
      rows.filter(({ booking_id }) => !ids.has(booking_id)).map(({ id, status }) => [id, status]);
    expect(others(emails)).toEqual(others((before["outbox"] as Json[]).filter(isEmail)));
    const meetings = await app.database.read
      .selectFrom("bookings as b")
      .innerJoin("meetings as m", "m.id", "b.meeting_id")
      .select(["b.sequence as of_booking", "m.sequence as of_meeting"])
      .where("b.expired", "=", 1)
      .execute();
    for (const { of_booking, of_meeting } of meetings) expect(of_meeting).toBe(of_booking);
    const held = await app.database.read.selectFrom("holds").select("meeting_id").execute();
    const gone = new Set(bookings.filter(({ id }) => ids.has(id)).map(({ meeting_id }) => meeting_id));
    expect(held.filter(({ meeting_id }) => gone.has(meeting_id!))).toEqual([]);
    app.close();
  });

  test("lets the host reschedule such a request, which confirms it", async () => {
    const { app, bookings } = await upgradedAt(aMonthLater);
    const { id } = bookings.find(({ expired }) => expired === 1)!;
    const body = { start_time: new Date(aMonthLater + 86_400_000).toISOString(), override: true };
    const moved = await app.request("POST", `/v1/bookings/${id}/reschedule`, { key: left.keys.jane, body });
    expect(moved).toMatchObject(succeeded("confirmed"));
    app.close();
  });

  test("keeps future requests and their calendar entries", async () => {
    const { app, before, bookings, emails } = await upgradedAt(Date.parse(left.now));
    for (const { status, starts_at, expired, decide_by, has_calendar_entry } of bookings) {
      expect([expired, has_calendar_entry]).toEqual([0, status === "confirmed" ? 1 : 0]);
      expect(decide_by).toBe(status === "pending" ? starts_at : null);
    }
    const statuses = (rows: readonly Json[]) => rows.map(({ id, status }) => [id, status]);
    expect(statuses(emails)).toEqual(statuses((before["outbox"] as Json[]).filter(isEmail)));
    app.close();
  });
});

test.each([7, 8])("the database of schema %p contains something of every kind", (version) => {
  const { letters, bookings, shown = [], ...left } = readReleased(version);
  const answered = (target: string): Json => shown.find(({ path: one }) => one.startsWith(target))!.answer;
  const statuses = (rows: readonly { readonly status: string }[]) => [
    ...new Set(rows.map(({ status }) => status)),
  ];
  const { bookings: rows } = answered("/v1/bookings");
  const { webhooks } = answered("/v1/webhooks?");
  const deliveries = webhooks.flatMap(
    ({ id }: Json) => answered(`/v1/webhooks/${id}/deliveries`)["deliveries"],
  );
  expect(left.cookie).toBeString();
  expect(statuses(bookings).sort()).toEqual(["cancelled", "confirmed", "declined", "pending"]);
  expect(statuses(letters).sort()).toEqual(["expired", "failed", "sent", "waiting"]);
  expect(statuses(deliveries).sort()).toEqual(["failed", "sent", "waiting"]);
  expect(deliveries.filter(({ tries }: Json) => tries.length === 0)).toEqual([]);
  expect(webhooks.map(({ active }: Json) => active).sort()).toEqual([false, true]);
  expect(rows).toContainEqual(expect.objectContaining({ sequence: 2 }));
  expect(rows).toContainEqual(expect.objectContaining({ attendee_language: "de" }));
  expect(rows).toContainEqual(expect.objectContaining({ attendee_email: "erased@attendee.invalid" }));
  expect(rows).toContainEqual(expect.objectContaining({ cancellation_reason: expect.any(String) }));
  const uses = answered("/v1/api-keys")["api_keys"].map(({ last_used_at }: Json) => typeof last_used_at);
  expect(uses.sort()).toEqual(["object", "string"]);
  expect(answered("/v1/audit")["total"]).toBeGreaterThan(10);
});

test("starting an older database reports where it is kept", async () => {
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

test("a new or current database is not kept", () => {
  openDatabase(path).close();
  const again = openDatabase(path);
  expect(again.upgrade).toBeUndefined();
  again.close();
  expect(readdirSync(folder.path)).toEqual(["schedkit.db"]);
});

test("a failed migration leaves the database and its copy unchanged", () => {
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

test("an upgrade is refused if no copy can be kept", () => {
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

function emailsIn({ database }: TestApp) {
  return database.read.selectFrom("outbox").selectAll().where("kind", "=", "email").orderBy("id").execute();
}

function isEmail({ webhook_id }: Json): boolean {
  return webhook_id === null;
}

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

const JSON_ONLY = { accept: "application/json" };

function post(app: TestApp, target: string, body: Json = {}): ReturnType<TestApp["request"]> {
  return app.request("POST", target, { headers: JSON_ONLY, body });
}

function succeeded(status: string): Json {
  return { status: 200, json: { status } };
}

/** Requests update the last use of their key. */
function exceptUseOfKeys(answer: Json): Json {
  const keys: Json[] | undefined = answer["api_keys"];
  if (keys === undefined) return answer;
  const api_keys = keys.map((key) => ({
    ...key,
    last_used_at: key["last_used_at"] === null ? null : expect.any(String),
  }));
  return { ...answer, api_keys };
}

/** Jane's emails about bookings that are still pending. */
async function pendingRequests(app: TestApp, { letters, keys }: Released): Promise<[Asking, Asking]> {
  const { json } = await app.request("GET", "/v1/bookings?status=pending&limit=200", { key: keys.jane });
  const pending = new Set(json["bookings"].map(({ id }: Json) => id));
  const found: Asking[] = [];
  for (const letter of letters) {
    if (!letter.links.some((link) => link.includes("/confirm"))) continue;
    const entry = await app.request("GET", `/v1/outbox/${letter.id}`, { key: keys.jane });
    if (pending.has(entry.json["booking_id"])) found.push(letter);
  }
  return [found[0]!, found[1]!];
}

type Asking = Released["letters"][number];

function linkEnding({ links }: Asking, end: string): string {
  return links.map((link) => new URL(link).pathname).find((one) => one.endsWith(end))!;
}

async function freeSlot(app: TestApp, left: Released, event: string): Promise<string> {
  const { json } = await app.request("GET", `/v1/slots/${event}?${datesAfter(left)}`);
  return json["slots"][3].start;
}

/** The week after next. */
function datesAfter({ now }: Released): string {
  const date = (days: number) => new Date(Date.parse(now) + days * 86_400_000).toISOString().slice(0, 10);
  return `from=${date(7)}&to=${date(13)}`;
}
