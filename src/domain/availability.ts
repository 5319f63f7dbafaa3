import { dateAt, type EpochDay, weekdayOf } from "./clock.ts";
import { DAY_MS, type Interval, MINUTE_MS } from "./interval.ts";
import { instantsBetween, type Zone } from "./zone.ts";

/** Hours of one day, in minutes after midnight by the wall clock; `end` is at most 1440. */
export type DayHours = { readonly startMinute: number; readonly endMinute: number };

/** When a host can be booked: hours for each weekday, with dates that replace their whole day. */
export type Schedule = {
  readonly zone: Zone;
  /** Seven lists, Sunday first; each sorted and without overlaps. */
  readonly weekly: readonly (readonly DayHours[])[];
  readonly overrides: ReadonlyMap<EpochDay, readonly DayHours[]>;
};

/**
 * The schedule's hours around a window, as instants in time order, one entry for each interval of the
 * schedule (two where a change of the clocks cuts it apart). Adjacent ones are not joined: the grid of
 * starts begins again at each. Whole days are returned, so some may lie outside the window; one more day at each
 * end, because clocks that go back over midnight show the end of a day again after the beginning of the next.
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
