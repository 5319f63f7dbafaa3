import { hoursAround, type Schedule } from "./availability.ts";
import { covers, type EpochMs, type Interval, intersection, meets, union } from "./interval.ts";
import { type Allowance, bookableWindow, isAllowed, meetingAt, occupiedBy, type Policy } from "./policy.ts";

/** What is known about a host's time around the requested window. Lists are sorted and disjoint. */
export type Calendar = {
  readonly schedule: Schedule;
  /** The times occupied by the host's live bookings, including buffers. */
  readonly busy: readonly Interval[];
  /** When the host is busy in their other calendars. */
  readonly external: readonly Interval[];
  readonly timeOff: readonly Interval[];
  /** What the limits leave. */
  readonly allowances: readonly Allowance[];
};

/** The part of a calendar that must be known to decide on every start in `window`. */
export function relevantTime(policy: Policy, window: Interval): Interval {
  return {
    start: window.start - policy.bufferBeforeMs,
    end: window.end + policy.durationMs + policy.bufferAfterMs,
  };
}

/** The starts in `window` that can be booked at `now`, in time order, at most `most` of them. */
export function freeStarts(
  policy: Policy,
  calendar: Calendar,
  window: Interval,
  now: EpochMs,
  most = Infinity,
): EpochMs[] {
  const allowed = intersection(window, bookableWindow(policy, calendar.schedule.zone, now));
  if (!allowed) return [];
  const hours = hoursAround(calendar.schedule, {
    start: allowed.start,
    end: allowed.end + policy.durationMs,
  });
  const open = union(hours);
  const step = policy.slotIntervalMs;
  const starts: EpochMs[] = [];
  for (const interval of hours) {
    const end = Math.min(interval.end, allowed.end);
    for (let start = firstOnGrid(interval, allowed, step); start < end; start += step) {
      if (isFree(policy, calendar, open, start)) starts.push(start);
      if (starts.length >= most) return starts;
    }
  }
  return starts;
}

/** Returns whether `start` is a slot at `now`; true for exactly the starts that `freeStarts` returns. */
export function isSlot(policy: Policy, calendar: Calendar, start: EpochMs, now: EpochMs): boolean {
  return freeStarts(policy, calendar, { start, end: start + 1 }, now).length > 0;
}

/** Returns whether a meeting at `start`, with its buffers, would overlap none of these times, whatever the host's hours are. */
export function isUnoccupied(policy: Policy, busy: readonly Interval[], start: EpochMs): boolean {
  return !meets(busy, occupiedBy(policy, meetingAt(policy, start)));
}

function isFree(policy: Policy, calendar: Calendar, open: readonly Interval[], start: EpochMs): boolean {
  const meeting = meetingAt(policy, start);
  return (
    covers(open, meeting) &&
    !meets(calendar.timeOff, meeting) &&
    isUnoccupied(policy, calendar.busy, start) &&
    isUnoccupied(policy, calendar.external, start) &&
    isAllowed(calendar.allowances, meeting, calendar.schedule.zone)
  );
}

function firstOnGrid(hours: Interval, window: Interval, step: number): EpochMs {
  return hours.start + Math.max(0, Math.ceil((window.start - hours.start) / step)) * step;
}
