import { afterAll, beforeAll, expect, test } from "bun:test";
import { readDescription } from "../support/description.ts";
import { expectInvalid, expectProblem } from "../support/http.ts";
import { jason, startApp, type TestApp } from "../support/start-app.ts";

let app: TestApp;

beforeAll(async () => {
  app = await startApp();
  await app.host();
});
afterAll(() => app.close());

const bookWith = (more: string) =>
  app.request("POST", "/v1/book/jane/30min", { body: `${JSON.stringify(jason).slice(0, -1)},${more}}` });

test.each([1_000, 5_000, 30_000])("JSON nested %d levels deep is rejected quickly", async (depth) => {
  const deep = "[".repeat(depth) + "]".repeat(depth);
  const started = performance.now();
  expectInvalid(await bookWith(`"notes":${deep}`), "/notes");
  expectInvalid(await bookWith(`"answers":[${deep}]`), "/answers/0");
  expectInvalid(await bookWith(`"colour":${deep}`), "/colour");
  expectInvalid(await app.request("POST", "/v1/book/jane/30min", { body: deep }), "");
  expect(performance.now() - started).toBeLessThan(2_000);
});

test("a value with its own methods is rejected normally", async () => {
  for (const value of [
    '{"toString":1,"valueOf":2}',
    '[{"toString":1}]',
    '{"toJSON":1}',
    '{"__proto__":null}',
  ]) {
    expectInvalid(await bookWith(`"notes":${value}`), "/notes");
  }
});

test("an empty key is reported", async () => {
  const refused = await bookWith('"":1');
  expectInvalid(refused, "/");
  expect(refused.json["error"]).toBe('"" is an unknown field.');
});

test("probes accept any query", async () => {
  for (const path of ["/healthz", "/readyz", "/version"]) {
    expect((await app.request("GET", `${path}?t=1&t=2`)).status).toBe(200);
  }
  expectProblem(await app.request("GET", "/v1/u/jane?t=1&t=2"), 422, "invalid");
});

test("409 pages of unchangeable bookings are documented as pages only", async () => {
  const { find } = await readDescription(app);
  const { json } = await app.book();
  app.clock.now = Date.parse(json["end_time"]);
  for (const [id, target] of [
    ["askToCancel", `/v1/cancel/${json["cancel_token"]}`],
    ["askToReschedule", `/v1/reschedule/${json["reschedule_token"]}`],
  ] as const) {
    const { status } = await app.request("GET", target, { headers: { accept: "text/html" } });
    expect({ id, status }).toEqual({ id, status: 409 });
    expect(Object.keys(find(id).operation["responses"]["409"].content)).toEqual(["text/html"]);
    expect((await app.request("GET", target, { headers: { accept: "application/json" } })).status).toBe(200);
  }
});
