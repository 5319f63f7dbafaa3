import { dateAt, type EpochDay } from "./clock.ts";
import { DAY_MS, type EpochMs, type Interval } from "./interval.ts";
import { instantsBetween, type Zone } from "./zone.ts";

/** The rules of an event type that decide which times are bookable. All durations are in milliseconds. */
export type Policy = {
  readonly durationMs: number;
  readonly bufferBeforeMs: number;
  readonly bufferAfterMs: number;
  readonly minNoticeMs: number;
  readonly maxAdvanceDays: number;
  readonly slotIntervalMs: number;
  /** The maximum number of live bookings of this event type per day of the host; null for no limit. */
  readonly maxBookingsPerDay: number | null;
};

/** The meeting that begins at `start`. */
export function meetingAt(policy: Policy, start: EpochMs): Interval {
  return { start, end: start + policy.durationMs };
}

/** The time that a meeting occupies in its host's calendar, including its buffers. */
export function occupiedBy(policy: Policy, meeting: Interval): Interval {
  return { start: meeting.start - policy.bufferBeforeMs, end: meeting.end + policy.bufferAfterMs };
}

/**
 * The starts allowed by notice and horizon: from `now` plus the notice to the end of the day `maxAdvanceDays` after today, in
 * the schedule's zone.
 */
export function bookableWindow(policy: Policy, zone: Zone, now: EpochMs): Interval {
  const lastDay = dateAt(zone, now) + policy.maxAdvanceDays;
  return { start: now + policy.minNoticeMs, end: endOfDay(zone, lastDay) };
}

/** The instant at which a day ends in a zone. A day that the zone skipped ends with the day before it. */
export function endOfDay(zone: Zone, day: EpochDay): EpochMs {
  return instantsBetween(zone, day * DAY_MS, (day + 1) * DAY_MS).at(-1)?.end ?? endOfDay(zone, day - 1);
}
