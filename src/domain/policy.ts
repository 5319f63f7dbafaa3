import { dateAt, type EpochDay } from "./clock.ts";
import { DAY_MS, type EpochMs, type Interval, MINUTE_MS } from "./interval.ts";
import type { EventTypeSettings, PeriodLimit } from "./records.ts";
import { instantsBetween, type Zone } from "./zone.ts";

/** The rules of an event type that decide which times are bookable. All durations are in milliseconds. */
export type Policy = {
  readonly durationMs: number;
  readonly bufferBeforeMs: number;
  readonly bufferAfterMs: number;
  readonly minNoticeMs: number;
  readonly maxAdvanceDays: number;
  readonly slotIntervalMs: number;
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

/** A limit on the meetings that begin in a day, week or month, and how much of it each period has used. */
export type Allowance = {
  readonly limit: PeriodLimit;
  /** Meetings or minutes, by the number of the period. */
  readonly used: ReadonlyMap<number, number>;
};

/** What a limit leaves beside these meetings. Their whole periods must be known. */
export function allowanceOf(limit: PeriodLimit, meetings: readonly Interval[], zone: Zone): Allowance {
  const used = new Map<number, number>();
  for (const meeting of meetings) {
    const period = periodOf(limit, zone, meeting.start);
    used.set(period, (used.get(period) ?? 0) + sizeOf(limit, meeting));
  }
  return { limit, used };
}

/** The period of a limit around an instant: its number, and all of its instants. */
export function periodAround(
  limit: PeriodLimit,
  zone: Zone,
  instant: EpochMs,
): { readonly number: number; readonly instants: readonly Interval[] } {
  const number = periodOf(limit, zone, instant);
  const [first, next] = [number, number + 1].map((nth) => firstDayOf(limit, nth) * DAY_MS);
  return { number, instants: instantsBetween(zone, first!, next!) };
}

/** Returns whether every limit leaves room for one more meeting. */
export function isAllowed(allowances: readonly Allowance[], meeting: Interval, zone: Zone): boolean {
  return allowances.every(({ limit, used }) => {
    const before = used.get(periodOf(limit, zone, meeting.start)) ?? 0;
    return before + sizeOf(limit, meeting) <= (limit.bookings ?? limit.minutes ?? Infinity);
  });
}

function sizeOf({ minutes }: PeriodLimit, { start, end }: Interval): number {
  return minutes === undefined ? 1 : (end - start) / MINUTE_MS;
}

/** 1970-01-01 was a Thursday, and weeks begin on Monday. */
const DAYS_AFTER_MONDAY = 3;

/** The number of the period in which an instant lies. */
function periodOf({ period }: PeriodLimit, zone: Zone, instant: EpochMs): number {
  const day = dateAt(zone, instant);
  if (period === "day") return day;
  if (period === "week") return Math.floor((day + DAYS_AFTER_MONDAY) / 7);
  const date = new Date(day * DAY_MS);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
}

function firstDayOf({ period }: PeriodLimit, number: number): EpochDay {
  if (period === "day") return number;
  if (period === "week") return number * 7 - DAYS_AFTER_MONDAY;
  return Date.UTC(Math.floor(number / 12), number % 12) / DAY_MS;
}

type Lengths = Pick<EventTypeSettings, "durations_minutes" | "duration_minutes">;

/** The lengths to choose from, in minutes, shortest first. */
export function durationsOf({ durations_minutes, duration_minutes }: Lengths): readonly number[] {
  return durations_minutes ?? [duration_minutes];
}

/** The event type with one of its lengths, the first shown by default; undefined if it does not have that one. */
export function withDuration<Type extends Lengths>(
  eventType: Type,
  minutes: number | undefined,
): Type | undefined {
  if (minutes === undefined) return eventType;
  return durationsOf(eventType).includes(minutes) ? { ...eventType, duration_minutes: minutes } : undefined;
}
