/**
 * Dates and times as people of a locale read them. Local times come from the server, which knows the current rules of all
 * zones, and are formatted as if they were UTC, so that the reader's own zone data does not matter.
 */

export type Clock = "12" | "24";

export function clockOf(locale: string): Clock {
  const { hourCycle } = formatter(locale, { hour: "numeric" }).resolvedOptions();
  return hourCycle === "h11" || hourCycle === "h12" ? "12" : "24";
}

/** The offset of a local time in readable form: `UTC−04:00`. */
export function offsetOf(local: string): string {
  return `UTC${local.slice(19).replace("-", "−")}`;
}

/** `9:00 AM` or `09:00`. */
export function timeText(locale: string, clock: Clock, local: string): string {
  const hours =
    clock === "12" ? { hour: "numeric", hourCycle: "h12" } : { hour: "2-digit", hourCycle: "h23" };
  return formatter(locale, { ...hours, minute: "2-digit" } as Intl.DateTimeFormatOptions).format(
    wallMs(local),
  );
}

/** `Friday, 20 March 2026`, from a date or a local time. */
export function longDate(locale: string, date: string): string {
  return formatter(locale, { weekday: "long", day: "numeric", month: "long", year: "numeric" }).format(
    wallMs(date),
  );
}

/** `Friday, 20 March`, from a date or a local time. */
export function dayText(locale: string, date: string): string {
  return formatter(locale, { weekday: "long", day: "numeric", month: "long" }).format(wallMs(date));
}

/** `Fri, 20 Mar`, from a date or a local time. */
export function shortDay(locale: string, date: string): string {
  return formatter(locale, { weekday: "short", day: "numeric", month: "short" }).format(wallMs(date));
}

/** `March 2026`, from `2026-03`. */
export function monthText(locale: string, month: string): string {
  return formatter(locale, { month: "long", year: "numeric" }).format(wallMs(`${month}-01`));
}

/** The seven weekdays in the locale's order, narrow and in full. */
export function weekdays(locale: string): { readonly short: string; readonly long: string }[] {
  return Array.from({ length: 7 }, (_, index) => {
    const day = Date.UTC(2026, 1, 1 + firstWeekday(locale) + index);
    return {
      short: formatter(locale, { weekday: "short" }).format(day),
      long: formatter(locale, { weekday: "long" }).format(day),
    };
  });
}

/** The first day of the week in the locale, 0 for Sunday. */
export function firstWeekday(locale: string): number {
  const named = new Intl.Locale(locale).maximize() as Intl.Locale & {
    getWeekInfo?: () => { firstDay: number };
    weekInfo?: { firstDay: number };
  };
  return (named.getWeekInfo?.() ?? named.weekInfo ?? { firstDay: 1 }).firstDay % 7;
}

/** `9:00 – 9:30 AM`: the span between two local times, with the later date or the offsets if they differ. */
export function spanText(locale: string, clock: Clock, start: string, end: string): string {
  const changes = start.slice(19) !== end.slice(19);
  const from = `${timeText(locale, clock, start)}${changes ? ` (${offsetOf(start)})` : ""}`;
  const date = start.slice(0, 10) === end.slice(0, 10) ? "" : `${dayText(locale, end)}, `;
  return `${from} – ${date}${timeText(locale, clock, end)}${changes ? ` (${offsetOf(end)})` : ""}`;
}

/** A readable zone name: `America/New York`. */
export function zoneText(zone: string): string {
  return zone.replaceAll("_", " ");
}

/** The month of a date, as `2026-03`. */
export function monthOf(date: string): string {
  return date.slice(0, 7);
}

/** The month this many months later. */
export function monthAfter(month: string, months: number): string {
  const [year, index] = month.split("-").map(Number) as [number, number];
  return new Date(Date.UTC(year, index - 1 + months, 1)).toISOString().slice(0, 7);
}

export function datesIn(month: string): string[] {
  const [year, index] = month.split("-").map(Number) as [number, number];
  const days = new Date(Date.UTC(year, index, 0)).getUTCDate();
  return Array.from({ length: days }, (_, day) => `${month}-${String(day + 1).padStart(2, "0")}`);
}

/** The dates of a month in rows of seven, in the locale's week; undefined for days of other months. */
export function weeksIn(locale: string, month: string): (string | undefined)[][] {
  const weekday = new Date(`${month}-01T00:00:00Z`).getUTCDay();
  const before = (weekday - firstWeekday(locale) + 7) % 7;
  const days: (string | undefined)[] = [...Array<undefined>(before).fill(undefined), ...datesIn(month)];
  while (days.length % 7 !== 0) days.push(undefined);
  return Array.from({ length: days.length / 7 }, (_, week) => days.slice(week * 7, week * 7 + 7));
}

function wallMs(local: string): number {
  return Date.parse(`${local.length > 10 ? local.slice(0, 19) : `${local}T00:00:00`}Z`);
}

const formatters = new Map<string, Intl.DateTimeFormat>();

/** Creating a formatter costs far more than using it, so formatters are cached, within bounds. */
function formatter(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = locale + JSON.stringify(options);
  const made = formatters.get(key) ?? new Intl.DateTimeFormat(locale, { ...options, timeZone: "UTC" });
  if (formatters.size >= 500) formatters.clear();
  formatters.set(key, made);
  return made;
}
