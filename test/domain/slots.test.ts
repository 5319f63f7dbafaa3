import { describe, expect, test } from "bun:test";
import { parseDate } from "../../src/domain/clock.ts";
import { DAY_MS, type Interval, MINUTE_MS } from "../../src/domain/interval.ts";
import type { Policy } from "../../src/domain/policy.ts";
import { toSchedule } from "../../src/domain/schedule.ts";
import { type Calendar, freeStarts, isSlot } from "../../src/domain/slots.ts";

type Lengths = { duration: number; step?: number };

const halfHours: Policy = {
  durationMs: 30 * MINUTE_MS,
  bufferBeforeMs: 0,
  bufferAfterMs: 0,
  minNoticeMs: 0,
  maxAdvanceDays: 60,
  slotIntervalMs: 30 * MINUTE_MS,
};

/** A calendar that is only open at `hours`: `2026-03-08 01:00-04:00`. */
function openOn(timezone: string, ...hours: string[]): Calendar {
  const byDate = Map.groupBy(hours, (text) => text.slice(0, 10));
  const overrides = [...byDate].map(([date, texts]) => ({
    date,
    intervals: texts.map((text) => ({ start: text.slice(11, 16), end: text.slice(17) })),
  }));
  const schedule = toSchedule({ timezone, weekly: [], overrides });
  return { schedule, busy: [], external: [], timeOff: [], allowances: [] };
}

const instant = (text: string) => Date.parse(`${text}:00Z`);
const between = (start: string, end: string): Interval => ({ start: instant(start), end: instant(end) });
const inUtc = (instants: number[]) => instants.map((one) => new Date(one).toISOString().slice(0, 16));

/** The starts on 2026-05-05, an ordinary Tuesday, as `HH:MM` in UTC, requested the day before. */
function startsThatDay(policy: Partial<Policy>, calendar: Calendar, now = "2026-05-04T00:00"): string[] {
  const window = between("2026-05-05T00:00", "2026-05-06T00:00");
  const starts = freeStarts({ ...halfHours, ...policy }, calendar, window, instant(now));
  return inUtc(starts).map((text) => text.slice(11));
}

const morning = openOn("UTC", "2026-05-05 09:00-11:00");

describe("days computed by hand", () => {
  test.each<[why: string, zone: string, hours: string[], lengths: Lengths, expected: string[]]>([
    [
      "9:00 stays 9:00 when the clocks go forward",
      "America/New_York",
      ["2026-03-07 09:00-10:00", "2026-03-08 09:00-10:00"],
      { duration: 60 },
      ["2026-03-07T14:00", "2026-03-08T13:00"],
    ],
    [
      "9:00 stays 9:00 when they go back",
      "Europe/London",
      ["2026-10-24 09:00-10:00", "2026-10-25 09:00-10:00"],
      { duration: 60 },
      ["2026-10-24T08:00", "2026-10-25T09:00"],
    ],
    [
      "2:00 to 3:00 does not exist, and 1:30 is followed by 3:00",
      "America/New_York",
      ["2026-03-08 01:00-04:00"],
      { duration: 30 },
      ["2026-03-08T06:00", "2026-03-08T06:30", "2026-03-08T07:00", "2026-03-08T07:30"],
    ],
    ["hours inside the gap", "America/New_York", ["2026-03-08 02:00-03:00"], { duration: 15 }, []],
    [
      "hours that begin in the gap begin when it ends",
      "America/New_York",
      ["2026-03-08 02:30-03:30"],
      { duration: 30 },
      ["2026-03-08T07:00"],
    ],
    [
      "the grid steps in real time over the gap",
      "America/New_York",
      ["2026-03-08 00:00-05:00"],
      { duration: 45 },
      ["2026-03-08T05:00", "2026-03-08T05:45", "2026-03-08T06:30", "2026-03-08T07:15", "2026-03-08T08:00"],
    ],
    [
      "1:00 and 1:30 are offered at both their instants",
      "America/New_York",
      ["2026-11-01 01:00-02:00"],
      { duration: 30 },
      ["2026-11-01T05:00", "2026-11-01T05:30", "2026-11-01T06:00", "2026-11-01T06:30"],
    ],
    [
      "half of the repeated hour is two intervals, each with its own grid",
      "America/New_York",
      ["2026-11-01 01:25-02:00"],
      { duration: 30 },
      ["2026-11-01T05:25", "2026-11-01T06:25"],
    ],
    [
      "a meeting does not reach over the break between them",
      "America/New_York",
      ["2026-11-01 00:30-01:30"],
      { duration: 60 },
      ["2026-11-01T04:30"],
    ],
    [
      "an hour's meeting fits in the repeated hour from one pass to the next",
      "Europe/London",
      ["2026-10-25 01:00-02:00"],
      { duration: 90, step: 30 },
      ["2026-10-25T00:00", "2026-10-25T00:30"],
    ],
    [
      "clocks that go back by half an hour",
      "Australia/Lord_Howe",
      ["2026-04-05 01:00-03:00"],
      { duration: 30 },
      ["2026-04-04T14:00", "2026-04-04T14:30", "2026-04-04T15:00", "2026-04-04T15:30", "2026-04-04T16:00"],
    ],
    [
      "clocks that go forward by half an hour",
      "Australia/Lord_Howe",
      ["2026-10-04 01:30-03:00"],
      { duration: 30 },
      ["2026-10-03T15:00", "2026-10-03T15:30"],
    ],
    [
      "clocks that go forward by two hours",
      "Antarctica/Troll",
      ["2026-03-29 00:00-04:00"],
      { duration: 60 },
      ["2026-03-29T00:00", "2026-03-29T01:00"],
    ],
    [
      "clocks that go back by two hours",
      "Antarctica/Troll",
      ["2026-10-25 01:00-03:00"],
      { duration: 60 },
      ["2026-10-24T23:00", "2026-10-25T00:00", "2026-10-25T01:00", "2026-10-25T02:00"],
    ],
    [
      "a day that begins at 1:00; the meeting from the evening before reaches over the gap",
      "Africa/Cairo",
      ["2026-04-23 22:00-24:00", "2026-04-24 00:00-02:00"],
      { duration: 90 },
      ["2026-04-23T20:00", "2026-04-23T21:30"],
    ],
    [
      "a last half hour before midnight that comes twice",
      "Africa/Cairo",
      ["2026-10-29 23:30-24:00"],
      { duration: 30 },
      ["2026-10-29T20:30", "2026-10-29T21:30"],
    ],
    [
      "a nonexistent midnight",
      "America/Havana",
      ["2026-03-08 00:00-02:00"],
      { duration: 60 },
      ["2026-03-08T05:00"],
    ],
    [
      "a zone with minutes in its offset that goes back at 3:45",
      "Pacific/Chatham",
      ["2026-04-05 02:00-04:00"],
      { duration: 60 },
      ["2026-04-04T12:15", "2026-04-04T13:15", "2026-04-04T14:15"],
    ],
    [
      "a skipped date",
      "Pacific/Apia",
      ["2011-12-29 22:00-24:00", "2011-12-30 00:00-24:00", "2011-12-31 00:00-01:00"],
      { duration: 60 },
      ["2011-12-30T08:00", "2011-12-30T09:00", "2011-12-30T10:00"],
    ],
    [
      "one minute of a new day before the clocks go back to the old one",
      "America/St_Johns",
      ["2006-10-28 23:30-24:00", "2006-10-29 00:00-00:30"],
      { duration: 30 },
      ["2006-10-29T02:00", "2006-10-29T03:00", "2006-10-29T03:30"],
    ],
    [
      "clocks that go back for Ramadan",
      "Africa/Casablanca",
      ["2026-02-15 02:00-03:00"],
      { duration: 60 },
      ["2026-02-15T01:00", "2026-02-15T02:00"],
    ],
    [
      "a zone that stopped changing its clocks in 2026",
      "America/Vancouver",
      ["2027-01-15 09:00-10:00"],
      { duration: 60 },
      ["2027-01-15T16:00"],
    ],
    [
      "a zone without summer time",
      "Asia/Tehran",
      ["2026-06-22 09:00-10:00"],
      { duration: 60 },
      ["2026-06-22T05:30"],
    ],
    [
      "another day in UTC",
      "Pacific/Kiritimati",
      ["2026-05-05 09:00-10:00"],
      { duration: 60 },
      ["2026-05-04T19:00"],
    ],
    [
      "hours that go on over midnight, each with its own grid",
      "Europe/Berlin",
      ["2026-01-15 22:00-24:00", "2026-01-16 00:00-01:45"],
      { duration: 90, step: 45 },
      ["2026-01-15T21:00", "2026-01-15T21:45", "2026-01-15T22:30", "2026-01-15T23:00"],
    ],
    [
      "adjacent intervals of one day join, each with its own grid",
      "Europe/Berlin",
      ["2026-01-15 09:00-10:10", "2026-01-15 10:10-11:10"],
      { duration: 30 },
      ["2026-01-15T08:00", "2026-01-15T08:30", "2026-01-15T09:00", "2026-01-15T09:10", "2026-01-15T09:40"],
    ],
    [
      "a break keeps meetings out",
      "Europe/Berlin",
      ["2026-01-15 09:00-09:45", "2026-01-15 10:00-10:45"],
      { duration: 30, step: 15 },
      ["2026-01-15T08:00", "2026-01-15T08:15", "2026-01-15T09:00", "2026-01-15T09:15"],
    ],
  ])("%s (%s)", (_why, zone, hours, { duration, step = duration }, expected) => {
    const noon = parseDate(hours[0]!.slice(0, 10))! * DAY_MS + DAY_MS / 2;
    const policy = { ...halfHours, durationMs: duration * MINUTE_MS, slotIntervalMs: step * MINUTE_MS };
    const window = { start: noon - 3 * DAY_MS, end: noon + 5 * DAY_MS };
    expect(inUtc(freeStarts(policy, openOn(zone, ...hours), window, window.start))).toEqual(expected);
  });

  test("a repeated date counts as a whole, wherever the query begins", () => {
    const calendar = openOn("America/St_Johns", "2006-10-28 23:01-24:00", "2006-10-29 00:00-00:01");
    const within = (start: string, end: string) =>
      inUtc(freeStarts(halfHours, calendar, between(start, end), instant("2006-10-28T00:00")));
    expect(within("2006-10-29T02:30", "2006-10-29T06:00")).toEqual([
      "2006-10-29T02:30",
      "2006-10-29T02:31",
      "2006-10-29T03:01",
    ]);
    const inOneMinutesTime = openOn("America/St_Johns", "2006-10-28 23:31-24:00", "2006-10-29 00:00-00:01");
    const start = instant("2006-10-29T02:01");
    expect(isSlot(halfHours, inOneMinutesTime, start, start)).toBe(true);
  });
});

describe("the window of starts", () => {
  const nine = ["09:00", "09:30", "10:00", "10:30"];
  const dayAhead = (minutes: number) => ({ maxAdvanceDays: 1, minNoticeMs: minutes * MINUTE_MS });

  test("begins at the current instant", () => {
    expect(startsThatDay({}, morning, "2026-05-05T09:30")).toEqual(nine.slice(1));
    expect(startsThatDay({}, morning, "2026-05-05T09:31")).toEqual(nine.slice(2));
  });

  test("begins after the notice, to the millisecond", () => {
    const asked = (now: number) =>
      freeStarts(
        { ...halfHours, minNoticeMs: 60 * MINUTE_MS },
        morning,
        between("2026-05-05T00:00", "2026-05-06T00:00"),
        now,
      ).length;
    expect(asked(instant("2026-05-05T08:30"))).toBe(3);
    expect(asked(instant("2026-05-05T08:30") + 1)).toBe(2);
    expect(asked(instant("2026-05-05T08:30") - 1)).toBe(3);
  });

  test("includes the last day of the horizon as a whole", () => {
    expect(startsThatDay({ maxAdvanceDays: 1 }, morning, "2026-05-04T00:00")).toEqual(nine);
    expect(startsThatDay({ maxAdvanceDays: 1 }, morning, "2026-05-04T23:59")).toEqual(nine);
    expect(startsThatDay({ maxAdvanceDays: 1 }, morning, "2026-05-03T23:59")).toEqual([]);
  });

  test("is empty if the notice exceeds the horizon", () => {
    expect(startsThatDay(dayAhead(2880), morning, "2026-05-04T09:30")).toEqual([]);
    expect(startsThatDay(dayAhead(1440), morning, "2026-05-04T09:30")).toEqual(nine.slice(1));
  });

  test("is half-open for dates", () => {
    const window = between("2026-05-05T09:30", "2026-05-05T10:30");
    expect(inUtc(freeStarts(halfHours, morning, window, window.start))).toEqual([
      "2026-05-05T09:30",
      "2026-05-05T10:00",
    ]);
  });
});

describe("conflicts", () => {
  const buffers = { bufferBeforeMs: 15 * MINUTE_MS, bufferAfterMs: 15 * MINUTE_MS };
  const busyFrom = (start: string, end: string): Calendar => ({ ...morning, busy: [between(start, end)] });
  const offFrom = (start: string, end: string): Calendar => ({ ...morning, timeOff: [between(start, end)] });

  test("a booking blocks what it overlaps, not what it touches", () => {
    expect(startsThatDay({}, busyFrom("2026-05-05T09:30", "2026-05-05T10:00"))).toEqual([
      "09:00",
      "10:00",
      "10:30",
    ]);
    expect(startsThatDay({}, busyFrom("2026-05-05T09:29", "2026-05-05T10:01"))).toEqual(["10:30"]);
  });

  test("buffers may be outside the hours", () => {
    expect(startsThatDay(buffers, morning)).toEqual(["09:00", "09:30", "10:00", "10:30"]);
  });

  test("buffers may be in time off, meetings may not", () => {
    expect(startsThatDay(buffers, offFrom("2026-05-05T09:30", "2026-05-05T10:00"))).toEqual([
      "09:00",
      "10:00",
      "10:30",
    ]);
  });

  test("buffers never overlap a booking", () => {
    expect(startsThatDay(buffers, busyFrom("2026-05-05T09:45", "2026-05-05T09:50"))).toEqual([
      "09:00",
      "10:30",
    ]);
    expect(startsThatDay(buffers, busyFrom("2026-05-05T11:14", "2026-05-05T12:00"))).toEqual([
      "09:00",
      "09:30",
      "10:00",
    ]);
    expect(startsThatDay(buffers, busyFrom("2026-05-05T11:15", "2026-05-05T12:00"))).toHaveLength(4);
    expect(startsThatDay(buffers, busyFrom("2026-05-05T08:00", "2026-05-05T08:46"))).toEqual([
      "09:30",
      "10:00",
      "10:30",
    ]);
    expect(startsThatDay(buffers, busyFrom("2026-05-05T08:00", "2026-05-05T08:45"))).toHaveLength(4);
  });

  test("a full day is not offered, counted in the schedule's zone", () => {
    const calendar = openOn("Pacific/Kiritimati", "2026-05-05 09:00-10:00", "2026-05-06 09:00-10:00");
    const used = new Map([[parseDate("2026-05-05")!, 2]]);
    const window = between("2026-05-04T00:00", "2026-05-07T00:00");
    const starts = (bookings: number) => {
      const allowances = [{ limit: { period: "day", bookings }, used }] as const;
      return inUtc(freeStarts(halfHours, { ...calendar, allowances }, window, window.start));
    };
    expect(starts(2)).toEqual(["2026-05-05T19:00", "2026-05-05T19:30"]);
    expect(starts(3)).toHaveLength(4);
  });
});

describe("overrides", () => {
  const weekly = [{ day: 2, start: "09:00", end: "10:00" }];
  const withOverride = (...intervals: { start: string; end: string }[]): Calendar => ({
    ...morning,
    schedule: toSchedule({ timezone: "UTC", weekly, overrides: [{ date: "2026-05-05", intervals }] }),
  });

  test("replace a whole day", () => {
    expect(startsThatDay({}, withOverride({ start: "14:00", end: "15:00" }))).toEqual(["14:00", "14:30"]);
  });

  test("close a day if they are empty", () => expect(startsThatDay({}, withOverride())).toEqual([]));
});
