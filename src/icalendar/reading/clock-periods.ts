import { DAY_MS, HOUR_MS, MINUTE_MS } from "../../domain/interval.ts";
import type { Budget } from "./budget.ts";
import { dayFilter } from "./day-filter.ts";
import type { Periods } from "./periods.ts";
import type { Rule } from "./rule.ts";

/** How long the period of a frequency below a day is; undefined for longer ones. */
export function clockUnit({ frequency }: Rule): number | undefined {
  if (frequency === "HOURLY") return HOUR_MS;
  if (frequency === "MINUTELY") return MINUTE_MS;
  return frequency === "SECONDLY" ? 1000 : undefined;
}

/** The periods of a rule that repeats more often than daily. `startWall` is DTSTART. */
export function clockPeriods(rule: Rule, unit: number, startWall: number, budget: Budget): Periods {
  const matchesDay = dayFilter(rule);
  const offsets = offsetsWithin(rule, unit, startWall);
  /** The longest unit around a time that the rule excludes; undefined if it allows the time. */
  function excludedUnit(wall: number): number | undefined {
    if (!matchesDay(Math.floor(wall / DAY_MS))) return DAY_MS;
    if (rule.hours && !rule.hours.includes(Math.floor(modulo(wall, DAY_MS) / HOUR_MS))) return HOUR_MS;
    if (unit > MINUTE_MS) return undefined;
    if (rule.minutes && !rule.minutes.includes(Math.floor(modulo(wall, HOUR_MS) / MINUTE_MS)))
      return MINUTE_MS;
    if (unit > 1000 || !rule.seconds) return undefined;
    return rule.seconds.includes(Math.floor(modulo(wall, MINUTE_MS) / 1000)) ? undefined : 1000;
  }
  let last: { period: number; excluded: number | undefined } | undefined;
  function excludedAt(period: number): number | undefined {
    if (last?.period !== period) last = { period, excluded: excludedUnit(period * unit) };
    return last.excluded;
  }
  return {
    numberAt: (wall) => Math.floor(wall / unit),
    startOf: (period) => period * unit,
    timesIn: (period) => {
      budget.spend(offsets.length);
      if (excludedAt(period) !== undefined) return [];
      return offsets.map((offset) => period * unit + offset);
    },
    after: (period) => {
      const excluded = excludedAt(period) ?? unit;
      return Math.ceil((Math.floor((period * unit) / excluded) + 1) * (excluded / unit));
    },
  };
}

/** The times within a period, from the parts of the rule for shorter units or else from DTSTART. */
function offsetsWithin({ minutes, seconds }: Rule, unit: number, startWall: number): number[] {
  if (unit === 1000) return [0];
  const inMinute = (seconds ?? [Math.floor(modulo(startWall, MINUTE_MS) / 1000)]).map(
    (second) => second * 1000,
  );
  if (unit === MINUTE_MS) return inMinute;
  const starts = minutes ?? [Math.floor(modulo(startWall, HOUR_MS) / MINUTE_MS)];
  return starts.flatMap((minute) => inMinute.map((offset) => minute * MINUTE_MS + offset));
}

/** The remainder, which is never negative, unlike that of `%`. */
function modulo(value: number, divisor: number): number {
  return ((value % divisor) + divisor) % divisor;
}
