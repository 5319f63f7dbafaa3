import { DAY_MS, HOUR_MS, MINUTE_MS } from "../../domain/interval.ts";
import type { Budget } from "./budget.ts";
import { clockPeriods, clockUnit } from "./clock-periods.ts";
import { withDayDefaults } from "./day-filter.ts";
import { dayPeriods, type Periods } from "./periods.ts";
import type { Rule } from "./rule.ts";

/** A local time as if it were UTC, and whether it is only a date. */
type Start = { readonly wall: number; readonly isDate: boolean };

/** Local times, the last one included. */
type WallRange = { readonly from: number; readonly to: number };

/**
 * Yields the local times of a rule in a range, in order; not DTSTART, unless the rule names it. COUNT is respected, UNTIL is
 * not. ical.js has an iterator too, but `FREQ=DAILY;BYMONTHDAY=-1` never returns from it, and it ignores BYSETPOS in
 * weekly rules and BYWEEKNO in all.
 */
export function* occurrencesOf(
  rule: Rule,
  start: Start,
  range: WallRange,
  budget: Budget,
): Generator<number> {
  const periods = periodsOf(rule, start, budget);
  const first = periods.numberAt(start.wall);
  const jump = firstJump(rule, first, periods, Math.max(range.from, start.wall));
  let left = rule.count ?? Infinity;
  let period = first;
  while (periods.startOf(period) <= range.to && left > 0) {
    budget.spend(1);
    const times = positioned(periods.timesIn(period), rule.positions).filter((wall) => wall >= start.wall);
    const counted = times.slice(0, left);
    left -= counted.length;
    yield* counted.filter((wall) => wall >= range.from && wall <= range.to);
    const skipped = period === first ? jump(left) : undefined;
    if (skipped) left -= skipped.counted;
    period = aligned(first, rule.interval, Math.max(periods.after(period), skipped?.to ?? period));
  }
}

function periodsOf(rule: Rule, start: Start, budget: Budget): Periods {
  const unit = clockUnit(rule);
  if (unit !== undefined) return clockPeriods(rule, unit, start.wall, budget);
  const filled = withDayDefaults(rule, Math.floor(start.wall / DAY_MS));
  return dayPeriods(filled, start.isDate ? [0] : timesOfDay(rule, start.wall, budget), budget);
}

function timesOfDay({ hours, minutes, seconds }: Rule, wall: number, budget: Budget): number[] {
  const time = ((wall % DAY_MS) + DAY_MS) % DAY_MS;
  const [inHours, inMinutes, inSeconds] = [
    hours ?? [Math.floor(time / HOUR_MS)],
    minutes ?? [Math.floor(time / MINUTE_MS) % 60],
    seconds ?? [Math.floor(time / 1000) % 60],
  ];
  budget.spend(inHours.length * inMinutes.length * inSeconds.length);
  return inHours.flatMap((hour) =>
    inMinutes.flatMap((minute) =>
      inSeconds.map((second) => hour * HOUR_MS + minute * MINUTE_MS + second * 1000),
    ),
  );
}

/**
 * Returns how to go from the first period to the one before the range: at once without COUNT, by arithmetic if each period
 * counts the same, and otherwise step by step.
 */
function firstJump(rule: Rule, first: number, periods: Periods, from: number) {
  const target = periods.numberAt(from) - 1;
  return (left: number): { readonly to: number; readonly counted: number } | undefined => {
    if (target <= first) return undefined;
    if (rule.count === null) return { to: target, counted: 0 };
    const perPeriod = constantCount(rule);
    if (perPeriod === undefined) return undefined;
    const skipped = Math.min(Math.floor((target - first) / rule.interval), Math.ceil(left / perPeriod)) - 1;
    if (skipped < 1) return undefined;
    return { to: first + (skipped + 1) * rule.interval, counted: skipped * perPeriod };
  };
}

/** How many times each period but the first has, if all have the same number; for rules without limits only. */
function constantCount(rule: Rule): number | undefined {
  const { frequency, months, weeks, yearDays, monthDays, weekdays, positions } = rule;
  if (frequency === "MONTHLY" || frequency === "YEARLY" || positions) return undefined;
  if (months || weeks || yearDays || monthDays || rule.hours || rule.minutes || rule.seconds)
    return undefined;
  if (!weekdays) return 1;
  return frequency === "WEEKLY" ? new Set(weekdays.map(({ weekday }) => weekday)).size : undefined;
}

/** The period from `period` on that INTERVAL allows. */
function aligned(first: number, interval: number, period: number): number {
  return first + Math.ceil((period - first) / interval) * interval;
}

/** Applies BYSETPOS. */
function positioned(times: readonly number[], positions: readonly number[] | null): readonly number[] {
  if (!positions) return times;
  const picked = positions.map((position) =>
    position ? times.at(position > 0 ? position - 1 : position) : undefined,
  );
  return [...new Set(picked)].filter((time) => time !== undefined).sort((one, other) => one - other);
}
