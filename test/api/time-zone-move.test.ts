import { afterEach, beforeEach, expect, test } from "bun:test";
import { startApp, type TestApp } from "../support/start-app.ts";

let app: TestApp;
let key: string;

beforeEach(async () => {
  app = await startApp();
  ({ key } = await app.host());
});
afterEach(() => app.close());

const hours = (name: string, timezone: string) => ({
  name,
  timezone,
  weekly: [{ day: 1, start: "09:00", end: "17:00" }],
});

test("a host who moves takes their schedules along", async () => {
  await app.request("POST", "/v1/schedules", { key, body: hours("Evenings", "America/New_York") });
  await app.request("POST", "/v1/schedules", { key, body: hours("London office", "Europe/London") });
  const { json } = await app.request("PATCH", "/v1/me", { key, body: { timezone: "Europe/Berlin" } });
  expect(json["followed_schedules"]).toEqual([
    { id: 1, name: "Working hours" },
    { id: 2, name: "Evenings" },
  ]);
  const { schedules } = (await app.request("GET", "/v1/schedules", { key })).json;
  expect(schedules.map((one: { timezone: string }) => one.timezone)).toEqual([
    "Europe/Berlin",
    "Europe/Berlin",
    "Europe/London",
  ]);
  const slots = await app.request("GET", "/v1/slots/jane/30min?date=2026-03-03");
  expect(slots.json["slots"][0].start).toBe("2026-03-03T08:00:00Z");
});

test("the schedules that followed are in the audit log", async () => {
  await app.request("PATCH", "/v1/me", { key, body: { timezone: "Europe/Berlin" } });
  const { audit } = (await app.request("GET", "/v1/audit?limit=2", { key })).json;
  expect(audit).toMatchObject([
    { action: "schedule.updated", subject: { id: 1 }, changes: ["timezone"] },
    { action: "host.updated", changes: ["timezone"] },
  ]);
});

test("another change moves no schedule", async () => {
  const { json } = await app.request("PATCH", "/v1/me", { key, body: { name: "Jane Roe" } });
  expect(json["followed_schedules"]).toEqual([]);
});
