import { describe, expect, test } from "bun:test";
import type { TimeRange } from "../../src/domain/records.ts";
import { officeHours, scheduleProblems, toSchedule } from "../../src/domain/schedule.ts";

/** `9-12` as hours of one day. */
function range(text: string): TimeRange {
  const [start, end] = text.split("-") as [string, string];
  return { start: `${start.padStart(2, "0")}:00`, end: `${end.padStart(2, "0")}:00` };
}

const pathsOf = (problems: readonly { path: string }[]) => problems.map(({ path }) => path);

describe("scheduleProblems", () => {
  test.each<[why: string, days: [day: number, hours: string][], paths: string[]]>([
    ["nothing", [], []],
    ["a whole day", [[1, "0-24"]], []],
    [
      "adjacent hours",
      [
        [1, "9-12"],
        [1, "12-17"],
      ],
      [],
    ],
    [
      "hours in any order",
      [
        [1, "13-17"],
        [1, "9-12"],
      ],
      [],
    ],
    [
      "the same hours on two days",
      [
        [1, "9-12"],
        [2, "9-12"],
      ],
      [],
    ],
    [
      "hours over midnight as two intervals",
      [
        [1, "22-24"],
        [2, "0-2"],
      ],
      [],
    ],
    ["reversed hours", [[1, "17-9"]], ["/weekly/0/end"]],
    ["empty hours", [[1, "9-9"]], ["/weekly/0/end"]],
    ["hours that begin at 24:00", [[1, "24-24"]], ["/weekly/0/end"]],
    [
      "overlapping hours",
      [
        [1, "9-12"],
        [1, "11-17"],
      ],
      ["/weekly/1/start"],
    ],
    [
      "overlapping hours in any order",
      [
        [1, "11-17"],
        [1, "9-12"],
      ],
      ["/weekly/0/start"],
    ],
    [
      "duplicate hours",
      [
        [1, "9-12"],
        [1, "9-12"],
      ],
      ["/weekly/1/start"],
    ],
    [
      "hours within hours",
      [
        [1, "9-17"],
        [1, "10-11"],
        [1, "12-13"],
      ],
      ["/weekly/1/start"],
    ],
  ])("weekly: %s", (_why, days, paths) => {
    const weekly = days.map(([day, hours]) => ({ day, ...range(hours) }));
    expect(pathsOf(scheduleProblems(weekly, []))).toEqual(paths);
  });

  test("reports duplicate dates, and reversed or overlapping hours of overrides", () => {
    const overrides = [
      { date: "2026-05-05", intervals: [range("9-12"), range("11-13")] },
      { date: "2026-05-06", intervals: [] },
      { date: "2026-05-05", intervals: [range("17-9")] },
    ];
    expect(pathsOf(scheduleProblems([], overrides))).toEqual([
      "/overrides/0/intervals/1/start",
      "/overrides/2/date",
      "/overrides/2/intervals/0/end",
    ]);
  });

  test("office hours are valid", () => expect(scheduleProblems(officeHours, [])).toEqual([]));
});

test("toSchedule sorts each day's hours and converts them to minutes", () => {
  const schedule = toSchedule({
    timezone: "Europe/Berlin",
    weekly: [
      { day: 6, ...range("13-24") },
      { day: 6, ...range("0-12") },
    ],
    overrides: [{ date: "1970-01-02", intervals: [range("9-10")] }],
  });
  expect(schedule.zone.name).toBe("Europe/Berlin");
  expect(schedule.weekly).toEqual([
    [],
    [],
    [],
    [],
    [],
    [],
    [
      { startMinute: 0, endMinute: 720 },
      { startMinute: 780, endMinute: 1440 },
    ],
  ]);
  expect(schedule.overrides).toEqual(new Map([[1, [{ startMinute: 540, endMinute: 600 }]]]));
});
