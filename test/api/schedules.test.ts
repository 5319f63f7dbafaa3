import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { everyRow, expectInvalid, expectProblem } from "../support/http.ts";
import { type Json, startApp, type TestApp } from "../support/start-app.ts";

let app: TestApp;
let key: string;

beforeEach(async () => {
  app = await startApp();
  ({ key } = await app.host());
});
afterEach(() => app.close());

const ask = (method: string, path: string, body?: Json) => app.request(method, `/v1/${path}`, { key, body });
const hours = {
  name: "Hours",
  timezone: "America/New_York",
  weekly: [{ day: 1, start: "10:00", end: "12:00" }],
};
const starts = async (date: string) =>
  (await app.request("GET", `/v1/slots/jane/30min?date=${date}`)).json["slots"].map(({ start_local }: Json) =>
    start_local.slice(11, 16),
  );

test("a schedule is returned as it was sent, with defaults", async () => {
  const overrides = [
    { date: "2026-03-09", intervals: [] },
    { date: "2026-03-10", intervals: [{ start: "22:00", end: "24:00" }] },
  ];
  const created = await ask("POST", "schedules", { ...hours, name: " Nights ", overrides });
  expect(created).toMatchObject({
    status: 201,
    json: { id: 2, ...hours, name: "Nights", overrides, is_default: false },
  });
  expect((await ask("GET", "schedules/2")).json).toEqual(created.json);
  expect((await ask("POST", "schedules", hours)).json).toEqual({
    id: 3,
    ...hours,
    overrides: [],
    is_default: false,
  });
});

test("new hours apply to slots immediately", async () => {
  expect(await starts("2026-03-02")).toHaveLength(16);
  const changed = await ask("PUT", "schedules/1", hours);
  expect(changed).toMatchObject({ status: 200, json: { id: 1, ...hours, overrides: [] } });
  expect(await starts("2026-03-02")).toEqual(["10:00", "10:30", "11:00", "11:30"]);
  expect(await starts("2026-03-03")).toEqual([]);
});

test("an override replaces its whole day, and an empty one closes it", async () => {
  const overrides = [
    { date: "2026-03-02", intervals: [{ start: "20:00", end: "24:00" }] },
    { date: "2026-03-09", intervals: [] },
  ];
  await ask("PUT", "schedules/1", { ...hours, overrides });
  expect((await starts("2026-03-02")).at(-1)).toBe("23:30");
  expect(await starts("2026-03-02")).toHaveLength(8);
  expect(await starts("2026-03-09")).toEqual([]);
  expect(await starts("2026-03-16")).toHaveLength(4);
});

describe("invalid hours", () => {
  const monday = (start: string, end: string) => ({ day: 1, start, end });
  const wrongs: [what: string, over: Json, path: string][] = [
    ["that end before they begin", { weekly: [monday("17:00", "09:00")] }, "/weekly/0/end"],
    ["that are empty", { weekly: [monday("09:00", "09:00")] }, "/weekly/0/end"],
    ["that begin at 24:00", { weekly: [monday("24:00", "24:00")] }, "/weekly/0/end"],
    ["that overlap", { weekly: [monday("09:00", "12:00"), monday("11:59", "13:00")] }, "/weekly/1/start"],
    [
      "that overlap, the later one first",
      { weekly: [monday("11:00", "13:00"), monday("09:00", "12:00")] },
      "/weekly/0/start",
    ],
    [
      "that are duplicate",
      { weekly: [monday("09:00", "12:00"), monday("09:00", "12:00")] },
      "/weekly/1/start",
    ],
    ["on an eighth day", { weekly: [{ ...monday("09:00", "12:00"), day: 7 }] }, "/weekly/0/day"],
    [
      "of an override that end before they begin",
      { overrides: [{ date: "2026-03-02", intervals: [{ start: "10:00", end: "09:00" }] }] },
      "/overrides/0/intervals/0/end",
    ],
    [
      "of an override that overlap",
      {
        overrides: [
          {
            date: "2026-03-02",
            intervals: [
              { start: "09:00", end: "11:00" },
              { start: "10:00", end: "12:00" },
            ],
          },
        ],
      },
      "/overrides/0/intervals/1/start",
    ],
    [
      "of a duplicate date",
      {
        overrides: [
          { date: "2026-03-02", intervals: [] },
          { date: "2026-03-02", intervals: [] },
        ],
      },
      "/overrides/1/date",
    ],
  ];

  test.each(wrongs)("%s are rejected", async (_, over, path) => {
    const before = await everyRow(app);
    expectInvalid(await ask("POST", "schedules", { ...hours, ...over }), path);
    expectInvalid(await ask("PUT", "schedules/1", { ...hours, ...over }), path);
    expect(await everyRow(app)).toEqual(before);
  });

  test("do not include touching intervals and full days", async () => {
    const weekly = [monday("00:00", "12:00"), monday("12:00", "24:00")];
    expect((await ask("POST", "schedules", { ...hours, weekly })).status).toBe(201);
  });
});

describe("the default schedule", () => {
  const defaults = async () =>
    (await ask("GET", "schedules")).json["schedules"]
      .filter((one: Json) => one["is_default"])
      .map((one: Json) => one["id"]);

  test("is replaced by a new default", async () => {
    await ask("POST", "schedules", { ...hours, is_default: true });
    expect(await defaults()).toEqual([2]);
    expect(await starts("2026-03-02")).toHaveLength(4);
    await ask("PUT", "schedules/1", { ...hours, is_default: true });
    expect(await defaults()).toEqual([1]);
  });

  test("stays the default unless a change says otherwise", async () => {
    await ask("POST", "schedules", hours);
    expect((await ask("PUT", "schedules/1", hours)).json["is_default"]).toBeTrue();
    expect((await ask("PUT", "schedules/2", hours)).json["is_default"]).toBeFalse();
  });

  test("cannot be deleted or unset", async () => {
    const before = await everyRow(app);
    expectProblem(await ask("DELETE", "schedules/1"), 409, "default_schedule");
    expectProblem(await ask("PUT", "schedules/1", { ...hours, is_default: false }), 409, "default_schedule");
    expect(await everyRow(app)).toEqual(before);
  });
});

test("a schedule in use cannot be deleted", async () => {
  await ask("POST", "schedules", hours);
  const eventType = (await ask("POST", "event-types", { title: "x", duration_minutes: 30, schedule_id: 2 }))
    .json;
  expectProblem(await ask("DELETE", "schedules/2"), 409, "schedule_in_use");
  await ask("DELETE", `event-types/${eventType["id"]}`);
  expect((await ask("DELETE", "schedules/2")).status).toBe(204);
  expectProblem(await ask("GET", "schedules/2"), 404, "not_found");
  expectProblem(await ask("PUT", "schedules/2", hours), 404, "not_found");
  expectProblem(await ask("DELETE", "schedules/2"), 404, "not_found");
});

describe("time off", () => {
  const monday = {
    starts_at: "2026-03-02T10:00:00-05:00",
    ends_at: "2026-03-02T12:00:00-05:00",
    reason: " Dentist ",
  };

  test("closes its time until it is deleted", async () => {
    const added = await ask("POST", "time-off", monday);
    expect(added).toMatchObject({
      status: 201,
      json: { id: 1, starts_at: "2026-03-02T15:00:00Z", ends_at: "2026-03-02T17:00:00Z", reason: "Dentist" },
    });
    expect((await ask("GET", "time-off")).json["time_off"]).toEqual([added.json]);
    expect(await starts("2026-03-02")).toEqual(expect.arrayContaining(["09:30", "12:00"]));
    expect(await starts("2026-03-02")).toHaveLength(12);
    expectProblem(await app.book({ start_time: "2026-03-02T15:30:00Z" }), 409, "slot_unavailable");
    expect((await ask("DELETE", "time-off/1")).status).toBe(204);
    expect(await starts("2026-03-02")).toHaveLength(16);
    expectProblem(await ask("DELETE", "time-off/1"), 404, "not_found");
  });

  test("leaves existing bookings alone", async () => {
    const booked = (await app.book({ start_time: "2026-03-02T15:30:00Z" })).json;
    await ask("POST", "time-off", monday);
    expect((await ask("GET", `bookings/${booked["id"]}`)).json["status"]).toBe("confirmed");
  });

  test("may overlap, and is listed in time order", async () => {
    await ask("POST", "time-off", { ...monday, starts_at: "2026-03-02T16:00:00Z", reason: null });
    await ask("POST", "time-off", monday);
    const { json } = await ask("GET", "time-off");
    expect(json["time_off"].map(({ id, reason }: Json) => [id, reason])).toEqual([
      [2, "Dentist"],
      [1, null],
    ]);
    expect(await starts("2026-03-02")).toHaveLength(12);
  });

  test.each([
    ["before", "2026-03-02T15:00:00Z", "2026-03-02T14:59:59Z"],
    ["when", "2026-03-02T15:00:00Z", "2026-03-02T16:00:00+01:00"],
  ])("that ends %s it begins is rejected", async (_, starts_at, ends_at) => {
    const before = await everyRow(app);
    expectInvalid(await ask("POST", "time-off", { starts_at, ends_at }), "/ends_at");
    expect(await everyRow(app)).toEqual(before);
  });
});
