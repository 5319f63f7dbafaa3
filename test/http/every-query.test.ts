import { afterAll, beforeAll, describe, test } from "bun:test";
import { expectInvalid } from "../support/http.ts";
import { startApp, type TestApp } from "../support/start-app.ts";

let app: TestApp;
let key: string;

beforeAll(async () => {
  app = await startApp();
  ({ key } = await app.host());
});
afterAll(() => app.close());

const queries: Record<string, Record<string, readonly string[]>> = {
  "/v1/bookings": {
    limit: ["-1", "0", "201", "abc", "1.5", "", "1e2", "0x10", "１", "99999999999999999999", "null"],
    page: ["-1", "0", "abc", "", "1.5", "99999999999999999999"],
    status: ["", "Confirmed", "unknown", "pending,confirmed"],
    event_type_id: ["", "0", "-1", "abc", "1.5", "9".repeat(40)],
    from: ["", "2026-03-02", "2026-03-02T00:00:00", "2026-02-30T00:00:00Z", "now"],
    to: ["", "2026-03-02", "2026-03-02T00:00:00", "2026-02-30T00:00:00Z", "now"],
    q: ["", "%20", "a%00b", "a%0d%0ab", "x".repeat(201)],
  },
  "/v1/slots/jane/30min": {
    date: ["", "2026-02-30", "today", "2026-03-02T00:00:00Z", "2026-3-2"],
    from: ["", "2026-02-30"],
    to: ["", "2026-02-30"],
    timezone: ["", "Mars/Olympus", "EST5", "UTC%2B1", "%00"],
  },
  "/v1/reschedule/unknown/slots": { date: ["", "2026-02-30"], timezone: ["", "Mars/Olympus"] },
  "/v1/outbox": { limit: ["0", "201"], page: ["0"], status: ["", "unknown"] },
  "/v1/audit": {
    limit: ["0", "201"],
    page: ["0"],
    action: ["", "unknown", "booking"],
    from: ["", "2026-03-02", "now"],
    to: ["", "2026-03-02", "now"],
  },
  "/v1/event-types": { limit: ["0", "201"], page: ["0"] },
  "/v1/schedules": { limit: ["0", "201"], page: ["0"] },
  "/v1/time-off": { limit: ["0", "201"], page: ["0"] },
  "/v1/api-keys": { limit: ["0", "201"], page: ["0"] },
};

describe.each(Object.entries(queries))("GET %s", (path, fields) => {
  const rest = path.includes("slots") ? "&date=2026-03-02" : "";

  test.each(Object.entries(fields))("rejects a wrong %s by name", async (name, values) => {
    for (const value of values) {
      const others = name === "date" ? "" : rest;
      expectInvalid(await app.request("GET", `${path}?${name}=${value}${others}`, { key }), `/${name}`);
    }
  });

  test("rejects unknown and repeated keys by name", async () => {
    expectInvalid(await app.request("GET", `${path}?foo=1${rest}`, { key }), "/foo");
    expectInvalid(await app.request("GET", `${path}?__proto__=1${rest}`, { key }), "/__proto__");
    const [name] = path.includes("slots") ? ["date"] : ["limit"];
    const twice = `${name}=${name === "date" ? "2026-03-02" : "5"}`;
    expectInvalid(await app.request("GET", `${path}?${twice}&${twice}`, { key }), `/${name}`);
  });
});

test.each([
  "GET /v1/me",
  "GET /v1/u/jane",
  "GET /v1/bookings/1",
  "GET /v1/event-types/1",
  "DELETE /v1/event-types/1",
  "GET /v1/schedules/1",
  "GET /v1/outbox/1",
  "POST /v1/outbox/1/retry",
  "DELETE /v1/time-off/1",
  "DELETE /v1/api-keys/1",
  "GET /v1/attendees/jason@example.com",
  "DELETE /v1/attendees/jason@example.com",
])("%s takes no query", async (route) => {
  const [method, target] = route.split(" ") as [string, string];
  expectInvalid(await app.request(method, `${target}?dry_run=true`, { key }), "/dry_run");
});
