import { hoursAround } from "./availability.ts";
import { dateAt, type EpochDay } from "./clock.ts";
import { covers, DAY_MS, type EpochMs, type Interval, meets, union } from "./interval.ts";
import { bookableWindow, isAllowed, meetingAt, occupiedBy, type Policy } from "./policy.ts";
import { type Calendar, freeStarts } from "./slots.ts";
import { instantsBetween } from "./zone.ts";

/** Why a time cannot be booked. */
export const closedReasons = [
  "hours",
  "override",
  "time_off",
  "booking",
  "calendar",
  "buffer",
  "notice",
  "window",
  "limit",
] as const;
type ClosedReason = (typeof closedReasons)[number];

/** A stretch of a day; `reason` is null if a meeting can take place in it. */
export type Stretch = Interval & { readonly reason: ClosedReason | null };

/** A calendar with the live meetings in it, which are shorter than the busy times by their buffers. */
export type DetailedCalendar = Calendar & { readonly meetings: readonly Interval[] };

/**
 * Divides a day of the schedule's zone into stretches that can be booked, and others with the reason. A time that is open but
 * only in reach of a start that cannot be booked has the reason of that start: half an hour before a booking is closed by the
 * booking for a meeting of an hour.
 */
export function explainDay(
  policy: Policy,
  calendar: DetailedCalendar,
  day: EpochDay,
  now: EpochMs,
): Stretch[] {
  const { schedule, meetings, busy, external, timeOff } = calendar;
  const window = bookableWindow(policy, schedule.zone, now);
  return instantsBetween(schedule.zone, day * DAY_MS, (day + 1) * DAY_MS).flatMap((part) => {
    const around = { start: part.start - policy.durationMs, end: part.end };
    const hours = hoursAround(schedule, part);
    const free = union(freeStarts(policy, calendar, around, now).map((start) => meetingAt(policy, start)));
    const starts = startsIn(hours, policy.slotIntervalMs, around);
    const edges = [part, window, ...hours, ...timeOff, ...busy, ...external, ...meetings, ...free].flatMap(
      edgesOf,
    );
    const ends = starts.map((start) => start + policy.durationMs);
    const cuts = [...new Set([...edges, ...starts, ...ends])]
      .filter((at) => at >= part.start && at < part.end)
      .sort((a, b) => a - b);
    const reasonAt = reasonsOf(policy, calendar, window, { open: union(hours), free, starts });
    return merged(
      cuts.map((start, index) => ({ start, end: cuts[index + 1] ?? part.end, reason: reasonAt(start) })),
    );
  });
}

type Around = {
  readonly open: readonly Interval[];
  readonly free: readonly Interval[];
  readonly starts: readonly EpochMs[];
};

function reasonsOf(
  policy: Policy,
  calendar: DetailedCalendar,
  window: Interval,
  { open, free, starts }: Around,
): (instant: EpochMs) => ClosedReason | null {
  const { schedule, timeOff, meetings, busy, external, allowances } = calendar;
  const closedBy = (instant: EpochMs) =>
    schedule.overrides.has(dateAt(schedule.zone, instant)) ? "override" : "hours";

  /** Why nothing can take place at this instant, whatever the meeting. */
  function atInstant(instant: EpochMs): ClosedReason | null {
    const moment = { start: instant, end: instant + 1 };
    if (instant >= window.end) return "window";
    if (!covers(open, moment)) return closedBy(instant);
    if (meets(timeOff, moment)) return "time_off";
    if (meets(meetings, moment)) return "booking";
    if (meets(external, moment)) return "calendar";
    if (meets(busy, moment)) return "buffer";
    if (instant < window.start) return "notice";
    return null;
  }

  /** Why a meeting cannot begin at this instant, which is open. */
  function atStart(start: EpochMs): ClosedReason | null {
    const meeting = meetingAt(policy, start);
    if (start < window.start) return "notice";
    if (!covers(open, meeting)) return closedBy(meeting.end - 1);
    if (meets(timeOff, meeting)) return "time_off";
    if (meets(meetings, meeting)) return "booking";
    if (meets(external, meeting)) return "calendar";
    const occupied = occupiedBy(policy, meeting);
    if (meets(busy, occupied) || meets(external, occupied)) return "buffer";
    return isAllowed(allowances, meeting, schedule.zone) ? null : "limit";
  }

  return (instant) => {
    if (covers(free, { start: instant, end: instant + 1 })) return null;
    const reason = atInstant(instant);
    if (reason !== null) return reason;
    const start = starts.findLast((one) => one <= instant);
    return (start === undefined ? null : atStart(start)) ?? closedBy(instant);
  };
}

/** The grid of starts in the window. */
function startsIn(hours: readonly Interval[], step: number, { start, end }: Interval): EpochMs[] {
  return hours.flatMap((interval) => {
    const first = interval.start + Math.max(0, Math.ceil((start - interval.start) / step)) * step;
    const count = Math.max(0, Math.ceil((Math.min(interval.end, end) - first) / step));
    return Array.from({ length: count }, (_, index) => first + index * step);
  });
}

function edgesOf({ start, end }: Interval): EpochMs[] {
  return [start, end];
}

function merged(stretches: readonly Stretch[]): Stretch[] {
  const joined: Stretch[] = [];
  for (const stretch of stretches) {
    const last = joined.at(-1);
    const isSame = last?.reason === stretch.reason && last.end === stretch.start;
    if (isSame) joined.pop();
    joined.push(isSame ? { ...last, end: stretch.end } : stretch);
  }
  return joined;
}
