import { parseCalendarTime, type CalendarTime } from "./calendar-time.ts";
import { parseProperty } from "./property.ts";

/** How often a rule repeats, from its shortest unit to its longest. */
const frequencies = ["SECONDLY", "MINUTELY", "HOURLY", "DAILY", "WEEKLY", "MONTHLY", "YEARLY"] as const;
type Frequency = (typeof frequencies)[number];

/** A day of the week, from 0 for Sunday, and which one of the month or year; null for all of them. */
export type WeekdayPart = { readonly weekday: number; readonly ordinal: number | null };

/** A recurrence rule (RFC 5545, 3.3.10). A part that is absent is null. */
export type Rule = {
  readonly frequency: Frequency;
  readonly interval: number;
  readonly count: number | null;
  readonly until: CalendarTime | null;
  readonly weekStart: number;
  readonly months: readonly number[] | null;
  readonly weeks: readonly number[] | null;
  readonly yearDays: readonly number[] | null;
  readonly monthDays: readonly number[] | null;
  readonly weekdays: readonly WeekdayPart[] | null;
  readonly hours: readonly number[] | null;
  readonly minutes: readonly number[] | null;
  readonly seconds: readonly number[] | null;
  readonly positions: readonly number[] | null;
};

const WEEKDAYS = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"];
const MAX_NUMBER = 1_000_000_000;

/** Parses an RRULE line; undefined if it is malformed, or in another calendar system (RFC 7529). */
export function parseRule(line: string): Rule | undefined {
  const parsed = parseProperty(line.replaceAll(/\s/g, "").toUpperCase())?.values[0];
  if (typeof parsed !== "object" || parsed === null) return undefined;
  const parts = new Map<string, unknown>(Object.entries(parsed));
  if (parts.get("rscale") !== undefined && parts.get("rscale") !== "GREGORIAN") return undefined;
  if (parts.get("skip") !== undefined && parts.get("skip") !== "OMIT") return undefined;
  return ruleOf(parts);
}

function ruleOf(parts: ReadonlyMap<string, unknown>): Rule | undefined {
  const frequency = frequencies.find((one) => one === parts.get("freq"));
  const [interval, count] = [countOf(parts.get("interval") ?? 1), countOf(parts.get("count") ?? null)];
  const until = parts.has("until") ? parseCalendarTime(parts.get("until"), null) : null;
  if (!frequency || interval === undefined || interval === null) return undefined;
  if (count === undefined || until === undefined) return undefined;
  const weekStart = parts.get("wkst");
  return {
    frequency,
    interval,
    count,
    until,
    // ical.js counts the days of a week from 1 for Sunday.
    weekStart: typeof weekStart === "number" ? weekStart - 1 : 1,
    months: numbers(parts.get("bymonth")),
    weeks: numbers(parts.get("byweekno")),
    yearDays: numbers(parts.get("byyearday")),
    monthDays: numbers(parts.get("bymonthday")),
    weekdays: listed(parts.get("byday"))?.map((part) => weekdayPart(String(part))) ?? null,
    hours: numbers(parts.get("byhour")),
    minutes: numbers(parts.get("byminute")),
    // A leap second counts as the second before it.
    seconds: numbers(parts.get("bysecond"))?.map((second) => Math.min(second, 59)) ?? null,
    positions: numbers(parts.get("bysetpos")),
  };
}

/** A positive number, null if absent, undefined if it is neither. */
function countOf(value: unknown): number | null | undefined {
  if (value === null) return null;
  return typeof value === "number" && value >= 1 && value <= MAX_NUMBER ? value : undefined;
}

function listed(value: unknown): readonly unknown[] | null {
  if (value === undefined) return null;
  return Array.isArray(value) ? value : [value];
}

function numbers(value: unknown): number[] | null {
  const list = listed(value)?.filter((one) => typeof one === "number");
  return list ? [...new Set(list)].sort((one, other) => one - other) : null;
}

function weekdayPart(text: string): WeekdayPart {
  const ordinal = Number.parseInt(text, 10);
  return { weekday: WEEKDAYS.indexOf(text.slice(-2)), ordinal: ordinal || null };
}
