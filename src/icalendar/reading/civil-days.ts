import { type EpochDay, weekdayOf } from "../../domain/clock.ts";
import { DAY_MS } from "../../domain/interval.ts";

/** A date in the Gregorian calendar with its place in the month and year, both counted from 1. */
export type CivilDay = {
  readonly year: number;
  readonly month: number;
  readonly date: number;
  readonly daysInMonth: number;
  readonly yearDay: number;
  readonly daysInYear: number;
};

const DAYS_BEFORE_MONTH = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365];

/** The first day of a month, counted from 1; month 13 is the next year's first. */
export function firstOfMonth(year: number, month: number): EpochDay {
  const leapDay = month > 2 && isLeap(year) ? 1 : 0;
  return firstOfYear(year) + DAYS_BEFORE_MONTH[month - 1]! + leapDay;
}

/** The date of a day. */
export function civilDay(day: EpochDay): CivilDay {
  const at = new Date(day * DAY_MS);
  const [year, month, date] = [at.getUTCFullYear(), at.getUTCMonth() + 1, at.getUTCDate()];
  const newYear = firstOfYear(year);
  return {
    year,
    month,
    date,
    daysInMonth: firstOfMonth(year, month + 1) - (day - date + 1),
    yearDay: day - newYear + 1,
    daysInYear: isLeap(year) ? 366 : 365,
  };
}

/** The week's number counted from 1, and from -1 at the end of its year; week 1 has at least four days of the year. */
export function weekNumbers(day: EpochDay, weekStart: number): readonly [number, number] {
  const fourth = startOfWeek(day, weekStart) + 3;
  const { year, yearDay } = civilDay(fourth);
  const last = startOfWeek(firstOfMonth(year + 1, 1) - 4, weekStart) + 3;
  const [number, count] = [weekOf(yearDay), weekOf(civilDay(last).yearDay)];
  return [number, number - count - 1];
}

/** The first day of the week that contains a day. */
export function startOfWeek(day: EpochDay, weekStart: number): EpochDay {
  return day - ((weekdayOf(day) - weekStart + 7) % 7);
}

function weekOf(yearDay: number): number {
  return Math.floor((yearDay - 1) / 7) + 1;
}

function firstOfYear(year: number): EpochDay {
  const leapDays =
    Math.floor((year - 1969) / 4) - Math.floor((year - 1901) / 100) + Math.floor((year - 1601) / 400);
  return (year - 1970) * 365 + leapDays;
}

function isLeap(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}
