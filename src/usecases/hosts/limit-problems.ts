import { durationsOf } from "../../domain/policy.ts";
import type { EventTypeSettings, PeriodLimit } from "../../domain/records.ts";
import type { FieldError } from "../../domain/refusal.ts";

/** What is wrong with the limits of an event type; its bookings per day are `max_bookings_per_day`. */
export function limitProblems({ limits, ...lengths }: EventTypeSettings): FieldError[] {
  const perDay = limits.flatMap(({ period, bookings, minutes }, index) =>
    period === "day" && bookings !== undefined && minutes === undefined
      ? [{ path: `/limits/${index}`, message: "must not contradict the other limit of bookings per day" }]
      : [],
  );
  const longest = Math.max(...durationsOf(lengths));
  const tooShort = limits.flatMap(({ minutes }, index) =>
    minutes !== undefined && minutes < longest
      ? [{ path: `/limits/${index}/minutes`, message: "must be at least the duration of a meeting" }]
      : [],
  );
  return [...perDay, ...formProblems(limits), ...tooShort];
}

/** What is wrong with limits whatever they apply to. */
export function formProblems(limits: readonly PeriodLimit[]): FieldError[] {
  const unitOf = ({ minutes }: PeriodLimit) => (minutes === undefined ? "bookings" : "minutes");
  const isSame = (a: PeriodLimit, b: PeriodLimit) => a.period === b.period && unitOf(a) === unitOf(b);
  return limits.flatMap((limit, index) => {
    if ((limit.bookings === undefined) === (limit.minutes === undefined))
      return [{ path: `/limits/${index}`, message: "must have either bookings or minutes" }];
    const first = limits.findIndex((other) => isSame(other, limit));
    const message = "must differ from the other limits in its period or unit";
    return first === index ? [] : [{ path: `/limits/${index}`, message }];
  });
}

/** What is wrong with the lengths of an event type. */
export function lengthProblems({
  durations_minutes: list,
  duration_minutes,
}: EventTypeSettings): FieldError[] {
  if (list === null) return [];
  const repeated = list.findIndex((minutes, index) => list.indexOf(minutes) !== index);
  if (repeated !== -1)
    return [{ path: `/durations_minutes/${repeated}`, message: "must differ from the others" }];
  const message = `must be one of durations_minutes: ${list.join(", ")}`;
  return list.includes(duration_minutes) ? [] : [{ path: "/duration_minutes", message }];
}
