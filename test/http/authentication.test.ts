import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { everyRow, expectProblem } from "../support/http.ts";
import { startApp, type TestApp } from "../support/start-app.ts";

let app: TestApp;
let key: string;

beforeEach(async () => {
  app = await startApp();
  ({ key } = await app.host());
});
afterEach(() => app.close());

const publicRoutes = [
  "GET /v1/u/:username",
  "GET /v1/slots/:username/:event_slug",
  "POST /v1/book/:username/:event_slug",
  "GET /v1/bookings/:id/confirm",
  "GET /v1/bookings/:id/decline",
  "GET /v1/cancel/:token",
  "POST /v1/cancel/:token/confirm",
  "GET /v1/reschedule/:token",
  "POST /v1/reschedule/:token",
  "GET /book/:username",
  "GET /book/:username/:event_slug",
  "POST /book/:username/:event_slug",
  "GET /book/:username/:event_slug/:token",
  "GET /assets/:file",
  "GET /healthz",
  "GET /readyz",
  "GET /version",
  "GET /embed.js",
];

const hostRoutes = [
  "GET /v1/bookings/",
  "GET /v1/bookings/:id",
  "POST /v1/bookings/:id/reschedule",
  "POST /v1/bookings/:id/confirm",
  "POST /v1/bookings/:id/decline",
  "POST /v1/bookings/:id/cancel",
  "GET /v1/event-types/",
  "POST /v1/event-types/",
  "GET /v1/event-types/:id",
  "PATCH /v1/event-types/:id",
  "DELETE /v1/event-types/:id",
  "GET /v1/schedules/",
  "POST /v1/schedules/",
  "GET /v1/schedules/:id",
  "PUT /v1/schedules/:id",
  "DELETE /v1/schedules/:id",
  "GET /v1/time-off/",
  "POST /v1/time-off/",
  "DELETE /v1/time-off/:id",
  "GET /v1/me",
  "PATCH /v1/me",
  "GET /v1/api-keys",
  "POST /v1/api-keys",
  "DELETE /v1/api-keys/:id",
  "GET /v1/outbox/",
  "GET /v1/outbox/:id",
  "POST /v1/outbox/:id/retry",
];

/** The docs are other people's to test, and anybody's to read. */
const isDocs = (route: string) => route.startsWith("GET /swagger");

test("every route is known to be public or a host's", () => {
  const routes = app.app.routes
    .map(({ method, path }) => `${method} ${path}`)
    .filter((route) => !isDocs(route));
  expect(routes.sort()).toEqual([...publicRoutes, ...hostRoutes].sort());
});

const strangers: Record<string, Record<string, string>> = {
  "no key": {},
  "an empty key": { "x-api-key": "" },
  "a wrong key": { "x-api-key": `sk_${"x".repeat(43)}` },
  "a key without its prefix": { "x-api-key": "x".repeat(43) },
  "a wrong Bearer token": { authorization: `Bearer sk_${"x".repeat(43)}` },
  "a Bearer header without a token": { authorization: "Bearer" },
  "Basic credentials": { authorization: `Basic ${btoa("jane:secret")}` },
  "a cookie of their own making": { cookie: "schedkit_session=x" },
};

/** Whatever else is wrong with a request, a stranger learns only that a key is needed. */
const bodies = ["{}", '{"foo":1}', "{", "", "x".repeat(70_000)];

describe.each(hostRoutes)("%s", (route) => {
  const [method, path] = route.split(" ") as [string, string];
  const target = path.replace(":id", "1");

  test("is closed to strangers, before anything they sent is judged", async () => {
    const before = await everyRow(app);
    const tries = [
      ...Object.values(strangers).map((headers) => ({ headers, body: "{}" })),
      ...bodies.map((body) => ({ headers: {}, body })),
    ];
    for (const { headers, body } of tries) {
      const sent = method === "GET" ? { headers } : { headers, body };
      const refused = await app.request(method, `${target}?foo=1&foo=2`, sent);
      expectProblem(refused, 401, "unauthorized");
      expect(refused.headers.get("www-authenticate")).toBe("Bearer");
    }
    expect(await everyRow(app)).toEqual(before);
  });

  test("takes the key in either header", async () => {
    const body = method === "GET" ? undefined : "{";
    const byKey = await app.request(method, `${target}?foo=1`, { headers: { "x-api-key": key }, body });
    const byBearer = await app.request(method, `${target}?foo=1`, {
      headers: { authorization: `bearer ${key}` },
      body,
    });
    expect(byKey.status).not.toBe(401);
    expect(byBearer.status).toBe(byKey.status);
  });
});

test("HEAD needs a key where GET does", async () => {
  for (const route of hostRoutes.filter((one) => one.startsWith("GET"))) {
    const target = route.slice(4).replace(":id", "1");
    expect((await app.request("HEAD", target)).status).toBe(401);
    expect((await app.request("HEAD", target, { key })).status).not.toBe(401);
  }
});

test("a deleted key opens nothing any more, and other keys stay", async () => {
  const { json } = await app.request("POST", "/v1/api-keys", { key, body: { name: "Website" } });
  expect((await app.request("GET", "/v1/me", { key: json.key })).status).toBe(200);
  expect((await app.request("DELETE", `/v1/api-keys/${json.id}`, { key: json.key })).status).toBe(204);
  expectProblem(await app.request("GET", "/v1/me", { key: json.key }), 401, "unauthorized");
  expect((await app.request("GET", "/v1/me", { key })).status).toBe(200);
});

test("public routes ask for no key, and a wrong one does not matter", async () => {
  const headers = { "x-api-key": "sk_wrong" };
  for (const route of publicRoutes) {
    const [method, path] = route.split(" ") as [string, string];
    const { status } = await app.request(method, path.replace(/:\w+/g, "x"), { headers });
    expect({ route, status }).not.toEqual({ route, status: 401 });
  }
});
