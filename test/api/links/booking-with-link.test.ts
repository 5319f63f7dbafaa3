import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { expireOverdue } from "../../../src/usecases/bookings/expire.ts";
import { anEventTypeOf, confirmTokenOf, everyRow, expectInvalid, expectProblem } from "../../support/http.ts";
import { type Answered, type Json, startApp, type TestApp } from "../../support/start-app.ts";

const MINUTE = 60_000;

let app: TestApp;
let key: string;
let link: Json;

beforeEach(async () => {
  app = await startApp();
  ({ key } = await app.host());
  link = await create();
});
afterEach(() => app.close());

async function create(body: Json = {}, eventType = 1): Promise<Json> {
  const { status, json } = await app.request("POST", `/v1/event-types/${eventType}/links`, { key, body });
  expect(status).toBe(201);
  return json;
}
const bookWith = (token: unknown, over: Json = {}, target?: string, headers?: Record<string, string>) =>
  app.book({ link: token, ...over }, target, headers);
const at = (hour: number, minutes = "00") => ({ start_time: `2026-03-02T${hour}:${minutes}:00Z` });

/** One of the sixteen starts of the day. */
const nthStart = (n: number) => new Date(Date.parse("2026-03-02T14:00:00Z") + n * 30 * MINUTE).toISOString();

async function usedOf({ id }: Json, eventType = 1): Promise<number> {
  const { json } = await app.request("GET", `/v1/event-types/${eventType}/links`, { key });
  return json["links"].find((one: Json) => one["id"] === id).used;
}

/** Expects a refusal that writes nothing. */
async function expectNothing(ask: () => Promise<Answered>, status: number, code: string): Promise<void> {
  const before = await everyRow(app);
  expectProblem(await ask(), status, code);
  expect(await everyRow(app)).toEqual(before);
}

test("a booking with a link counts and remembers it", async () => {
  const { status, json } = await bookWith(link["token"]);
  expect(status).toBe(201);
  expect(await usedOf(link)).toBe(1);
  const row = await app.database.read.selectFrom("bookings").select(["id", "link_id"]).executeTakeFirst();
  expect(row).toEqual({ id: json["id"], link_id: link["id"] });
});

test("a booking without a link counts none", async () => {
  expect((await app.book()).status).toBe(201);
  expect(await usedOf(link)).toBe(0);
  const row = await app.database.read.selectFrom("bookings").select("link_id").executeTakeFirst();
  expect(row).toEqual({ link_id: null });
});

test("a link is used up after its uses", async () => {
  const twice = await create({ uses: 2 });
  expect((await bookWith(twice["token"], at(14))).status).toBe(201);
  expect((await bookWith(twice["token"], at(15))).status).toBe(201);
  await expectNothing(() => bookWith(twice["token"], at(16)), 409, "link_used");
  const { json } = await bookWith(twice["token"], at(16));
  expect(json["error"]).toContain("ask the host for a new one");
  expect(await usedOf(twice)).toBe(2);
});

test("a used-up link says so even if the time is taken or an answer is invalid", async () => {
  await bookWith(link["token"]);
  await expectNothing(() => bookWith(link["token"]), 409, "link_used");
  await expectNothing(() => bookWith(link["token"], { duration_minutes: 7 }), 409, "link_used");
});

test("a link expires at its instant", async () => {
  const expires_at = "2026-03-02T10:10:00Z";
  const expiring = await create({ expires_at, uses: 2 });
  app.clock.now = Date.parse(expires_at) - 1;
  expect((await bookWith(expiring["token"], at(14))).status).toBe(201);
  app.clock.now += 1;
  await expectNothing(() => bookWith(expiring["token"], at(15)), 409, "link_used");
});

test("a link that expires during a booking is used or refused", async () => {
  const began = app.clock.now;
  const expires_at = "2026-03-02T10:00:01Z";
  const expiring = await create({ expires_at, uses: 100 });
  const statuses = new Set<number>();
  for (let early = 0; early < 12; early++) {
    let ticks = Date.parse(expires_at) - early;
    Object.defineProperty(app.clock, "now", { get: () => ticks++, configurable: true });
    const { status } = await bookWith(expiring["token"], { start_time: nthStart(early) });
    statuses.add(status);
  }
  Object.defineProperty(app.clock, "now", { value: began, writable: true });
  expect([...statuses].toSorted((a, b) => a - b)).toEqual([201, 409]);
});

describe("a link that is not one of the event type", () => {
  const mangled = (token: string) =>
    `${token.slice(0, -2)}${token.at(-2) === "A" ? "B" : "A"}${token.at(-1)}`;
  const spare = (token: string) => {
    const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    return token.slice(0, -1) + letters[letters.indexOf(token.at(-1)!) ^ 1];
  };

  test.each<[string, (token: string) => string]>([
    ["made up", () => "AAAAAAABmR2bJ6dYk0QeTz5uWc4xHg"],
    ["mangled", mangled],
    ["written with other spare bits", spare],
    ["cut short", (token) => token.slice(0, -1)],
    ["longer", (token) => `${token}A`],
    ["empty", () => ""],
    ["an id", () => "1"],
    ["not ASCII", () => "é".repeat(30)],
  ])("is not found if it is %s", async (_, change) => {
    await expectNothing(() => bookWith(change(link["token"])), 404, "not_found");
    const unknown = await app.book({}, "/v1/book/jane/nothing");
    expect((await bookWith(change(link["token"]))).text).toBe(unknown.text);
  });

  test("is not found if it is of another event type or host", async () => {
    await anEventTypeOf(app, key);
    const { key: joes } = await app.host("joe");
    const theirs = await app.request("POST", "/v1/event-types/3/links", { key: joes, body: {} });
    expect(theirs.status).toBe(201);
    await expectNothing(() => bookWith(link["token"], {}, "/v1/book/jane/approval"), 404, "not_found");
    await expectNothing(() => bookWith(theirs.json["token"]), 404, "not_found");
  });

  test("is not found once it is deleted, even if its id is used again", async () => {
    await app.request("DELETE", `/v1/event-types/1/links/${link["id"]}`, { key });
    await expectNothing(() => bookWith(link["token"]), 404, "not_found");
    app.clock.now += 1;
    expect((await create())["id"]).toBe(link["id"]);
    await expectNothing(() => bookWith(link["token"]), 404, "not_found");
  });

  test.each<[string, unknown]>([
    ["null", null],
    ["a number", 1],
    ["a list", ["x"]],
    ["very long", "x".repeat(201)],
  ])("is invalid if it is %s", async (_, token) => {
    const before = await everyRow(app);
    expectInvalid(await bookWith(token), "/link");
    expect(await everyRow(app)).toEqual(before);
  });
});

describe("a refused booking uses nothing", () => {
  test("if its time is taken or not offered", async () => {
    await app.book();
    await expectNothing(() => bookWith(link["token"]), 409, "slot_unavailable");
    await expectNothing(() => bookWith(link["token"], at(14, "07")), 409, "slot_unavailable");
  });

  test("if its input is invalid", async () => {
    const answers = [{ question_id: "x", answer: 1 }];
    for (const over of [{ answers }, { attendee_email: "jason" }, { attendee_name: "www.example.com" }])
      await expectNothing(() => bookWith(link["token"], over), 422, "invalid");
  });

  test("if a limit is reached", async () => {
    app.limits.on = true;
    await app.request("PATCH", "/v1/event-types/1", { key, body: { max_upcoming_per_attendee: 1 } });
    await app.book();
    expectProblem(await bookWith(link["token"], at(15)), 409, "too_many_bookings");
    expect(await usedOf(link)).toBe(0);
  });

  test("if the address is not verified", async () => {
    await app.request("PATCH", "/v1/event-types/1", { key, body: { verify_email: true } });
    expectInvalid(await bookWith(link["token"]), "/email_code");
    expect(await usedOf(link)).toBe(0);
  });
});

test("a repeated request under one key uses the link once", async () => {
  const headers = { "idempotency-key": "one" };
  const answers = await Promise.all(
    Array.from({ length: 10 }, () => bookWith(link["token"], {}, undefined, headers)),
  );
  expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
  expect(answers[0]!.status).toBe(201);
  expect(await usedOf(link)).toBe(1);
  expectInvalid(await app.book({}, undefined, headers), "/idempotency-key");
});

test("a booking that does not take place stays counted", async () => {
  await app.request("PATCH", "/v1/event-types/1", { key, body: { requires_confirmation: true } });
  const thrice = await create({ uses: 3 });
  const [cancelled, declined, expired] = [
    await bookWith(thrice["token"], at(14)),
    await bookWith(thrice["token"], at(15)),
    await bookWith(thrice["token"], at(16)),
  ];
  await app.request("POST", `/v1/cancel/${cancelled.json["cancel_token"]}/confirm`);
  const token = await confirmTokenOf(app, key, declined.json["id"]);
  await app.request("GET", `/v1/bookings/${token}/decline`, { headers: { accept: "application/json" } });
  app.clock.now = Date.parse("2026-03-02T20:00:00Z");
  await expireOverdue(app.deps, () => true);
  const rows = await app.database.read.selectFrom("bookings").select(["status", "link_id"]).execute();
  const link_id = thrice["id"];
  expect(rows).toEqual(
    (["cancelled", "declined", "declined"] as const).map((status) => ({ status, link_id })),
  );
  expect(expired.status).toBe(201);
  expect(await usedOf(thrice)).toBe(3);
  const tomorrow = { start_time: "2026-03-03T15:00:00Z" };
  await expectNothing(() => bookWith(thrice["token"], tomorrow), 409, "link_used");
});

test("rescheduling needs no link and uses none", async () => {
  const { json } = await bookWith(link["token"]);
  const moved = await app.request("POST", `/v1/reschedule/${json["reschedule_token"]}`, {
    headers: { accept: "application/json" },
    body: at(16),
  });
  expect(moved.status).toBe(200);
  await app.request("DELETE", `/v1/event-types/1/links/${link["id"]}`, { key });
  const again = await app.request("POST", `/v1/reschedule/${json["reschedule_token"]}`, {
    headers: { accept: "application/json" },
    body: at(17),
  });
  expect(again.status).toBe(200);
});

test("deleting a link keeps its bookings", async () => {
  const { json } = await bookWith(link["token"]);
  await app.request("DELETE", `/v1/event-types/1/links/${link["id"]}`, { key });
  const booking = await app.request("GET", `/v1/bookings/${json["id"]}`, { key });
  expect(booking.json["status"]).toBe("confirmed");
  const row = await app.database.read.selectFrom("bookings").select("link_id").executeTakeFirst();
  expect(row).toEqual({ link_id: null });
});

describe("an event type that is not offered on the profile", () => {
  test("is booked with a link if it is hidden", async () => {
    await app.request("PATCH", "/v1/event-types/1", { key, body: { hidden: true } });
    expect((await bookWith(link["token"])).status).toBe(201);
  });

  test("is not booked with a link if it is inactive", async () => {
    await app.request("PATCH", "/v1/event-types/1", { key, body: { active: false } });
    await expectNothing(() => bookWith(link["token"]), 404, "not_found");
    expect(await usedOf(link)).toBe(0);
  });
});

describe("many requests for the last use", () => {
  const starts = Array.from({ length: 16 }, (_, n) => nthStart(n));

  test("make one booking at different times", async () => {
    const answers = await Promise.all(starts.map((start_time) => bookWith(link["token"], { start_time })));
    const codes = answers.map(({ status, json }) => json["code"] ?? status);
    expect(codes.filter((code) => code === 201)).toHaveLength(1);
    expect(codes.filter((code) => code === "link_used")).toHaveLength(starts.length - 1);
    expect(await usedOf(link)).toBe(1);
    const rows = await app.database.read.selectFrom("bookings").select("id").execute();
    expect(rows).toHaveLength(1);
  });

  test("make one booking at one time", async () => {
    const answers = await Promise.all(starts.map(() => bookWith(link["token"])));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    for (const { status, json } of answers)
      if (status !== 201) expect(["link_used", "slot_unavailable"]).toContain(json["code"]);
    expect(await usedOf(link)).toBe(1);
  });
});
