import { afterEach, beforeEach, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { aPendingBooking, everyRow, expectInvalid, expectProblem, emailKindsOf } from "../../support/http.ts";
import { startApp, type TestApp } from "../../support/start-app.ts";

const HOUR = 3_600_000;

let app: TestApp;
let key: string;

beforeEach(async () => {
  app = await startApp();
  ({ key } = await app.host());
});
afterEach(() => app.close());

const bookUnder = (idempotencyKey: string, over: Record<string, unknown> = {}, target?: string) =>
  app.book(over, target, { "idempotency-key": idempotencyKey });

test("the same request and key get the same bytes without new emails", async () => {
  const first = await bookUnder("one");
  expect(first.status).toBe(201);
  const before = await everyRow(app);
  const again = await bookUnder("one");
  expect({ status: again.status, text: again.text }).toEqual({ status: 201, text: first.text });
  expect(await everyRow(app)).toEqual(before);
});

test("the first response stays, whatever happens afterwards", async () => {
  const first = await bookUnder("one");
  await app.request("POST", `/v1/cancel/${first.json["cancel_token"]}/confirm`);
  expect((await bookUnder("one")).text).toBe(first.text);
  await app.request("PATCH", "/v1/event-types/1", {
    key,
    body: { title: "Other", duration_minutes: 60, active: false },
  });
  expect((await bookUnder("one")).text).toBe(first.text);
  await app.request("DELETE", "/v1/event-types/1", { key });
  expect((await bookUnder("one")).text).toBe(first.text);
  expect((await app.request("GET", "/v1/bookings", { key })).json["total"]).toBe(1);
});

test("twenty concurrent requests with one key make one booking", async () => {
  const answers = await Promise.all(Array.from({ length: 20 }, () => bookUnder("one")));
  expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
  expect(answers[0]!.status).toBe(201);
  expect(await emailKindsOf(app, answers[0]!.json["id"])).toEqual(["attendee_booked", "host_booked"]);
});

test("a different request with the same key is rejected", async () => {
  await bookUnder("one", { notes: "Hello" });
  const before = await everyRow(app);
  for (const over of [
    {},
    { notes: "Bye" },
    { notes: "Hello", attendee_name: "Jane" },
    { notes: "Hello", attendee_email: "jane@example.com" },
    { notes: "Hello", start_time: "2026-03-02T14:30:00Z" },
    { notes: "Hello", timezone: "Europe/Berlin" },
    { notes: "Hello", answers: [{ question_id: "x", answer: 1 }] },
  ]) {
    expectInvalid(await bookUnder("one", over), "/idempotency-key");
  }
  expect(await everyRow(app)).toEqual(before);
});

test("the key is free again after exactly 24 hours", async () => {
  const first = await bookUnder("one");
  app.clock.now += 24 * HOUR - 1;
  expect((await bookUnder("one")).text).toBe(first.text);
  app.clock.now += 1;
  const later = await bookUnder("one", { start_time: "2026-03-05T14:00:00Z" });
  expect(later.status).toBe(201);
  expect(later.json["id"]).not.toBe(first.json["id"]);
});

test("a refusal is not stored, so a corrected request can reuse the key", async () => {
  expectProblem(await bookUnder("one", { start_time: "2026-03-01T14:00:00Z" }), 409, "slot_unavailable");
  expectProblem(await bookUnder("one", { answers: [{ question_id: "x", answer: 1 }] }), 422, "invalid");
  expectProblem(await bookUnder("one", {}, "/v1/book/jane/nothing"), 404, "not_found");
  expect((await bookUnder("one")).status).toBe(201);
});

test("without a key a repeated request finds the slot taken", async () => {
  expect((await app.book()).status).toBe(201);
  expectProblem(await app.book(), 409, "slot_unavailable");
});

test("event types do not share keys", async () => {
  const body = { title: "Other", duration_minutes: 30 };
  await app.request("POST", "/v1/event-types", { key, body });
  expect((await bookUnder("one")).status).toBe(201);
  const other = await bookUnder("one", { start_time: "2026-03-02T15:00:00Z" }, "/v1/book/jane/other");
  expect(other.status).toBe(201);
});

test.each([
  ["empty", ""],
  ["too long", "x".repeat(256)],
  ["with a space", "a b"],
  ["not ASCII", "\u00fc"],
])("a key that is %s is rejected", async (_, bad) => {
  const before = await everyRow(app);
  expectInvalid(await bookUnder(bad), "/idempotency-key");
  expect(await everyRow(app)).toEqual(before);
});

test("a key of 255 characters is accepted", async () => {
  expect((await bookUnder("k".repeat(255))).status).toBe(201);
});

test("the database files contain no token and no API key", async () => {
  const booked = (await bookUnder("one")).json;
  const pending = await aPendingBooking(app, key, { start_time: "2026-03-02T16:00:00Z" });
  const files = [app.path, `${app.path}-wal`].map((path) => readFileSync(path, "latin1")).join("");
  expect(files).toContain(booked["attendee_email"]);
  for (const secret of [
    booked["cancel_token"],
    booked["reschedule_token"],
    pending["confirm_token"],
    pending["cancel_token"],
    key,
    key.slice(3),
  ]) {
    expect(files).not.toContain(secret);
  }
});
