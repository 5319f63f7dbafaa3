import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { everyRow, expectInvalid, expectProblem } from "../support/http.ts";
import { type Answered, jason, startApp, type TestApp } from "../support/start-app.ts";

let app: TestApp;
let key: string;

beforeAll(async () => {
  app = await startApp();
  ({ key } = await app.host());
});
afterAll(() => app.close());

const json = { "content-type": "application/json" };

async function sent(
  method: string,
  target: string,
  body?: BodyInit,
  headers: Record<string, string> = json,
): Promise<Answered> {
  const request = new Request(`http://localhost${target}`, {
    method,
    headers: { "x-api-key": key, ...headers },
    ...(body === undefined ? {} : { body }),
  });
  const response = await app.app.handle(request);
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    text,
    json: text.startsWith("{") ? JSON.parse(text) : {},
  };
}

/** Every route with a body, with a valid path. */
const takeBodies = [
  "POST /v1/book/jane/30min",
  "POST /v1/cancel/unknown/confirm",
  "POST /v1/reschedule/unknown",
  "POST /v1/bookings/1/reschedule",
  "POST /v1/bookings/1/confirm",
  "POST /v1/bookings/1/decline",
  "POST /v1/bookings/1/cancel",
  "POST /v1/bookings/unknown/confirm",
  "POST /v1/event-types",
  "PATCH /v1/event-types/1",
  "POST /v1/schedules",
  "PUT /v1/schedules/1",
  "POST /v1/time-off",
  "PATCH /v1/me",
  "POST /v1/api-keys",
  "POST /v1/outbox/1/retry",
];

const notJson: Record<string, [body: BodyInit, headers?: Record<string, string>]> = {
  "half an object": ["{"],
  "single quotes": ["{'a':1}"],
  "a trailing comma": ['{"a":1,}'],
  NaN: ["NaN"],
  "invalid UTF-8": [new Uint8Array([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d])],
  "a NUL byte": ["{}\u0000"],
  "JSON as text": ["{}", { "content-type": "text/plain" }],
  "JSON without a type": ["{}", { "content-type": "" }],
  "a multipart form": ["--x--", { "content-type": "multipart/form-data; boundary=x" }],
  XML: ["<a/>", { "content-type": "application/xml" }],
  "compressed JSON": [Bun.gzipSync("{}"), { ...json, "content-encoding": "gzip" }],
};

describe.each(takeBodies)("%s", (route) => {
  const [method, target] = route.split(" ") as [string, string];

  test.each(Object.entries(notJson))("rejects %s as malformed", async (_, [body, headers]) => {
    const before = await everyRow(app);
    expectProblem(await sent(method, target, body, headers), 400, "malformed");
    expect(await everyRow(app)).toEqual(before);
  });

  test("rejects JSON other than objects", async () => {
    for (const body of ["null", "[]", "[{}]", "5", '"{}"', "true"]) {
      expectInvalid(await sent(method, target, body), "");
    }
  });

  test("rejects every unknown key by name", async () => {
    const refused = await sent(
      method,
      target,
      '{"startTime":1,"__proto__":{"admin":true},"constructor":2,"a/b":3}',
    );
    expectProblem(refused, 422, "invalid");
    expect(refused.json["details"]).toEqual(
      expect.arrayContaining(
        ["/startTime", "/__proto__", "/constructor", "/a~1b"].map((path) => ({
          path,
          message: "is an unknown field",
        })),
      ),
    );
  });

  test("accepts bodies up to its limit", async () => {
    const before = await everyRow(app);
    const filled = (size: number) => `{"foo":"${"x".repeat(size - 10)}"}`;
    const most = target === "/v1/me" ? 786_432 : 65_536;
    expectProblem(await sent(method, target, filled(most + 1)), 413, "too_large");
    expectProblem(await sent(method, target, filled(most)), 422, "invalid");
    expectProblem(await sent(method, target, filled(3 * most)), 413, "too_large");
    expect(await everyRow(app)).toEqual(before);
  });
});

test.each(takeBodies.filter((route) => !/cancel|confirm|decline|retry|me$|PATCH/.test(route)))(
  "%s requires a body",
  async (route) => {
    const [method, target] = route.split(" ") as [string, string];
    expectProblem(await sent(method, target), 422, "invalid");
    expectProblem(await sent(method, target, ""), 422, "invalid");
  },
);

test("an optional body may be empty", async () => {
  for (const body of [undefined, "", "{}"]) {
    expectProblem(await sent("POST", "/v1/bookings/999/cancel", body), 404, "not_found");
    expectProblem(await sent("POST", "/v1/cancel/unknown/confirm", body), 404, "not_found");
    expectProblem(await sent("POST", "/v1/outbox/999/retry", body), 404, "not_found");
  }
});

test("JSON may have a byte order mark and any media type parameters", async () => {
  for (const [start_time, mark, type] of [
    ["2026-03-02T14:00:00Z", "\ufeff", "application/json"],
    ["2026-03-02T14:30:00Z", "", "Application/JSON; Charset=UTF-8"],
    ["2026-03-02T15:00:00Z", "", "application/json;charset=utf-8"],
  ]) {
    const body = mark + JSON.stringify({ ...jason, start_time });
    expect((await sent("POST", "/v1/book/jane/30min", body, { "content-type": type! })).status).toBe(201);
  }
});

test("only links accept forms", async () => {
  const form = { "content-type": "application/x-www-form-urlencoded" };
  const fields = new URLSearchParams(jason).toString();
  expectProblem(await sent("POST", "/v1/book/jane/30min", fields, form), 400, "malformed");
  expectProblem(await sent("POST", "/v1/api-keys", "name=Website", form), 400, "malformed");
  expectProblem(await sent("POST", "/v1/bookings/1/cancel", "reason=x", form), 400, "malformed");
  expectProblem(await sent("POST", "/v1/cancel/unknown/confirm", "reason=x", form), 404, "not_found");
});

test.each([
  "/v1",
  "/v1/",
  "/v2/bookings",
  "/v1/bookings/1/2/3",
  "/v1/book/jane",
  "//v1/me",
  "/v1/%6de",
  "/%",
  "/%00",
])("%s is 404", async (path) => {
  for (const method of ["GET", "POST", "PUT", "DELETE", "PATCH"]) {
    expectProblem(await sent(method, path, method === "GET" ? undefined : "{}"), 404, "not_found");
  }
});

test("an unsupported method is 404", async () => {
  for (const route of [
    "DELETE /v1/bookings/1",
    "PUT /v1/event-types/1",
    "POST /v1/me",
    "GET /v1/book/jane/30min",
    "OPTIONS /v1/nothing",
  ]) {
    const [method, target] = route.split(" ") as [string, string];
    expectProblem(await sent(method, target), 404, "not_found");
  }
});

const noIds = [
  "abc",
  "0",
  "-1",
  "1.0",
  "01",
  "0x1",
  "1e0",
  "%31%00",
  "%00",
  "..%2f",
  "..%2f1",
  "%",
  "%ff",
  "%ed%a0%80",
  "１",
  "1".repeat(15),
  "9".repeat(16),
  "9".repeat(400),
  "1%20",
  "null",
];

test.each(noIds)("%s is neither an id nor a token", async (id) => {
  const before = await everyRow(app);
  for (const route of [
    `GET /v1/bookings/${id}`,
    `POST /v1/bookings/${id}/cancel`,
    `POST /v1/bookings/${id}/confirm`,
    `GET /v1/event-types/${id}`,
    `DELETE /v1/event-types/${id}`,
    `GET /v1/schedules/${id}`,
    `DELETE /v1/time-off/${id}`,
    `DELETE /v1/api-keys/${id}`,
    `GET /v1/outbox/${id}`,
    `POST /v1/cancel/${id}/confirm`,
    `GET /v1/u/${id}`,
    `GET /v1/slots/${id}/${id}?date=2026-03-02`,
  ]) {
    const [method, target] = route.split(" ") as [string, string];
    expectProblem(await sent(method, target), 404, "not_found");
  }
  expect(await everyRow(app)).toEqual(before);
});
