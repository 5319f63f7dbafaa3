import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { everyRow, expectInvalid } from "../support/http.ts";
import { type Json, startApp, type TestApp } from "../support/start-app.ts";

let app: TestApp;
let key: string;

beforeEach(async () => {
  app = await startApp();
  ({ key } = await app.host());
  await app.book();
  const body = { url: "https://crm.example.com/hook" };
  expect((await app.request("POST", "/v1/webhooks", { key, body })).status).toBe(201);
});
afterEach(() => app.close());

describe.each([
  ["PATCH", "/v1/me"],
  ["PATCH", "/v1/event-types/1"],
  ["PUT", "/v1/schedules/1"],
  ["PATCH", "/v1/webhooks/1"],
  ["PATCH", "/v1/bookings/1"],
])("%s %s", (method, target) => {
  const get = async (): Promise<Json> => (await app.request("GET", target, { key })).json;
  const send = (body: Json) => app.request(method, target, { key, body });

  test("accepts exactly what GET returned, and changes nothing", async () => {
    const [resource, rows] = [await get(), await everyRow(app)];
    expect(await send(resource)).toMatchObject({ status: 200, json: resource });
    expect(await everyRow(app)).toEqual(rows);
  });

  test("refuses a read-only field that differs, by name", async () => {
    const rows = await everyRow(app);
    expectInvalid(await send({ ...(await get()), id: 4711 }), "/id");
    expect(await everyRow(app)).toEqual(rows);
  });

  test("still refuses unknown fields", async () => {
    expectInvalid(await send({ ...(await get()), titel: "x" }), "/titel");
  });
});

test("what GET returned can be sent back with a change", async () => {
  const { json } = await app.request("GET", "/v1/event-types/1", { key });
  const changed = await app.request("PATCH", "/v1/event-types/1", { key, body: { ...json, title: "Talk" } });
  expect(changed).toMatchObject({ status: 200, json: { title: "Talk" } });
});

test("a grid that was only shown still follows the duration", async () => {
  const { json } = await app.request("GET", "/v1/event-types/1", { key });
  await app.request("PATCH", "/v1/event-types/1", { key, body: json });
  const body = { duration_minutes: 45 };
  const changed = await app.request("PATCH", "/v1/event-types/1", { key, body });
  expect(changed.json["slot_interval_minutes"]).toBe(45);
});

test("read-only fields of another host's resource reveal nothing", async () => {
  const { key: others } = await app.host("mary");
  const { json } = await app.request("GET", "/v1/bookings/1", { key });
  const { status } = await app.request("PATCH", "/v1/bookings/1", { key: others, body: json });
  expect(status).toBe(404);
});
