import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { anEventTypeOf, expectInvalid, expectProblem } from "../support/http.ts";
import { type Json, startApp, type TestApp } from "../support/start-app.ts";

let app: TestApp;
let key: string;

beforeEach(async () => {
  app = await startApp({ now: Date.parse("2026-03-02T15:00:00Z") });
  ({ key } = await app.host());
  await anEventTypeOf(app, key, { title: "Near", max_advance_days: 1 });
});
afterEach(() => app.close());

const startsOn = async (date: string, zone = "America/New_York"): Promise<string[]> => {
  const target = `/v1/slots/jane/near?date=${date}&timezone=${zone}`;
  return (await app.request("GET", target)).json["slots"].map(({ start_local }: Json) =>
    start_local.slice(11, 16),
  );
};

describe("a horizon of one day", () => {
  test("includes all of tomorrow, and nothing after", async () => {
    const tomorrow = await startsOn("2026-03-03");
    expect([tomorrow[0], tomorrow.at(-1)]).toEqual(["09:00", "16:30"]);
    expect(await startsOn("2026-03-04")).toEqual([]);
  });

  test("counts days of the schedule, whatever the visitor's zone", async () => {
    expect((await startsOn("2026-03-03", "Pacific/Auckland")).length).toBeGreaterThan(0);
    expect((await startsOn("2026-03-04", "Pacific/Auckland")).at(-1)).toBe("10:30");
  });

  test("moves on at midnight of the schedule, cached or not", async () => {
    expect(await startsOn("2026-03-04")).toEqual([]);
    app.clock.now = Date.parse("2026-03-03T04:59:59Z");
    expect(await startsOn("2026-03-04")).toEqual([]);
    app.clock.now = Date.parse("2026-03-03T05:00:00Z");
    expect(await startsOn("2026-03-04")).toHaveLength(16);
  });

  test("decides on bookings as it does on slots", async () => {
    const book = (start_time: string) => app.book({ start_time }, "/v1/book/jane/near");
    expect((await book("2026-03-03T21:30:00Z")).status).toBe(201);
    expectProblem(await book("2026-03-04T14:00:00Z"), 409, "slot_unavailable");
  });
});

describe("a notice longer than the horizon", () => {
  const never = { min_notice_minutes: 5 * 1440, max_advance_days: 2 };

  test("is refused for a new event type", async () => {
    const body = { title: "Never", duration_minutes: 30, ...never };
    expectInvalid(await app.request("POST", "/v1/event-types", { key, body }), "/min_notice_minutes");
  });

  test("is refused as a change of either", async () => {
    const change = (body: Json) => app.request("PATCH", "/v1/event-types/2", { key, body });
    expectInvalid(await change({ min_notice_minutes: 1441 }), "/min_notice_minutes");
    expect((await change({ min_notice_minutes: 1440 })).status).toBe(200);
  });

  test("of an earlier version does not stand in the way of other changes", async () => {
    await app.database.write((trx) =>
      trx.updateTable("event_types").set(never).where("id", "=", 2).execute(),
    );
    const { status } = await app.request("PATCH", "/v1/event-types/2", { key, body: { title: "Near by" } });
    expect(status).toBe(200);
  });
});
