import { afterEach, beforeEach, expect, test } from "bun:test";
import { everyRow } from "../support/http.ts";
import { startApp, type TestApp } from "../support/start-app.ts";

let app: TestApp;
let key: string;

beforeEach(async () => {
  app = await startApp();
  ({ key } = await app.host());
  await app.book();
  await app.request("POST", "/v1/webhooks", { key, body: { url: "https://example.com" } });
});
afterEach(() => app.close());

test.each([
  ["PATCH", "/v1/me", {}, { name: "Jane Doe", timezone: "America/New_York", email: "jane@example.com" }],
  ["PATCH", "/v1/event-types/1", {}, { title: "30 Minute Meeting", questions: [], hidden: false }],
  ["PATCH", "/v1/bookings/1", { host_notes: null }],
  ["PATCH", "/v1/webhooks/1", {}, { url: "https://example.com", description: null }],
])("%s %s without a real change writes nothing", async (method, path, ...bodies) => {
  const before = await everyRow(app);
  app.clock.now += 1_000;
  for (const body of bodies) expect((await app.request(method, path, { key, body })).status).toBe(200);
  expect(await everyRow(app)).toEqual(before);
});

test("a PUT of the same schedule writes nothing", async () => {
  const { id: _, ...schedule } = (await app.request("GET", "/v1/schedules/1", { key })).json;
  const before = await everyRow(app);
  app.clock.now += 1_000;
  const put = (body: object) => app.request("PUT", "/v1/schedules/1", { key, body });
  expect(await put(schedule)).toMatchObject({ status: 200, json: schedule });
  expect(await everyRow(app)).toEqual(before);
  await put({ ...schedule, name: "Other hours" });
  expect(await everyRow(app)).not.toEqual(before);
});
