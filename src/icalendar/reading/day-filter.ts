import { type EpochDay, weekdayOf } from "../../domain/clock.ts";
import { type CivilDay, civilDay, weekNumbers } from "./civil-days.ts";
import type { Rule, WeekdayPart } from "./rule.ts";

/** Fills in the parts of a rule that come from the day of DTSTART (RFC 5545, 3.3.10). */
export function withDayDefaults(rule: Rule, start: EpochDay): Rule {
  const { frequency, weeks, yearDays, monthDays, weekdays } = rule;
  const { month, date } = civilDay(start);
  const sameWeekday: WeekdayPart[] = [{ weekday: weekdayOf(start), ordinal: null }];
  if (yearDays || monthDays || weekdays) return rule;
  if (frequency === "WEEKLY" || (frequency === "YEARLY" && weeks)) return { ...rule, weekdays: sameWeekday };
  if (weeks) return rule;
  if (frequency === "MONTHLY") return { ...rule, monthDays: [date] };
  if (frequency === "YEARLY") return { ...rule, months: rule.months ?? [month], monthDays: [date] };
  return rule;
}

/** Returns a check of a day against the parts of a rule that name days. */
export function dayFilter(rule: Rule): (day: EpochDay) => boolean {
  const { months, weeks, yearDays, monthDays, weekdays, weekStart } = rule;
  const counted = hasOrdinals(rule) ? weekdays : null;
  const named = weekdays?.map(({ weekday }) => weekday);
  const needsDate = months !== null || yearDays !== null || monthDays !== null || counted !== null;
  return (day) => {
    if (named && !named.includes(weekdayOf(day))) return false;
    if (weeks && !weekNumbers(day, weekStart).some((number) => weeks.includes(number))) return false;
    if (!needsDate) return true;
    const civil = civilDay(day);
    const { month, date, daysInMonth, yearDay, daysInYear } = civil;
    return (
      (!months || months.includes(month)) &&
      (!monthDays || isListed(monthDays, date, daysInMonth)) &&
      (!yearDays || isListed(yearDays, yearDay, daysInYear)) &&
      (!counted || counted.some((part) => isWeekday(rule, part, day, civil)))
    );
  };
}

/** Only months and years have a first or last weekday; the number is ignored elsewhere, and beside week numbers. */
function hasOrdinals({ frequency, weeks, weekdays }: Rule): boolean {
  if (weeks || (frequency !== "MONTHLY" && frequency !== "YEARLY")) return false;
  return weekdays?.some(({ ordinal }) => ordinal !== null) ?? false;
}

function isWeekday(rule: Rule, { weekday, ordinal }: WeekdayPart, day: EpochDay, civil: CivilDay): boolean {
  if (weekday !== weekdayOf(day)) return false;
  if (ordinal === null) return true;
  const isOfMonth = rule.frequency === "MONTHLY" || rule.months !== null;
  const [place, length] = isOfMonth ? [civil.date, civil.daysInMonth] : [civil.yearDay, civil.daysInYear];
  const fromEnd = length - place + 1;
  return ordinal > 0 ? Math.ceil(place / 7) === ordinal : Math.ceil(fromEnd / 7) === -ordinal;
}

/** Whether a place counted from 1 is listed, or counted from -1 at the end. */
function isListed(numbers: readonly number[], place: number, length: number): boolean {
  return numbers.includes(place) || numbers.includes(place - length - 1);
}
