import { DAY_MS, type EpochMs, type Interval } from "./interval.ts";

/** The rules of an event type that decide which times can be booked. All lengths are milliseconds. */
export type Policy = {
  readonly durationMs: number;
  readonly bufferBeforeMs: number;
  readonly bufferAfterMs: number;
  readonly minNoticeMs: number;
  readonly maxAdvanceDays: number;
  readonly slotIntervalMs: number;
  /** How many live bookings of this event type one day of the host may hold; null for no limit. */
  readonly maxBookingsPerDay: number | null;
};

/** The meeting that begins at `start`. */
export function meetingAt(policy: Policy, start: EpochMs): Interval {
  return { start, end: start + policy.durationMs };
}

/** The time that a meeting occupies in its host's calendar: itself and its buffers. */
export function occupiedBy(policy: Policy, meeting: Interval): Interval {
  return { start: meeting.start - policy.bufferBeforeMs, end: meeting.end + policy.bufferAfterMs };
}

/**
 * The starts that notice and horizon allow at `now`: from `now` plus the notice up to `maxAdvanceDays`
 * times 24 hours ahead, the last instant included.
 */
export function bookableWindow(policy: Policy, now: EpochMs): Interval {
  return { start: now + policy.minNoticeMs, end: now + policy.maxAdvanceDays * DAY_MS + 1 };
}
