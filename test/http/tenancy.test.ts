import { afterAll, beforeAll, expect, test } from "bun:test";
import { aPendingBooking, everyRow, expectInvalid, expectProblem } from "../support/http.ts";
import { jason, startApp, type TestApp } from "../support/start-app.ts";

/** Jane owns one of everything; Mallory has a key of her own and knows every id. */
let app: TestApp;
let mallory: string;
let janes: {
  booking: number;
  eventType: number;
  schedule: number;
  timeOff: number;
  key: number;
  mail: number;
};

beforeAll(async () => {
  app = await startApp();
  const { key } = await app.host();
  ({ key: mallory } = await app.host("mallory", []));
  const post = async (path: string, body: unknown) =>
    (await app.request("POST", path, { key, body })).json["id"];
  const booking = await aPendingBooking(app, key);
  const off = { starts_at: "2026-04-01T00:00:00Z", ends_at: "2026-04-02T00:00:00Z" };
  const hours = { name: "Nights", timezone: "Europe/Berlin", weekly: [] };
  janes = {
    booking: booking["id"],
    eventType: 1,
    schedule: await post("/v1/schedules", hours),
    timeOff: await post("/v1/time-off", off),
    key: await post("/v1/api-keys", { name: "Website" }),
    mail: (await app.request("GET", "/v1/outbox", { key })).json["outbox"][0].id,
  };
});
afterAll(() => app.close());

const hours = { name: "Mine", timezone: "Europe/Berlin", weekly: [] };

const attempts: [route: string, body: unknown][] = [
  ["GET /v1/bookings/booking", undefined],
  ["POST /v1/bookings/booking/reschedule", { start_time: jason.start_time }],
  ["POST /v1/bookings/booking/reschedule", { start_time: jason.start_time, override: true }],
  ["POST /v1/bookings/booking/confirm", undefined],
  ["POST /v1/bookings/booking/decline", { reason: "No" }],
  ["POST /v1/bookings/booking/cancel", undefined],
  ["GET /v1/event-types/eventType", undefined],
  ["PATCH /v1/event-types/eventType", { title: "Mine" }],
  ["DELETE /v1/event-types/eventType", undefined],
  ["GET /v1/schedules/schedule", undefined],
  ["PUT /v1/schedules/schedule", hours],
  ["DELETE /v1/schedules/schedule", undefined],
  ["DELETE /v1/time-off/timeOff", undefined],
  ["DELETE /v1/api-keys/key", undefined],
  ["GET /v1/outbox/mail", undefined],
  ["POST /v1/outbox/mail/retry", undefined],
];

test.each(attempts)("%s of another host is as if it were not there", async (route, body) => {
  const [method, path] = route.split(" ") as [string, string];
  const target = path.replace(/(?<=\/)(booking|eventType|schedule|timeOff|key|mail)\b(?!s)/, (name) =>
    String(janes[name as keyof typeof janes]),
  );
  const before = await everyRow(app);
  const theirs = await app.request(method, target, { key: mallory, body });
  const nobodys = await app.request(method, target.replace(/(?<=[a-z]\/)\d+/, "999"), { key: mallory, body });
  expectProblem(theirs, 404, "not_found");
  expect(theirs.text).toBe(nobodys.text);
  expect(await everyRow(app)).toEqual(before);
});

test("another host's schedule cannot be used", async () => {
  const body = { title: "Mine", duration_minutes: 30, schedule_id: janes.schedule };
  const before = await everyRow(app);
  expectInvalid(await app.request("POST", "/v1/event-types", { key: mallory, body }), "/schedule_id");
  expect(await everyRow(app)).toEqual(before);
});

test("lists hold what is one's own, and filters find nothing of others", async () => {
  for (const [path, name] of [
    ["/v1/bookings", "bookings"],
    [`/v1/bookings?event_type_id=1`, "bookings"],
    ["/v1/bookings?q=jason", "bookings"],
    ["/v1/event-types", "event_types"],
    ["/v1/time-off", "time_off"],
    ["/v1/outbox", "outbox"],
  ] as const) {
    const { json } = await app.request("GET", path, { key: mallory });
    expect(json).toEqual({ [name]: [], total: 0, page: 1, limit: 50 });
  }
  expect((await app.request("GET", "/v1/schedules", { key: mallory })).json["total"]).toBe(1);
  expect((await app.request("GET", "/v1/api-keys", { key: mallory })).json["total"]).toBe(1);
});
