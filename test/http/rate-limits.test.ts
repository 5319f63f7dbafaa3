import { afterEach, expect, test } from "bun:test";
import { parseProxyTrust } from "../../src/config/proxy-trust.ts";
import { expectProblem } from "../support/http.ts";
import { listening } from "../support/over-socket.ts";
import { startApp, type TestApp } from "../support/start-app.ts";

let app: TestApp;
afterEach(() => app.close());

/** Sends more requests than a client may send in a minute. */
async function askTooOften(route: string, headers: Record<string, string> = {}, key?: string) {
  const [method, target] = route.split(" ") as [string, string];
  const sent = { headers, ...(key !== undefined && { key }), ...(method === "POST" && { body: {} }) };
  let last = await app.request(method, target, sent);
  for (let n = 0; n < 1300 && last.status !== 429; n++) last = await app.request(method, target, sent);
  return last;
}

const json = { accept: "application/json" };

test.each([
  "POST /v1/book/jane/30min",
  "POST /v1/cancel/unknown/confirm",
  "POST /v1/reschedule/unknown",
  "GET /v1/bookings/unknown/confirm",
  "POST /v1/bookings/unknown/decline",
  "GET /v1/slots/jane/nothing",
  "GET /v1/u/nobody",
  "GET /swagger/json",
  "GET /assets/none.js",
])("%s is limited with Retry-After", async (route) => {
  app = await startApp({ rateLimit: true });
  const refused = await askTooOften(route, json);
  expectProblem(refused, 429, "rate_limited");
  expect(Number(refused.headers.get("retry-after"))).toBeWithin(1, 61);
  const isCrossOrigin = route.includes("/v1/") && !route.includes("/v1/bookings");
  expect(refused.headers.get("access-control-allow-origin")).toBe(isCrossOrigin ? "*" : null);
});

test.each([
  ["POST", "/v1/cancel/unknown/confirm"],
  ["POST", "/v1/bookings/unknown/decline/"],
  ["GET", "/v1/u/nobody"],
])("a thousand networks of one IPv6 customer share a limit: %s %s", async (method, target) => {
  app = await startApp({ rateLimit: true, trustProxy: true });
  const body = method === "POST" ? { body: {} } : {};
  const statuses = new Set<number>();
  for (let n = 0; n < 1_000 && !statuses.has(429); n++) {
    const headers = { ...json, "x-forwarded-for": `2001:db8:7:${n.toString(16)}::1` };
    statuses.add((await app.request(method, target, { headers, ...body })).status);
  }
  expect(statuses).toContain(429);
  const other = { ...json, "x-forwarded-for": "2001:db8:8::1" };
  expect((await app.request(method, target, { headers: other, ...body })).status).toBe(404);
});

test("a limited link shows a page", async () => {
  app = await startApp({ rateLimit: true });
  const refused = await askTooOften("GET /v1/bookings/unknown/confirm", { accept: "text/html" });
  expect(refused.status).toBe(429);
  expect(refused.headers.get("content-type")).toStartWith("text/html");
  expect(Number(refused.headers.get("retry-after"))).toBeWithin(1, 61);
  expect(refused.text).toContain("Too many requests");
});

test("reading does not use up the limit for booking", async () => {
  app = await startApp({ rateLimit: true });
  await app.host();
  expect((await askTooOften("GET /v1/u/jane")).status).toBe(429);
  expect((await app.book()).status).toBe(201);
});

test.each([
  "GET /v1/bookings",
  "GET /v1/me",
  "POST /v1/bookings/999/confirm",
  "POST /v1/bookings/999/cancel",
])("%s is not limited for a host", async (route) => {
  app = await startApp({ rateLimit: true });
  const { key } = await app.host();
  expect((await askTooOften(route, json, key)).status).not.toBe(429);
});

test("nothing is limited with RATE_LIMIT=off", async () => {
  app = await startApp({ rateLimit: false });
  expect((await askTooOften("GET /v1/u/nobody")).status).toBe(404);
});

const limited = "POST /v1/cancel/unknown/confirm";

async function isStillWelcome(forwarded: string): Promise<boolean> {
  const headers = { ...json, "x-forwarded-for": forwarded };
  return (await app.request("POST", "/v1/cancel/unknown/confirm", { headers, body: {} })).status !== 429;
}

test("a client cannot name itself without a trusted proxy", async () => {
  app = await startApp({ rateLimit: true, trustProxy: false });
  await askTooOften(limited, { "x-forwarded-for": "192.0.2.1" });
  expect(await isStillWelcome("192.0.2.2")).toBeFalse();
});

test.each([
  ["192.0.2.1", "192.0.2.2", "192.0.2.1"],
  ["192.0.2.1", "192.0.2.2", "192.0.2.99, 192.0.2.1"],
  ["192.0.2.1", "192.0.2.1, 192.0.2.2", "::ffff:192.0.2.1"],
  ["192.0.2.1:4711", "192.0.2.2:4711", "192.0.2.1:4712"],
  ["2001:db8:1:2::1", "2001:db8:1:3::1", "2001:db8:1:2:ffff:ffff:ffff:ffff"],
  ["[2001:db8:1:2::1]:4711", "[2001:db8:1:3::1]:4711", "2001:db8:1:2::2"],
  ["2001:db8::1", "2001:db8:0:1::1", "2001:db8:0:0:5::"],
  ["2001::5:6:7:8:9:a", "2001::5:7:7:8:9:a", "2001:0:5:6::1"],
])("behind a trusted proxy, %s is not %s, but is %s", async (client, another, same) => {
  app = await startApp({ rateLimit: true, trustProxy: true });
  expect((await askTooOften(limited, { ...json, "x-forwarded-for": client })).status).toBe(429);
  expect(await isStillWelcome(another)).toBeTrue();
  expect(await isStillWelcome(same)).toBeFalse();
});

test("over a socket, the limit is that of the forwarded client", async () => {
  app = await startApp({ rateLimit: true, trustProxy: parseProxyTrust("127.0.0.1")! });
  const socket = listening(app);
  const ask = async (forwarded: string) =>
    (
      await socket.send(
        `GET /v1/bookings/x/confirm HTTP/1.1\r\nhost: localhost\r\nx-forwarded-for: ${forwarded}\r\n\r\n`,
      )
    ).status;
  let status = 0;
  for (let n = 0; n < 301; n++) status = await ask(`198.51.100.${n % 200}, 203.0.113.5`);
  expect(status).toBe(429);
  expect(await ask("203.0.113.6")).toBe(404);
  await socket.stop();
});
