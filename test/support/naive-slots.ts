import type { PeriodLimit } from "../../src/domain/records.ts";
import { offsetAt, type Zone } from "../../src/domain/zone.ts";

/**
 * An independent computation of slots, minute by minute from local times; shares only the offset of a zone with the domain.
 * Slow and simple, for comparison with the real one.
 */
export type NaiveQuestion = {
  readonly zone: Zone;
  /** `HH:MM` texts, which sort chronologically. */
  readonly weekly: readonly { readonly day: number; readonly start: string; readonly end: string }[];
  readonly overrides: readonly {
    readonly date: string;
    readonly intervals: readonly { readonly start: string; readonly end: string }[];
  }[];
  readonly busy: readonly { readonly start: number; readonly end: number }[];
  readonly external: readonly { readonly start: number; readonly end: number }[];
  readonly timeOff: readonly { readonly start: number; readonly end: number }[];
  /** The other live bookings that limits count. */
  readonly booked: readonly { readonly start: number; readonly end: number }[];
  readonly duration: number;
  readonly bufferBefore: number;
  readonly bufferAfter: number;
  readonly notice: number;
  readonly horizonDays: number;
  readonly step: number;
  readonly limits: readonly PeriodLimit[];
  readonly window: { readonly start: number; readonly end: number };
  readonly now: number;
};

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;

/** Every free start in the window, in time order. */
export function naiveStarts(question: NaiveQuestion): number[] {
  const { window, duration, step } = question;
  const first = Math.floor(window.start / MINUTE) * MINUTE - DAY - 3 * 60 * MINUTE;
  const hours: (string | undefined)[] = [];
  for (let minute = first; minute < window.end + duration; minute += MINUTE)
    hours.push(hoursOf(question, minute));

  const starts: number[] = [];
  let since = 0;
  for (let index = 1; first + index * MINUTE < window.end; index++) {
    if (hours[index] !== hours[index - 1]) since = index;
    const start = first + index * MINUTE;
    const isOnGrid = ((index - since) * MINUTE) % step === 0;
    const meeting = hours.slice(index, index + duration / MINUTE);
    if (isOnGrid && start >= window.start && meeting.every(Boolean) && isFree(question, start))
      starts.push(start);
  }
  return starts;
}

/** The interval of hours that contains a minute in the zone; undefined outside all of them. */
function hoursOf({ zone, weekly, overrides }: NaiveQuestion, minute: number): string | undefined {
  const [date, time] = readingAt(zone, minute);
  const override = overrides.find((one) => one.date === date);
  const today = override?.intervals ?? weekly.filter(({ day }) => day === new Date(date).getUTCDay());
  const hours = today.find(({ start, end }) => start <= time && time < end);
  return hours && `${date} ${hours.start}`;
}

function readingAt(zone: Zone, instant: number): [date: string, time: string] {
  const reading = new Date(instant + offsetAt(zone, instant)).toISOString();
  return [reading.slice(0, 10), reading.slice(11, 16)];
}

function isFree(question: NaiveQuestion, start: number): boolean {
  const { zone, busy, external, timeOff, booked, limits, duration, bufferBefore, bufferAfter, now } =
    question;
  const [date] = readingAt(zone, start);
  const today = Date.parse(readingAt(zone, now)[0]);
  const lastDate = new Date(today + question.horizonDays * DAY).toISOString().slice(0, 10);
  return (
    start >= now + question.notice &&
    date <= lastDate &&
    timeOff.every((off) => off.end <= start || start + duration <= off.start) &&
    [...busy, ...external].every(
      (one) => one.end <= start - bufferBefore || start + duration + bufferAfter <= one.start,
    ) &&
    limits.every((limit) => {
      const isThen = (other: { start: number }) =>
        periodOf(limit, readingAt(zone, other.start)[0]) === periodOf(limit, date);
      const then = booked.filter(isThen);
      if (limit.bookings !== undefined) return then.length < limit.bookings;
      const used = then.reduce((sum, one) => sum + (one.end - one.start) / MINUTE, 0);
      return used + duration / MINUTE <= limit.minutes!;
    })
  );
}

/** The date, the Monday of its week, or its month. */
function periodOf({ period }: PeriodLimit, date: string): string {
  if (period === "day") return date;
  if (period === "month") return date.slice(0, 7);
  const monday = new Date(date);
  while (monday.getUTCDay() !== 1) monday.setUTCDate(monday.getUTCDate() - 1);
  return monday.toISOString().slice(0, 10);
}
