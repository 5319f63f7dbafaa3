import { isoDate, parseDate } from "../../../domain/clock.ts";
import type { DateOverride, ScheduleSettings, TimeRange, WeeklyHours } from "../../../domain/records.ts";
import type { FieldError } from "../../../domain/refusal.ts";
import { positionsIn, reordered, type Sent, valueOf, withValues } from "../forms/sent.ts";

/**
 * The form of a schedule. `week.1.0.start` is the beginning of the first hours of every Monday, `dates.0.date` the first date
 * with other hours, and `dates.0.hours.0.start` their beginning. The end of a day is `00:00`, as time fields have no `24:00`.
 */

const DAYS = [0, 1, 2, 3, 4, 5, 6];
const OFFICE = { start: "09:00", end: "17:00" };

/** A form filled in with stored hours. */
export function scheduleForm({ name, timezone, weekly, overrides, is_default }: ScheduleSettings): Sent {
  const sent = new Map<string, readonly string[]>([
    ["name", [name]],
    ["timezone", [timezone]],
    ["is_default", [is_default ? "on" : "off"]],
  ]);
  const put = (path: string, { start, end }: TimeRange) => {
    sent.set(`${path}.start`, [start]);
    sent.set(`${path}.end`, [end === "24:00" ? "00:00" : end]);
  };
  for (const day of DAYS)
    weekly.filter((hours) => hours.day === day).forEach((hours, index) => put(`week.${day}.${index}`, hours));
  overrides
    .toSorted((a, b) => a.date.localeCompare(b.date))
    .forEach(({ date, intervals }, index) => {
      sent.set(`dates.${index}.date`, [date]);
      intervals.forEach((hours, at) => put(`dates.${index}.hours.${at}`, hours));
    });
  return sent;
}

/** What was sent as the body of the API, and the form's name for each of the API's pointers. */
export type SentSchedule = {
  readonly body: {
    readonly name: string;
    readonly timezone: string;
    readonly weekly: readonly WeeklyHours[];
    readonly overrides: readonly DateOverride[];
    readonly is_default?: boolean;
  };
  /** The errors with the form's names in place of the API's. */
  readonly renamed: (errors: readonly FieldError[]) => FieldError[];
};

export function sentSchedule(sent: Sent): SentSchedule {
  const names = new Map<string, string>();
  const weekly = DAYS.flatMap((day) =>
    positionsIn(sent, `week.${day}`).map((position) => ({ day, path: `week.${day}.${position}` })),
  ).map(({ day, path }, index) => {
    names.set(`/weekly/${index}`, path);
    return { day, ...rangeAt(sent, path) };
  });
  const overrides = positionsIn(sent, "dates").map((position, index) => {
    const path = `dates.${position}`;
    names.set(`/overrides/${index}`, path);
    const intervals = positionsIn(sent, `${path}.hours`).map((at, inner) => {
      names.set(`/overrides/${index}/intervals/${inner}`, `${path}.hours.${at}`);
      return rangeAt(sent, `${path}.hours.${at}`);
    });
    return { date: valueOf(sent, `${path}.date`), intervals };
  });
  const isDefault = sent.has("is_default") && { is_default: valueOf(sent, "is_default") === "on" };
  const [name, timezone] = [valueOf(sent, "name"), valueOf(sent, "timezone")];
  return {
    body: { name, timezone, weekly, overrides, ...isDefault },
    renamed: (errors) => errors.map(({ path, message }) => ({ path: renamed(names, path), message })),
  };
}

function renamed(names: ReadonlyMap<string, string>, path: string): string {
  const cut = path.lastIndexOf("/");
  const known = names.get(path.slice(0, cut));
  if (known !== undefined) return `/${known.replaceAll(".", "/")}/${path.slice(cut + 1)}`;
  return path;
}

function rangeAt(sent: Sent, path: string): TimeRange {
  const end = valueOf(sent, `${path}.end`);
  return { start: valueOf(sent, `${path}.start`), end: end === "00:00" ? "24:00" : end };
}

/** The form after one of its own buttons, and the field to focus; undefined for any other button. */
export function afterScheduleButton(
  sent: Sent,
): { readonly sent: Sent; readonly focus: string | undefined } | undefined {
  const [what = "", first = "", second = "", third = ""] = valueOf(sent, "do").split("/");
  const isDay = /^[0-6]$/.test(first);
  switch (what) {
    case "add":
      return isDay ? added(sent, `week.${first}`) : undefined;
    case "remove":
      return isDay ? { sent: without(sent, `week.${first}`, Number(second)), focus: undefined } : undefined;
    case "copy":
      return isDay ? { sent: copied(sent, Number(first)), focus: undefined } : undefined;
    case "month":
      return /^\d{4}-\d\d$/.test(first)
        ? { sent: withValues(sent, { month: first }), focus: undefined }
        : undefined;
    case "date":
      return withDate(sent, first);
    case "drop":
      return { sent: without(sent, "dates", Number(first)), focus: undefined };
    case "add-at":
      return /^\d{1,4}$/.test(first) ? added(sent, `dates.${first}.hours`) : undefined;
    case "remove-at":
      return /^\d{1,4}$/.test(first)
        ? { sent: without(sent, `dates.${first}.hours`, Number(second || third)), focus: undefined }
        : undefined;
    default:
      return undefined;
  }
}

/** Adds hours to a list: office hours, or an hour after the last ones. */
function added(sent: Sent, list: string): { sent: Sent; focus: string } {
  const positions = positionsIn(sent, list);
  const next = (positions.at(-1) ?? -1) + 1;
  const last = positions.at(-1);
  const end = last === undefined ? "" : valueOf(sent, `${list}.${last}.end`);
  const hours = /^(?:0\d|1\d|2[0-2]):/.test(end) && end !== "00:00" ? hourAfter(end) : OFFICE;
  const path = `${list}.${next}`;
  return {
    sent: withValues(sent, { [`${path}.start`]: hours.start, [`${path}.end`]: hours.end }),
    focus: `${path}.start`,
  };
}

function hourAfter(time: string): TimeRange {
  const [hour, minute] = [Number(time.slice(0, 2)), time.slice(2)];
  const at = (ahead: number) => `${String(Math.min(23, hour + ahead)).padStart(2, "0")}${minute}`;
  return { start: at(1), end: hour + 2 > 23 ? "00:00" : at(2) };
}

function without(sent: Sent, list: string, position: number): Sent {
  return reordered(
    sent,
    list,
    positionsIn(sent, list).filter((one) => one !== position),
  );
}

/** Replaces the hours of the ticked days by those of one day. */
function copied(sent: Sent, from: number): Sent {
  const targets = DAYS.filter((day) => day !== from && valueOf(sent, `copy.${from}.${day}`) === "on");
  const hours = positionsIn(sent, `week.${from}`).map((position) => `week.${from}.${position}`);
  let next: Sent = new Map([...sent].filter(([name]) => !name.startsWith("copy.")));
  for (const day of targets) {
    next = reordered(next, `week.${day}`, []);
    hours.forEach((path, index) => {
      const values = {
        [`week.${day}.${index}.start`]: valueOf(sent, `${path}.start`),
        [`week.${day}.${index}.end`]: valueOf(sent, `${path}.end`),
      };
      next = withValues(next, values);
    });
  }
  return next;
}

/** Adds a date with the hours of its weekday as a start, in the order of dates; one that is there is only focused. */
function withDate(sent: Sent, date: string): { sent: Sent; focus: string | undefined } | undefined {
  const day = parseDate(date);
  if (day === undefined) return undefined;
  const positions = positionsIn(sent, "dates");
  const there = positions.find((position) => valueOf(sent, `dates.${position}.date`) === isoDate(day));
  const focusOf = (position: number) => `dates.${position}`;
  if (there !== undefined) return { sent, focus: focusOf(there) };
  const next = (positions.at(-1) ?? -1) + 1;
  const grown = withValues(sent, { [`dates.${next}.date`]: date });
  const sorted = positionsIn(grown, "dates").toSorted((a, b) =>
    valueOf(grown, `dates.${a}.date`).localeCompare(valueOf(grown, `dates.${b}.date`)),
  );
  return { sent: reordered(grown, "dates", sorted), focus: focusOf(sorted.indexOf(next)) };
}
