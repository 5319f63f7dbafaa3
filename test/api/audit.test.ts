import { Database } from "bun:sqlite";
import { afterEach, beforeEach, expect, test } from "bun:test";
import { addKeyFor } from "../../src/usecases/hosts/hosts.ts";
import { anEventTypeOf, aPendingBooking, everyRow } from "../support/http.ts";
import { type Json, MONDAY, startApp, type TestApp } from "../support/start-app.ts";

let app: TestApp;
let key: string;

beforeEach(async () => {
  app = await startApp();
  ({ key } = await app.host());
});
afterEach(() => app.close());

const list = async (query = "", as = key) =>
  (await app.request("GET", `/v1/audit${query}`, { key: as })).json;
const newest = async () => (await list())["audit"][0];
const byKey = () => ({ type: "key", key_prefix: key.slice(0, 8) });

async function ask(route: string, body?: Json): Promise<Json> {
  const [method, path] = route.split(" ") as [string, string];
  const { status, json } = await app.request(method, path, { key, body });
  expect({ route, json, isDone: status < 300 }).toEqual({ route, json, isDone: true });
  return json;
}

test("the log contains the host's creation and first key", async () => {
  const { audit, total } = await list();
  expect(total).toBe(2);
  const made = { at: "2026-03-02T10:00:00Z", actor: { type: "operator" }, count: 1, changes: [] };
  expect(audit).toEqual([
    { ...made, id: 2, action: "api_key.created", subject: { type: "api_key", id: 1 } },
    { ...made, id: 1, action: "host.created", subject: { type: "host", id: 1 } },
  ]);
  await addKeyFor(app.deps, "jane");
  expect(await newest()).toMatchObject({ action: "api_key.created", actor: { type: "operator" } });
});

test("the log contains every change of settings, with key and fields", async () => {
  const hours = { name: "Nights", timezone: "Europe/Berlin", weekly: [] };
  const off = { starts_at: "2026-04-01T00:00:00Z", ends_at: "2026-04-02T00:00:00Z" };
  const happenings: [
    route: string,
    body: Json | undefined,
    action: string,
    id: number,
    changes?: string[],
  ][] = [
    ["PATCH /v1/me", { name: "Joan", language: "de" }, "host.updated", 1, ["language", "name"]],
    ["POST /v1/api-keys", { name: "Website" }, "api_key.created", 2],
    ["DELETE /v1/api-keys/2", undefined, "api_key.deleted", 2],
    ["POST /v1/event-types", { title: "Talk", duration_minutes: 30 }, "event_type.created", 2],
    [
      "PATCH /v1/event-types/2",
      { title: "Long talk", duration_minutes: 90, hidden: false },
      "event_type.updated",
      2,
      ["duration_minutes", "title"],
    ],
    ["DELETE /v1/event-types/2", undefined, "event_type.deleted", 2],
    ["POST /v1/schedules", hours, "schedule.created", 2],
    [
      "PUT /v1/schedules/2",
      { ...hours, name: "Days", weekly: [{ day: 1, start: "09:00", end: "10:00" }] },
      "schedule.updated",
      2,
      ["name", "weekly"],
    ],
    ["DELETE /v1/schedules/2", undefined, "schedule.deleted", 2],
    ["POST /v1/time-off", off, "time_off.created", 1],
    ["DELETE /v1/time-off/1", undefined, "time_off.deleted", 1],
  ];
  for (const [route, body, action, id, changes = []] of happenings) {
    await ask(route, body);
    const subject = { type: action.split(".")[0], id };
    expect(await newest()).toMatchObject({ actor: byKey(), action, subject, changes });
  }
  expect((await list())["total"]).toBe(2 + happenings.length);
});

test("the log contains no refused or empty changes", async () => {
  await ask("PATCH /v1/me", { name: "Jane Doe" });
  await ask("PATCH /v1/event-types/1", { duration_minutes: 30, questions: [] });
  const hours = (await ask("GET /v1/schedules/1")) as { id: number };
  const { id: _, ...same } = hours;
  await ask("PUT /v1/schedules/1", same);
  for (const [route, body] of [
    ["PATCH /v1/event-types/1", { schedule_id: 99 }],
    ["DELETE /v1/event-types/99", undefined],
    ["DELETE /v1/api-keys/99", undefined],
    ["DELETE /v1/schedules/1", undefined],
    ["DELETE /v1/time-off/99", undefined],
    ["POST /v1/outbox/99/retry", undefined],
    ["POST /v1/bookings/99/cancel", undefined],
  ] as const) {
    const [method, path] = route.split(" ") as [string, string];
    expect((await app.request(method, path, { key, body })).status).toBeGreaterThan(400);
  }
  expect((await list())["total"]).toBe(2);
});

test("the log contains decisions by key and by either link", async () => {
  await app.book();
  expect((await list())["total"]).toBe(2);
  const waiting = await aPendingBooking(app, key, { start_time: "2026-03-02T15:00:00Z" });
  const unwanted = await aPendingBooking(app, key, { start_time: "2026-03-02T16:00:00Z" });
  const host = { type: "link", party: "host" };
  const attendee = { type: "link", party: "attendee" };
  const happenings: [route: string, body: Json | undefined, entry: Json][] = [
    [
      `GET /v1/bookings/${waiting["confirm_token"]}/confirm`,
      undefined,
      { action: "booking.approved", actor: host },
    ],
    [
      `GET /v1/bookings/${unwanted["confirm_token"]}/decline`,
      undefined,
      { action: "booking.declined", actor: host },
    ],
    [
      `POST /v1/reschedule/${waiting["reschedule_token"]}`,
      { start_time: "2026-03-02T18:00:00Z" },
      { action: "booking.moved", actor: attendee, changes: ["start_time", "status"] },
    ],
    [
      `POST /v1/reschedule/${waiting["reschedule_token"]}`,
      { start_time: "2026-03-02T18:00:00Z", timezone: "Asia/Tokyo" },
      { action: "booking.updated", actor: attendee, changes: ["attendee_timezone"] },
    ],
    [
      `POST /v1/cancel/${waiting["cancel_token"]}/confirm`,
      {},
      { action: "booking.cancelled", actor: attendee },
    ],
    [
      "POST /v1/bookings/1/reschedule",
      { start_time: "2026-03-02T19:00:00Z" },
      { action: "booking.moved", actor: byKey() },
    ],
    ["POST /v1/bookings/1/cancel", {}, { action: "booking.cancelled", actor: byKey(), changes: ["status"] }],
  ];
  for (const [route, body, entry] of happenings) {
    const [method, path] = route.split(" ") as [string, string];
    const headers = { accept: "application/json" };
    const asked = path.startsWith("/v1/bookings/1/") ? { key, body, headers } : { body, headers };
    expect({ route, status: (await app.request(method, path, asked)).status }).toEqual({
      route,
      status: 200,
    });
    expect(await newest()).toMatchObject(entry);
    const before = await list();
    await app.request(method, path, asked);
    expect(await list()).toEqual(before);
  }
});

test("the log contains retries, exports and erasures", async () => {
  await app.book();
  await app.database.write((trx) => trx.updateTable("outbox").set({ status: "failed" }).execute());
  await ask("POST /v1/outbox/1/retry", {});
  expect(await newest()).toMatchObject({ action: "mail.retried", subject: { type: "mail", id: 1 } });
  await ask("GET /v1/attendees/jason@example.com");
  const subject = { type: "booking", id: 1 };
  expect(await newest()).toMatchObject({ action: "booking.exported", subject, actor: byKey() });
  await ask("DELETE /v1/attendees/jason@example.com");
  expect(await newest()).toMatchObject({ action: "booking.erased", subject, actor: byKey() });
});

test("the log contains no names or texts of attendees", async () => {
  const said = {
    attendee_name: "Zebediah",
    attendee_email: "zebediah@example.com",
    notes: "zebediah",
    timezone: "Asia/Kathmandu",
  };
  const booking = await aPendingBooking(app, key, said);
  await ask(`POST /v1/bookings/${booking["id"]}/confirm`, { reason: "zebediah" });
  await ask(`POST /v1/bookings/${booking["id"]}/reschedule`, {
    start_time: "2026-03-02T18:00:00Z",
    timezone: "Asia/Kathmandu",
  });
  await ask(`POST /v1/bookings/${booking["id"]}/cancel`, { reason: "zebediah" });
  await ask("GET /v1/attendees/zebediah@example.com");
  await ask("DELETE /v1/attendees/zebediah@example.com");
  const { audit } = await everyRow(app);
  expect(audit.length).toBeGreaterThan(5);
  expect(JSON.stringify(audit)).not.toMatch(/zebediah|kathmandu/i);
});

test("a change and its entry are stored together or not at all", async () => {
  await app.book();
  await aPendingBooking(app, key, { start_time: "2026-03-02T16:00:00Z" });
  await app.database.write((trx) => trx.updateTable("outbox").set({ status: "failed" }).execute());
  const raw = new Database(app.path);
  raw.run("create trigger broken before insert on audit begin select raise(abort, 'broken'); end");
  raw.close();
  const before = await everyRow(app);
  for (const [route, body] of [
    ["PATCH /v1/me", { name: "Joan" }],
    ["POST /v1/api-keys", { name: "Website" }],
    ["DELETE /v1/api-keys/1", undefined],
    ["POST /v1/event-types", { title: "Talk", duration_minutes: 30 }],
    ["PATCH /v1/event-types/1", { title: "Talk" }],
    ["DELETE /v1/event-types/1", undefined],
    ["POST /v1/schedules", { name: "Nights", timezone: "Europe/Berlin", weekly: [], is_default: true }],
    ["PUT /v1/schedules/1", { name: "Nights", timezone: "Europe/Berlin", weekly: [] }],
    ["POST /v1/time-off", { starts_at: "2026-04-01T00:00:00Z", ends_at: "2026-04-02T00:00:00Z" }],
    ["POST /v1/bookings/1/cancel", {}],
    ["POST /v1/bookings/1/reschedule", { start_time: "2026-03-02T19:00:00Z" }],
    ["POST /v1/bookings/2/confirm", {}],
    ["POST /v1/outbox/1/retry", {}],
    ["GET /v1/attendees/jason@example.com", undefined],
    ["DELETE /v1/attendees/jason@example.com", undefined],
  ] as const) {
    const [method, path] = route.split(" ") as [string, string];
    const { status } = await app.request(method, path, { key, body });
    expect({ route, isKept: status < 300 }).toEqual({ route, isKept: false });
    expect({ route, rows: await everyRow(app) }).toEqual({ route, rows: before });
  }
});

test("a host lists their own entries by page, action and time", async () => {
  const { key: joes } = await app.host("joe");
  for (const day of [1, 2, 3]) {
    app.clock.now = MONDAY + day * 86_400_000;
    await anEventTypeOf(app, key, { title: `Day ${day}` });
    await ask(`PATCH /v1/event-types/${2 + day}`, { hidden: true });
  }
  const told = ({ audit }: Json) => audit.map(({ at, action }: Json) => `${at.slice(8, 10)} ${action}`);
  expect(told(await list("?limit=3"))).toEqual([
    "05 event_type.updated",
    "05 event_type.created",
    "04 event_type.updated",
  ]);
  expect(await list("?limit=3&page=3")).toMatchObject({ total: 8, page: 3, limit: 3, audit: { length: 2 } });
  const created = "?action=event_type.created";
  expect(told(await list(created))).toEqual(["05", "04", "03"].map((day) => `${day} event_type.created`));
  expect(told(await list(`${created}&from=2026-03-04T10:00:00Z`))).toHaveLength(2);
  expect(told(await list(`${created}&from=2026-03-04T10:00:01Z`))).toHaveLength(1);
  expect(told(await list(`${created}&to=2026-03-04T10:00:00Z`))).toHaveLength(2);
  expect(told(await list(`${created}&to=2026-03-04T09:59:59Z`))).toHaveLength(1);
  expect((await list("", joes))["total"]).toBe(2);
});
