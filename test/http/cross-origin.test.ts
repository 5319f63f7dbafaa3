import { afterAll, beforeAll, expect, test } from "bun:test";
import { startApp, type TestApp } from "../support/start-app.ts";

let app: TestApp;
let key: string;

beforeAll(async () => {
  app = await startApp({ rateLimit: true });
  ({ key } = await app.host());
});
afterAll(() => app.close());

const origin = "https://site.example";

const publicRequests: [route: string, status: number][] = [
  ["GET /v1/u/jane", 200],
  ["GET /v1/u/nobody", 404],
  ["GET /v1/slots/jane/30min?date=2026-03-02", 200],
  ["GET /v1/slots/jane/30min", 422],
  ["POST /v1/book/jane/30min", 422],
  ["POST /v1/book/jane/nothing/at/all", 404],
  ["GET /v1/cancel/unknown", 404],
  ["POST /v1/cancel/unknown/confirm", 404],
  ["GET /v1/reschedule/unknown", 404],
  ["POST /v1/reschedule/unknown", 422],
  ["GET /v1/reschedule/unknown/slots?date=2026-03-02", 404],
];

test.each(publicRequests)("%s is readable by any site, with %i", async (route, status) => {
  const [method, target] = route.split(" ") as [string, string];
  const answered = await app.request(method, target, {
    headers: { origin },
    ...(method === "POST" && { body: {} }),
  });
  expect(answered.status).toBe(status);
  expect(answered.headers.get("access-control-allow-origin")).toBe("*");
  expect(answered.headers.get("access-control-allow-credentials")).toBeNull();
});

test("a taken slot and a booking are readable by any site", async () => {
  for (const status of [201, 409]) {
    const answered = await app.book({}, undefined, { origin });
    expect(answered.status).toBe(status);
    expect(answered.headers.get("access-control-allow-origin")).toBe("*");
  }
});

test.each(publicRequests)("preflights are allowed for %s", async (route) => {
  const target = route.split(" ")[1]!;
  const headers = {
    origin,
    "access-control-request-method": "POST",
    "access-control-request-headers": "content-type,idempotency-key",
  };
  const preflight = await app.request("OPTIONS", target, { headers });
  expect({ status: preflight.status, text: preflight.text }).toEqual({ status: 204, text: "" });
  expect(preflight.headers.get("access-control-allow-origin")).toBe("*");
  expect(preflight.headers.get("access-control-allow-methods")).toContain("POST");
  expect(preflight.headers.get("access-control-allow-headers")).toBe("content-type, idempotency-key");
  expect(preflight.headers.get("access-control-allow-credentials")).toBeNull();
});

test("hosts' routes and decision links are closed to other sites", async () => {
  for (const route of [
    "GET /v1/bookings",
    "GET /v1/bookings/999",
    "POST /v1/bookings/999/cancel",
    "POST /v1/bookings/999/confirm",
    "POST /v1/bookings/unknown/confirm",
    "GET /v1/bookings/unknown/decline",
    "GET /v1/event-types",
    "POST /v1/event-types",
    "GET /v1/schedules",
    "GET /v1/time-off",
    "GET /v1/me",
    "PATCH /v1/me",
    "GET /v1/api-keys",
    "GET /v1/outbox",
    "GET /v1/unknown",
    "GET /healthz",
  ]) {
    const [method, target] = route.split(" ") as [string, string];
    for (const sent of [{ key }, {}]) {
      for (const verb of [method, "OPTIONS"]) {
        const answered = await app.request(verb, target, { ...sent, headers: { origin } });
        const names = [...answered.headers.keys()].filter((name) => name.startsWith("access-control-"));
        expect({ route, verb, names }).toEqual({ route, verb, names: [] });
      }
    }
  }
});
