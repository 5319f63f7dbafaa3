import type { DayHours, Schedule } from "./availability.ts";
import { parseDate, parseTimeOfDay } from "./clock.ts";
import type { EpochMs } from "./interval.ts";
import type { DateOverride, ScheduleSettings, TimeRange, WeeklyHours } from "./records.ts";
import { type FieldError } from "./refusal.ts";
import { zoneOf } from "./zone.ts";

/** A period in which a host cannot be booked. */
export type TimeOff = {
  readonly id: number;
  readonly starts_at: EpochMs;
  readonly ends_at: EpochMs;
  /** Why; only the host sees it. */
  readonly reason: string | null;
  /** What visitors read meanwhile. */
  readonly message: string | null;
  /** The username of another host, whose page is offered meanwhile. */
  readonly redirect_to: string | null;
};

type Hours = Pick<ScheduleSettings, "timezone" | "weekly" | "overrides">;
/** Monday to Friday, 9:00 to 17:00: a new host's hours. */
export const officeHours: readonly WeeklyHours[] = [1, 2, 3, 4, 5].map((day) => ({
  day,
  start: "09:00",
  end: "17:00",
}));

/** Converts hours to the form that slots are computed from; expects settings that passed `scheduleProblems`. */
export function toSchedule({ timezone, weekly, overrides }: Hours): Schedule {
  const ofDay = (day: number) => sorted(weekly.filter((hours) => hours.day === day));
  return {
    zone: zoneOf(timezone),
    weekly: [0, 1, 2, 3, 4, 5, 6].map(ofDay),
    overrides: new Map(overrides.map(({ date, intervals }) => [parseDate(date)!, sorted(intervals)])),
  };
}

/** Finds what a schema cannot check: reversed or overlapping intervals, and dates given twice. */
export function scheduleProblems(
  weekly: readonly WeeklyHours[],
  overrides: readonly DateOverride[],
): FieldError[] {
  return [...weeklyProblems(weekly), ...overrideProblems(overrides)];
}

function weeklyProblems(weekly: readonly WeeklyHours[]): FieldError[] {
  const paths = weekly.map((hours, index) => ({ hours, path: `/weekly/${index}` }));
  return [0, 1, 2, 3, 4, 5, 6].flatMap((day) =>
    rangeProblems(paths.filter(({ hours }) => hours.day === day)),
  );
}

function overrideProblems(overrides: readonly DateOverride[]): FieldError[] {
  const seen = new Set<string>();
  return overrides.flatMap(({ date, intervals }, index) => {
    const path = `/overrides/${index}`;
    const again = seen.has(date);
    seen.add(date);
    return [
      ...(again
        ? [{ path: `${path}/date`, message: "must be unique; combine the intervals of a date" }]
        : []),
      ...rangeProblems(intervals.map((hours, at) => ({ hours, path: `${path}/intervals/${at}` }))),
    ];
  });
}

function rangeProblems(ranges: readonly { hours: TimeRange; path: string }[]): FieldError[] {
  const inOrder = ranges.toSorted((a, b) => a.hours.start.localeCompare(b.hours.start));
  return inOrder.flatMap(({ hours, path }, index) => {
    if (hours.start >= hours.end) {
      const message =
        "must be after its start; split hours over midnight into two intervals, up to 24:00 and from 00:00";
      return [{ path: `${path}/end`, message }];
    }
    const before = inOrder[index - 1]?.hours;
    return before && before.end > hours.start
      ? [{ path: `${path}/start`, message: "must not overlap another interval of the same day" }]
      : [];
  });
}

function sorted(ranges: readonly TimeRange[]): DayHours[] {
  return ranges
    .map(({ start, end }) => ({ startMinute: parseTimeOfDay(start)!, endMinute: parseTimeOfDay(end)! }))
    .sort((a, b) => a.startMinute - b.startMinute);
}
