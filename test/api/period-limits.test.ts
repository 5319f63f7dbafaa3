import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { type Json, startApp, type TestApp } from "../support/start-app.ts";

let app: TestApp;
let key: string;

beforeEach(async () => {
  app = await startApp();
  ({ key } = await app.host());
  const second = { title: "Second", slug: "second", duration_minutes: 60 };
  await app.request("POST", "/v1/event-types", { key, body: second });
});
afterEach(() => app.close());

const asJson = { accept: "application/json" };

async function setLimits(limits: readonly Json[], target = "/v1/event-types/1"): Promise<void> {
  expect((await app.request("PATCH", target, { key, body: { limits } })).status).toBe(200);
}

async function book(start_time: string, event = "30min"): Promise<{ status: number; json: Json }> {
  return app.book({ start_time }, `/v1/book/jane/${event}`);
}

/** The dates of the next weeks, in New York, on which something is offered. */
async function openDates(event = "30min", timezone = "America/New_York"): Promise<Set<string>> {
  const target = `/v1/slots/jane/${event}?from=2026-03-02&to=2026-04-05&timezone=${timezone}`;
  const { json } = await app.request("GET", target);
  return new Set(json["slots"].map(({ start }: Json) => start.slice(0, 10)));
}

// The schedule is in New York, where the clocks go forward on 8 March.
const MONDAY_9 = "2026-03-02T14:00:00Z";
const TUESDAY_9 = "2026-03-03T14:00:00Z";
const FRIDAY_9 = "2026-03-06T14:00:00Z";
const NEXT_MONDAY_9 = "2026-03-09T13:00:00Z";

test("a full week is not offered and cannot be booked, and the next one can", async () => {
  await setLimits([{ period: "week", bookings: 2 }]);
  expect((await book(MONDAY_9)).status).toBe(201);
  expect((await book(TUESDAY_9)).status).toBe(201);
  const open = await openDates();
  expect(open).not.toContain("2026-03-06");
  expect(open).toContain("2026-03-09");
  expect((await book(FRIDAY_9)).json["code"]).toBe("slot_unavailable");
  expect((await book(NEXT_MONDAY_9)).status).toBe(201);
});

test("minutes of a month count by the real length of each booking", async () => {
  await setLimits([{ period: "month", minutes: 60 }]);
  expect((await book(MONDAY_9)).status).toBe(201);
  await app.request("PATCH", "/v1/event-types/1", { key, body: { duration_minutes: 45 } });
  const open = await openDates();
  expect(open).not.toContain("2026-03-31");
  expect(open).toContain("2026-04-01");
  await app.request("PATCH", "/v1/event-types/1", { key, body: { duration_minutes: 30 } });
  expect((await book("2026-03-31T13:00:00Z")).status).toBe(201);
  expect(await openDates()).not.toContain("2026-03-30");
});

test("a host's limits count all event types together", async () => {
  await setLimits([{ period: "day", minutes: 90 }], "/v1/me");
  expect((await book(MONDAY_9)).status).toBe(201);
  expect(await openDates("second")).toContain("2026-03-02");
  expect((await book("2026-03-02T15:00:00Z", "second")).status).toBe(201);
  expect(await openDates()).not.toContain("2026-03-02");
  expect((await book("2026-03-02T20:00:00Z")).json["code"]).toBe("slot_unavailable");
  expect((await app.request("GET", "/v1/me", { key })).json["limits"]).toEqual([
    { period: "day", minutes: 90 },
  ]);
});

test("another event type's bookings do not count in an event type's limit", async () => {
  await setLimits([{ period: "day", bookings: 1 }]);
  expect((await book(MONDAY_9, "second")).status).toBe(201);
  expect((await book("2026-03-02T15:00:00Z")).status).toBe(201);
});

test("the period is that of the schedule, whoever asks from where", async () => {
  await setLimits([{ period: "week", bookings: 1 }]);
  await setHours("Pacific/Kiritimati");
  // Sunday evening in UTC is Monday morning there.
  expect((await book("2026-03-08T20:00:00Z")).status).toBe(201);
  const dates = await openDates("30min", "UTC");
  expect(dates).not.toContain("2026-03-13");
  expect(dates).toContain("2026-03-15");
});

async function setHours(timezone: string): Promise<void> {
  const weekly = [0, 1, 2, 3, 4, 5, 6].map((day) => ({ day, start: "09:00", end: "17:00" }));
  const body = { name: "Everywhere", timezone, weekly };
  expect((await app.request("PUT", "/v1/schedules/1", { key, body })).status).toBe(200);
}

describe("within a full period", () => {
  test("a booking can be moved, and is offered its own period", async () => {
    await setLimits([
      { period: "day", minutes: 30 },
      { period: "month", bookings: 1 },
    ]);
    const { json } = await book(MONDAY_9);
    const move = (start_time: string) =>
      app.request("POST", `/v1/reschedule/${json["reschedule_token"]}`, {
        body: { start_time },
        headers: asJson,
      });
    expect((await move("2026-03-02T18:00:00Z")).status).toBe(200);
    expect((await move(FRIDAY_9)).status).toBe(200);
  });

  test("another period that is full refuses it", async () => {
    await setLimits([{ period: "day", bookings: 1 }]);
    const { json } = await book(MONDAY_9);
    await book(TUESDAY_9);
    const body = { start_time: "2026-03-03T18:00:00Z" };
    const moved = await app.request("POST", `/v1/reschedule/${json["reschedule_token"]}`, {
      body,
      headers: asJson,
    });
    expect(moved.json["code"]).toBe("slot_unavailable");
  });

  test("a cancellation makes room", async () => {
    await setLimits([{ period: "week", bookings: 1 }]);
    const { json } = await book(MONDAY_9);
    expect((await book(TUESDAY_9)).status).toBe(409);
    await app.request("POST", `/v1/cancel/${json["cancel_token"]}/confirm`, { body: {}, headers: asJson });
    expect((await book(TUESDAY_9)).status).toBe(201);
  });

  test("hosts are refused too, unless they override", async () => {
    await setLimits([{ period: "week", bookings: 1 }]);
    await book(MONDAY_9);
    const body = {
      event_type_id: 1,
      attendee_name: "Jason",
      attendee_email: "jason@example.com",
      start_time: TUESDAY_9,
      timezone: "UTC",
    };
    expect((await app.request("POST", "/v1/bookings", { key, body })).status).toBe(409);
    expect(
      (await app.request("POST", "/v1/bookings", { key, body: { ...body, override: true } })).status,
    ).toBe(201);
  });

  test("the reason is told to the host", async () => {
    await setLimits([{ period: "week", bookings: 1 }]);
    await book(MONDAY_9);
    const { json } = await app.request("GET", "/v1/slots/jane/30min/explain?date=2026-03-03", { key });
    expect(json["stretches"].map(({ reason }: Json) => reason)).toContain("limit");
  });
});

test("the last place of a week is given to one of many", async () => {
  await setLimits([{ period: "week", bookings: 1 }]);
  const starts = Array.from(
    { length: 8 },
    (_, n) => `2026-03-0${3 + (n % 4)}T1${4 + Math.floor(n / 4)}:00:00Z`,
  );
  const answers = await Promise.all(starts.map((start) => book(start)));
  const booked = answers.filter(({ status }) => status === 201);
  expect(booked).toHaveLength(1);
});

test("max_bookings_per_day is the short form of a limit", async () => {
  await setLimits([
    { period: "week", bookings: 9 },
    { period: "day", bookings: 3 },
  ]);
  const shown = async () => (await app.request("GET", "/v1/event-types/1", { key })).json;
  expect(await shown()).toMatchObject({ max_bookings_per_day: 3 });
  const whole = await shown();
  await app.request("PATCH", "/v1/event-types/1", { key, body: whole });
  expect(await shown()).toEqual(whole);
  await app.request("PATCH", "/v1/event-types/1", { key, body: { max_bookings_per_day: null } });
  expect((await shown())["limits"]).toEqual([{ period: "week", bookings: 9 }]);
});

const event = "/v1/event-types/1";
test.each([
  [event, [{ period: "year", bookings: 1 }], "/limits/0/period"],
  [event, [{ period: "day", bookings: 0 }], "/limits/0/bookings"],
  [event, [{ period: "day" }], "/limits/0"],
  [event, [{ period: "day", bookings: 1, minutes: 60 }], "/limits/0"],
  [event, [{ period: "week", minutes: 29 }], "/limits/0/minutes"],
  ["/v1/me", [{ period: "week" }], "/limits/0"],
  [
    "/v1/me",
    [
      { period: "week", minutes: 60 },
      { period: "week", minutes: 90 },
    ],
    "/limits/1",
  ],
])("%s refuses the limits %j", async (target, limits, path) => {
  const before = (await app.request("GET", target, { key })).json;
  const { status, json } = await app.request("PATCH", target, { key, body: { limits } });
  expect(status).toBe(422);
  expect(json["details"][0]["path"]).toBe(path);
  expect((await app.request("GET", target, { key })).json).toEqual(before);
});

test("a limit per day that contradicts max_bookings_per_day is refused", async () => {
  const body = { max_bookings_per_day: 2, limits: [{ period: "day", bookings: 3 }] };
  const { status, json } = await app.request("PATCH", event, { key, body });
  expect([status, json["details"][0]["path"]]).toEqual([422, "/limits/0"]);
});

test("a wrong limit is named by its position in the list as it was sent", async () => {
  const wrong: readonly (readonly [Json[], string])[] = [
    [
      [
        { period: "day", bookings: 2 },
        { period: "day", bookings: 2 },
      ],
      "/limits/1",
    ],
    [
      [
        { period: "day", bookings: 2 },
        { period: "day", bookings: 3 },
      ],
      "/limits/1",
    ],
    [
      [
        { period: "day", bookings: 2 },
        { period: "week", minutes: 15 },
      ],
      "/limits/1/minutes",
    ],
    [
      [
        { period: "week", minutes: 15 },
        { period: "day", bookings: 2 },
      ],
      "/limits/0/minutes",
    ],
    [
      [
        { period: "week", bookings: 1 },
        { period: "day", bookings: 2 },
        { period: "week", bookings: 4 },
      ],
      "/limits/2",
    ],
  ];
  for (const [limits, path] of wrong) {
    const { status, json } = await app.request("PATCH", event, { key, body: { limits } });
    expect([status, json["details"]?.[0]["path"], limits]).toEqual([422, path, limits]);
  }
});
