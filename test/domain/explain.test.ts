import { expect, test } from "bun:test";
import { parseDate } from "../../src/domain/clock.ts";
import { type DetailedCalendar, explainDay } from "../../src/domain/explain.ts";
import { type Interval, MINUTE_MS, union } from "../../src/domain/interval.ts";
import { meetingAt, type Policy } from "../../src/domain/policy.ts";
import { toSchedule } from "../../src/domain/schedule.ts";
import { freeStarts } from "../../src/domain/slots.ts";
import { startApp } from "../support/start-app.ts";

const DAY = "2026-03-20";
const at = (time: string) => Date.parse(`${DAY}T${time}Z`);
const span = (from: string, to: string): Interval => ({ start: at(from), end: at(to) });

const policy: Policy = {
  durationMs: 60 * MINUTE_MS,
  bufferBeforeMs: 0,
  bufferAfterMs: 0,
  minNoticeMs: 0,
  maxAdvanceDays: 60,
  slotIntervalMs: 60 * MINUTE_MS,
};

function calendar(over: Partial<DetailedCalendar> = {}, overrides: readonly string[] = []): DetailedCalendar {
  const weekly = [0, 1, 2, 3, 4, 5, 6].map((day) => ({ day, start: "09:00", end: "17:00" }));
  const changed = overrides.map((date) => ({ date, intervals: [{ start: "10:00", end: "11:00" }] }));
  const schedule = toSchedule({ timezone: "UTC", weekly, overrides: changed });
  return { schedule, busy: [], external: [], meetings: [], timeOff: [], allowances: [], ...over };
}

/** The day in words: `09:00-17:00 open`. */
function told(
  over: Partial<DetailedCalendar> = {},
  {
    now = "2026-03-01T00:00:00Z",
    overrides = [] as string[],
    ...changes
  }: Partial<Policy> & {
    now?: string;
    overrides?: string[];
  } = {},
): string[] {
  const clock = (instant: number) => new Date(instant).toISOString().slice(11, 16);
  const day = parseDate(DAY)!;
  return explainDay({ ...policy, ...changes }, calendar(over, overrides), day, Date.parse(now)).map(
    ({ start, end, reason }) => `${clock(start)}-${clock(end)} ${reason ?? "open"}`,
  );
}

test("a day without anything is open in its hours", () => {
  expect(told()).toEqual(["00:00-09:00 hours", "09:00-17:00 open", "17:00-00:00 hours"]);
});

test("each reason stands where it closes the day", () => {
  const meeting = span("10:00", "11:00");
  expect(told({ busy: [meeting], meetings: [meeting] })).toContain("10:00-11:00 booking");
  const buffered = told(
    { busy: [span("09:45", "11:15")], meetings: [meeting] },
    { slotIntervalMs: 15 * MINUTE_MS },
  );
  expect(buffered).toContain("09:45-10:00 buffer");
  expect(buffered).toContain("11:00-11:15 buffer");
  expect(told({ timeOff: [span("12:00", "17:00")] })).toContain("12:00-17:00 time_off");
  expect(told({}, { overrides: [DAY] })).toEqual([
    "00:00-10:00 override",
    "10:00-11:00 open",
    "11:00-00:00 override",
  ]);
  expect(told({}, { now: "2026-03-20T08:00:00Z", minNoticeMs: 120 * MINUTE_MS })).toContain(
    "09:00-10:00 notice",
  );
  expect(told({}, { maxAdvanceDays: 1 })).toEqual(["00:00-00:00 window"]);
  const used = new Map([[parseDate(DAY)!, 2]]);
  expect(told({ allowances: [{ limit: { period: "day", bookings: 2 }, used }] })).toContain(
    "09:00-17:00 limit",
  );
});

test("a gap too short for a meeting is closed by what follows it", () => {
  const meeting = span("10:15", "11:15");
  const day = told({ busy: [meeting], meetings: [meeting] }, { slotIntervalMs: 30 * MINUTE_MS });
  expect(day).toContain("09:00-10:00 open");
  expect(day).toContain("10:00-11:30 booking");
  const evening = told({}, { durationMs: 90 * MINUTE_MS, slotIntervalMs: 90 * MINUTE_MS });
  expect(evening).toContain("16:30-00:00 hours");
});

test("what is open is exactly what the slots cover, on the days of a clock change too", () => {
  for (const [timezone, date] of [
    ["America/New_York", "2026-03-08"],
    ["America/New_York", "2026-11-01"],
    ["Australia/Lord_Howe", "2026-04-05"],
    ["Africa/Cairo", "2026-04-24"],
  ] as const) {
    const weekly = [0, 1, 2, 3, 4, 5, 6].map((day) => ({ day, start: "00:00", end: "24:00" }));
    const schedule = toSchedule({ timezone, weekly, overrides: [] });
    const day = parseDate(date)!;
    const now = Date.parse(`${date}T00:00:00Z`) - 86_400_000;
    const busy = [{ start: now + 100_000_000, end: now + 103_600_000 }];
    const whole = { ...calendar(), schedule, busy, meetings: busy };
    const stretches = explainDay(policy, whole, day, now);
    const from = stretches[0]!.start;
    const to = stretches.at(-1)!.end;
    const starts = freeStarts(policy, whole, { start: from - policy.durationMs, end: to }, now);
    const open = union(starts.map((start) => meetingAt(policy, start)))
      .map(({ start, end }) => ({ start: Math.max(start, from), end: Math.min(end, to) }))
      .filter(({ start, end }) => start < end);
    const told = stretches.filter(({ reason }) => reason === null).map(({ start, end }) => ({ start, end }));
    expect({ date, told }).toEqual({ date, told: open });
    expect(stretches.slice(1).every(({ start }, index) => start === stretches[index]!.end)).toBe(true);
  }
});

test("the API names the booking and the time off, and only to their host", async () => {
  const app = await startApp();
  const { key } = await app.host();
  const mallory = await app.host("mallory");
  await app.book();
  const off = { starts_at: "2026-03-02T17:00:00Z", ends_at: "2026-03-02T18:00:00Z", reason: "Dentist" };
  await app.request("POST", "/v1/time-off", { key, body: off });
  const path = "/v1/slots/jane/30min/explain?date=2026-03-02";
  const { json } = await app.request("GET", path, { key });
  expect(json).toMatchObject({ date: "2026-03-02", timezone: "America/New_York" });
  expect(json["stretches"]).toContainEqual({
    start: "2026-03-02T14:00:00Z",
    end: "2026-03-02T14:30:00Z",
    bookable: false,
    reason: "booking",
    detail: "Jason Johnson, 30 Minute Meeting",
    calendar: null,
  });
  expect(json["stretches"]).toContainEqual({
    start: "2026-03-02T17:00:00Z",
    end: "2026-03-02T18:00:00Z",
    bookable: false,
    reason: "time_off",
    detail: "Dentist",
    calendar: null,
  });
  expect((await app.request("GET", path, { key: mallory.key })).status).toBe(404);
  expect((await app.request("GET", path)).status).toBe(401);
  app.close();
});
