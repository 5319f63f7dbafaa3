import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { anEventTypeOf, expectInvalid, expectProblem } from "../support/http.ts";
import { type Json, startApp, type TestApp } from "../support/start-app.ts";

let app: TestApp;
let key: string;

beforeEach(async () => {
  app = await startApp();
  ({ key } = await app.host());
});
afterEach(() => app.close());

async function slots(query: string, slug = "30min"): Promise<Json[]> {
  const { status, json } = await app.request("GET", `/v1/slots/jane/${slug}?${query}`);
  expect(status).toBe(200);
  return json["slots"];
}
const starts = async (query: string, slug?: string) =>
  (await slots(query, slug)).map(({ start }) => start as string);

test("a day's slots are in time order, in UTC and local time", async () => {
  const { status, json } = await app.request(
    "GET",
    "/v1/slots/jane/30min?date=2026-03-02&timezone=Asia/Kolkata",
  );
  expect(status).toBe(200);
  expect(json).toEqual({
    timezone: "Asia/Kolkata",
    event_type: {
      id: 1,
      slug: "30min",
      title: "30 Minute Meeting",
      description: null,
      duration_minutes: 30,
      durations_minutes: [30],
      location_type: "video",
      location: null,
      requires_confirmation: false,
      verify_email: false,
      questions: [],
      max_guests: 0,
    },
    slots: expect.any(Array),
  });
  expect(json["slots"][0]).toEqual({
    start: "2026-03-02T14:00:00Z",
    end: "2026-03-02T14:30:00Z",
    start_local: "2026-03-02T19:30:00+05:30",
    end_local: "2026-03-02T20:00:00+05:30",
  });
  const inOrder = json["slots"].map(({ start }: Json) => start);
  expect(inOrder).toEqual(inOrder.toSorted());
});

test("days are in the caller's zone, by default the host's", async () => {
  const office = await starts("date=2026-03-02");
  expect(office).toHaveLength(16);
  const kolkata = await slots("date=2026-03-02&timezone=Asia/Kolkata");
  expect(kolkata).toHaveLength(9);
  expect(kolkata.every(({ start_local }) => start_local.startsWith("2026-03-02T"))).toBeTrue();
  const next = await slots("date=2026-03-03&timezone=Asia/Kolkata");
  expect(next.map(({ start }) => start).slice(0, 7)).toEqual(office.slice(9));
  expect((await app.request("GET", "/v1/slots/jane/30min?date=2026-03-02")).json["timezone"]).toBe(
    "America/New_York",
  );
});

test("each slot has its own offset across a clock change", async () => {
  const found = await slots("from=2026-03-06&to=2026-03-09");
  const nine = found.filter(({ start_local }) => start_local.includes("T09:00:00"));
  expect(nine.map(({ start, start_local }) => [start, start_local])).toEqual([
    ["2026-03-06T14:00:00Z", "2026-03-06T09:00:00-05:00"],
    ["2026-03-09T13:00:00Z", "2026-03-09T09:00:00-04:00"],
  ]);
});

test("a range includes both its days, and may be one day", async () => {
  const both = await starts("from=2026-03-02&to=2026-03-03");
  expect(both).toEqual([
    ...(await starts("date=2026-03-02")),
    ...(await starts("from=2026-03-03&to=2026-03-03")),
  ]);
});

test("62 days can be requested at once", async () => {
  expect((await starts("from=2026-03-02&to=2026-05-02")).length).toBeGreaterThan(600);
  expectInvalid(await app.request("GET", "/v1/slots/jane/30min?from=2026-03-02&to=2026-05-03"), "/to");
});

test.each([
  ["", "/date"],
  ["timezone=Europe/Berlin", "/date"],
  ["from=2026-03-02", "/date"],
  ["to=2026-03-02", "/date"],
  ["date=2026-03-02&from=2026-03-02", "/date"],
  ["date=2026-03-02&from=2026-03-02&to=2026-03-03", "/date"],
  ["from=2026-03-03&to=2026-03-02", "/to"],
  ["date=2026-03-02&timezone=Mars/Olympus", "/timezone"],
  ["from=0001-01-01&to=9999-12-31", "/to"],
])("?%s is rejected", async (query, path) => {
  expectInvalid(await app.request("GET", `/v1/slots/jane/30min?${query}`), path);
});

test("there are none in the past or beyond the horizon", async () => {
  for (const date of ["2026-03-01", "2026-05-03", "0000-01-01", "0001-01-01", "1969-12-31", "9999-12-31"]) {
    expect(await starts(`date=${date}`)).toEqual([]);
  }
});

test("hidden event types can be booked; inactive, deleted and unknown ones cannot", async () => {
  const { id } = await anEventTypeOf(app, key, { title: "Secret", hidden: true });
  expect(await starts("date=2026-03-02", "secret")).toHaveLength(16);
  const profile = async () =>
    (await app.request("GET", "/v1/u/jane")).json["event_types"].map(({ slug }: Json) => slug);
  expect(await profile()).toEqual(["30min"]);
  const expectGone = async (slug: string) => {
    expectProblem(await app.request("GET", `/v1/slots/jane/${slug}?date=2026-03-02`), 404, "not_found");
    expectProblem(await app.book({}, `/v1/book/jane/${slug}`), 404, "not_found");
  };
  await app.request("PATCH", `/v1/event-types/${id}`, { key, body: { active: false, hidden: false } });
  expect(await profile()).toEqual(["30min"]);
  await expectGone("secret");
  await app.request("PATCH", `/v1/event-types/${id}`, { key, body: { active: true } });
  expect(await profile()).toEqual(["30min", "secret"]);
  await app.request("DELETE", `/v1/event-types/${id}`, { key });
  expect(await profile()).toEqual(["30min"]);
  await expectGone("secret");
  await expectGone("unknown");
});

describe("exactly the offered slots can be booked:", () => {
  const MINUTE = 60_000;
  const rules: [what: string, eventType: Json][] = [
    ["buffers", { buffer_before: 15, buffer_after: 30 }],
    ["an interval of its own", { slot_interval_minutes: 20 }],
    ["notice", { min_notice_minutes: 300 }],
    ["a daily limit", { max_bookings_per_day: 2 }],
    ["a near horizon", { max_advance_days: 1 }],
    [
      "all at once",
      {
        duration_minutes: 45,
        buffer_before: 10,
        buffer_after: 5,
        slot_interval_minutes: 25,
        min_notice_minutes: 250,
        max_bookings_per_day: 6,
        max_advance_days: 2,
      },
    ],
  ];

  test.each(rules)("%s", async (_, eventType) => {
    await anEventTypeOf(app, key, { title: "Call", ...eventType });
    const off = { starts_at: "2026-03-02T17:00:00Z", ends_at: "2026-03-02T17:40:00Z" };
    await app.request("POST", "/v1/time-off", { key, body: off });
    await app.book({ start_time: "2026-03-02T19:00:00Z" });
    const day = Date.parse("2026-03-02T12:00:00Z");
    for (let start = day; start < day + 30 * 60 * MINUTE; start += 5 * MINUTE) {
      const start_time = new Date(start).toISOString().replace(".000", "");
      const isOffered = (await starts("from=2026-03-02&to=2026-03-03", "call")).includes(start_time);
      const { status } = await app.book({ start_time }, "/v1/book/jane/call");
      expect({ start_time, status }).toEqual({ start_time, status: isOffered ? 201 : 409 });
    }
  });
});
