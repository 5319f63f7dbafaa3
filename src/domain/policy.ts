import { DAY_MS, type EpochMs, type Interval } from "./interval.ts";

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
 * The starts allowed by notice and horizon: from `now` plus the notice to `maxAdvanceDays` times 24 hours after `now`, both
 * inclusive.
 */
export function bookableWindow(policy: Policy, now: EpochMs): Interval {
  return { start: now + policy.minNoticeMs, end: now + policy.maxAdvanceDays * DAY_MS + 1 };
}
