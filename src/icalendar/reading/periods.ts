import type { EpochDay } from "../../domain/clock.ts";
import { DAY_MS } from "../../domain/interval.ts";
import type { Budget } from "./budget.ts";
import { civilDay, firstOfMonth, startOfWeek } from "./civil-days.ts";
import { dayFilter } from "./day-filter.ts";
import type { Rule } from "./rule.ts";

/** The periods of a rule's frequency, numbered in order; INTERVAL skips numbers. Times are local, as if they were UTC. */
export type Periods = {
  readonly numberAt: (wall: number) => number;
  readonly startOf: (period: number) => number;
  /** All times that the rule names in a period, sorted; BYSETPOS is not applied. */
  readonly timesIn: (period: number) => readonly number[];
  /** The next period that may have times. */
  readonly after: (period: number) => number;
};

type DayRange = readonly [first: EpochDay, end: EpochDay];
type DayPeriods = {
  readonly numberAt: (day: EpochDay) => number;
  readonly firstDay: (period: number) => EpochDay;
};

/** The periods of a rule that repeats daily or less often. `timesOfDay` are sorted milliseconds after midnight. */
export function dayPeriods(rule: Rule, timesOfDay: readonly number[], budget: Budget): Periods {
  const { numberAt, firstDay } = numberedDays(rule);
  const matches = dayFilter(rule);
  return {
    numberAt: (wall) => numberAt(Math.floor(wall / DAY_MS)),
    startOf: (period) => firstDay(period) * DAY_MS,
    timesIn: (period) => {
      const days = rangesIn(rule, firstDay(period), firstDay(period + 1)).flatMap(([first, end]) => {
        budget.spend(end - first);
        return daysBetween(first, end).filter(matches);
      });
      budget.spend(days.length * timesOfDay.length);
      return days.flatMap((day) => timesOfDay.map((time) => day * DAY_MS + time));
    },
    after: (period) => period + 1,
  };
}

function numberedDays({ frequency, weekStart }: Rule): DayPeriods {
  if (frequency === "YEARLY")
    return { numberAt: (day) => civilDay(day).year, firstDay: (year) => firstOfMonth(year, 1) };
  if (frequency === "MONTHLY")
    return {
      numberAt: (day) => monthNumber(civilDay(day)),
      firstDay: (month) => firstOfMonth(Math.floor(month / 12), (month % 12) + 1),
    };
  if (frequency === "DAILY") return { numberAt: (day) => day, firstDay: (day) => day };
  const origin = startOfWeek(0, weekStart);
  return {
    numberAt: (day) => Math.floor((day - origin) / 7),
    firstDay: (week) => origin + week * 7,
  };
}

function monthNumber({ year, month }: { readonly year: number; readonly month: number }): number {
  return year * 12 + month - 1;
}

/** Only the months that the rule names need to be searched in a year. */
function rangesIn({ frequency, months }: Rule, first: EpochDay, end: EpochDay): DayRange[] {
  if (frequency !== "YEARLY" || !months) return [[first, end]];
  const { year } = civilDay(first);
  return months.map((month) => [firstOfMonth(year, month), firstOfMonth(year, month + 1)]);
}

function daysBetween(first: EpochDay, end: EpochDay): EpochDay[] {
  return Array.from({ length: end - first }, (_, index) => first + index);
}
