import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { aPendingBooking, everyRow } from "../support/http.ts";
import { type Listening, listening, type RawAnswer } from "../support/over-socket.ts";
import { jason, type Json, startApp, type TestApp } from "../support/start-app.ts";

let app: TestApp;
let key: string;
let server: Listening;

beforeEach(async () => {
  app = await startApp({ rateLimit: true });
  ({ key } = await app.host());
  server = listening(app);
});
afterEach(async () => {
  await server.stop();
  app.close();
});

const host = "Host: localhost\r\nConnection: close\r\n";
const typed = "Content-Type: application/json\r\n";

const ask = (method: string, target: string, headers = "") =>
  server.send(`${method} ${target} HTTP/1.1\r\n${host}${headers}\r\n`);
const post = (target: string, headers: string, body: string | Uint8Array) =>
  server.send(`POST ${target} HTTP/1.1\r\n${host}${headers}\r\n`, body);
const chunk = (text: string) => `${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`;

function expectError({ status, body }: RawAnswer, expected: number, code: string): void {
  const json: Json = JSON.parse(body);
  expect({ status, code: json["code"], error: typeof json["error"] }).toEqual({
    status: expected,
    code,
    error: "string",
  });
}

describe("HEAD", () => {
  const targets = [
    "/v1/u/jane",
    "/v1/u/nobody",
    "/v1/slots/jane/30min?date=2026-03-02",
    "/v1/slots/jane/30min",
    "/v1/me",
    "/v1/cancel/unknown",
    "/healthz",
    "/unknown",
  ];

  test.each(targets)("%s equals GET without its body", async (target) => {
    const [get, head] = [await ask("GET", target), await ask("HEAD", target)];
    expect(head.body).toBe("");
    expect(head.status).toBe(get.status);
    for (const name of [
      "content-type",
      "content-length",
      "access-control-allow-origin",
      "www-authenticate",
    ]) {
      expect({ name, value: head.headers.get(name) }).toEqual({ name, value: get.headers.get(name) });
    }
  });

  test("changes nothing on any link", async () => {
    const booking = await aPendingBooking(app, key);
    const before = await everyRow(app);
    for (const target of [
      `/v1/bookings/${booking["confirm_token"]}/confirm`,
      `/v1/bookings/${booking["confirm_token"]}/decline`,
      `/v1/cancel/${booking["cancel_token"]}`,
      `/v1/reschedule/${booking["reschedule_token"]}`,
    ]) {
      expect((await ask("HEAD", target)).status).toBe(200);
    }
    expect(await everyRow(app)).toEqual(before);
  });
});

describe("a body", () => {
  const target = "/v1/book/jane/30min";

  test("announced as too large is not waited for", async () => {
    expectError(await post(target, `${typed}Content-Length: 65537\r\n`, "{"), 413, "too_large");
  });

  test("in chunks is read", async () => {
    const [one, two] = [JSON.stringify(jason).slice(0, 20), JSON.stringify(jason).slice(20)];
    const booked = await post(
      target,
      `${typed}Transfer-Encoding: chunked\r\n`,
      `${chunk(one)}${chunk(two)}0\r\n\r\n`,
    );
    expect(booked.status).toBe(201);
  });

  test("in chunks is limited, even if it never ends", async () => {
    const endless = chunk("x".repeat(65_537));
    expectError(
      await post(target, `${typed}Transfer-Encoding: chunked\r\n`, `${endless}0\r\n\r\n`),
      413,
      "too_large",
    );
    expectError(await post(target, `${typed}Transfer-Encoding: chunked\r\n`, endless), 413, "too_large");
  });

  test("without a type, or not in UTF-8, is malformed", async () => {
    const latin = Buffer.from(JSON.stringify({ ...jason, attendee_name: "Zoë" }), "latin1");
    expectError(await post(target, "Content-Length: 2\r\n", "{}"), 400, "malformed");
    expectError(await post(target, `${typed}Content-Length: ${latin.length}\r\n`, latin), 400, "malformed");
  });

  test("that is missing counts as missing, with or without a type", async () => {
    for (const headers of ["", typed, "Content-Length: 0\r\n", `${typed}Content-Length: 0\r\n`]) {
      expectError(await post(target, headers, ""), 422, "invalid");
      expectError(await post("/v1/cancel/unknown/confirm", headers, ""), 404, "not_found");
    }
  });
});

test("paths that cannot be decoded are 404", async () => {
  for (const target of [
    "/v1/u/%",
    "/v1/u/%ff",
    "/v1/bookings/%00",
    "/v1/u/j\u00e4ne",
    "/v1/%75/jane",
    "//v1/u/jane",
  ]) {
    expectError(await ask("GET", target, `x-api-key: ${key}\r\n`), 404, "not_found");
  }
});

test("invalid HTTP and large headers are rejected, and the server continues", async () => {
  expect((await ask("GET", "/healthz", `X-Large: ${"x".repeat(100_000)}\r\n`)).status).toBe(431);
  expect((await server.send("NONSENSE\r\n\r\n")).status).toBe(400);
  expect((await post("/v1/book/jane/30min", `${typed}Content-Length: -1\r\n`, "{}")).status).toBe(400);
  expect((await ask("GET", "/healthz")).status).toBe(200);
});

/** Valid and invalid `Host` headers. */
const hosts = [
  "Host: nas\r\n",
  "Host: a\r\n",
  "Host: book.example.com:8443\r\n",
  "Host: [::1]:3000\r\n",
  "Host:\r\n",
  "Host: a/b?c#d\r\n",
  "",
];

test.each(hosts)("the path does not depend on the host (%j)", async (line) => {
  const version = line === "" ? "HTTP/1.0" : "HTTP/1.1";
  const request = (method: string, target: string, more = "") =>
    server.send(`${method} ${target} ${version}\r\n${line}Connection: close\r\n${more}\r\n`);
  const profile = await request("GET", "/v1/u/jane");
  expect(profile.status).toBe(200);
  expect(profile.headers.get("access-control-allow-origin")).toBe("*");
  expect((await request("HEAD", "/v1/u/jane")).status).toBe(200);
  expect((await request("OPTIONS", "/v1/u/jane")).status).toBe(204);
  expect((await request("GET", "/v1/bookings?limit=1", `x-api-key: ${key}\r\n`)).status).toBe(200);
  expectError(await request("GET", "/v1/bookings?limit=0", `x-api-key: ${key}\r\n`), 422, "invalid");
  expectError(await request("GET", "/v1/unknown"), 404, "not_found");
});

test("limits use the connection's address, whatever headers claim", async () => {
  const lines = [...hosts, `${host}X-Forwarded-For: 192.0.2.1\r\n`];
  let refused = 0;
  for (let n = 0; n < 60; n++) {
    const line = lines[n % lines.length]!;
    const { status } = await server.send(
      `GET /v1/bookings/unknown/confirm ${line === "" ? "HTTP/1.0" : "HTTP/1.1"}\r\n${line}\r\n`,
    );
    refused += status === 429 ? 1 : 0;
  }
  expect(refused).toBe(10);
});
