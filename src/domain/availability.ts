import { dateAt, type EpochDay, weekdayOf } from "./clock.ts";
import { DAY_MS, type Interval, MINUTE_MS } from "./interval.ts";
import { instantsBetween, type Zone } from "./zone.ts";

/** Hours within one day, in minutes after midnight of the wall clock; `end` is at most 1440. */
export type DayHours = { readonly startMinute: number; readonly endMinute: number };

/** When a host is available: hours per weekday, and dates that replace a whole day. */
export type Schedule = {
  readonly zone: Zone;
  /** Seven lists, Sunday first; each is sorted and without overlaps. */
  readonly weekly: readonly (readonly DayHours[])[];
  readonly overrides: ReadonlyMap<EpochDay, readonly DayHours[]>;
};

/**
 * The schedule's hours around a window, as instants in time order: one entry per interval of the schedule, or two if a clock
 * change splits it. Adjacent intervals are not merged, because the grid of starts begins again at each. Returns whole days,
 * so some may lie outside the window, and one extra day at each end, because clocks that go back over midnight repeat the end
 * of a day after the start of the next.
 */
export function hoursAround(schedule: Schedule, window: Interval): Interval[] {
  const hours: Interval[] = [];
  const last = dateAt(schedule.zone, window.end) + 1;
  for (let day = dateAt(schedule.zone, window.start) - 1; day <= last; day++) {
    for (const { startMinute, endMinute } of hoursOfDay(schedule, day)) {
      const midnight = day * DAY_MS;
      const [start, end] = [midnight + startMinute * MINUTE_MS, midnight + endMinute * MINUTE_MS];
      hours.push(...instantsBetween(schedule.zone, start, end));
    }
  }
  return hours.sort((a, b) => a.start - b.start);
}

function hoursOfDay(schedule: Schedule, day: EpochDay): readonly DayHours[] {
  return schedule.overrides.get(day) ?? schedule.weekly[weekdayOf(day)]!;
}
