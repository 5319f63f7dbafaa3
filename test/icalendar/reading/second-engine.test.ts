import { expect } from "bun:test";
import fc from "fast-check";
import { RRuleTemporal } from "rrule-temporal";
import { DAY_MS, HOUR_MS, type Interval, MINUTE_MS, union } from "../../../src/domain/interval.ts";
import { zoneOf } from "../../../src/domain/zone.ts";
import { instantOfWall } from "../../../src/icalendar/reading/calendar-time.ts";
import { readEvents } from "../../../src/icalendar/reading/read-events.ts";
import { proof } from "../../support/proof.ts";
import { calendar, vevent, written } from "./calendars.ts";

/*
 * Rules are compared with rrule-temporal, which shares no code with ours. What is left out, and why:
 * - Zones whose rules Bun's own data have wrong; and of the others, hours that clocks skip: RFC 5545 ignores such an occurrence,
 *   while calendars show it an hour later, and we block it.
 * - Rules within days in zones with daylight saving: whether "every 5 hours" means the clock's or exact hours is left open.
 * - DTSTART that its rule does not name is ours to add; rrule-temporal gives what the rule names.
 * - BYWEEKNO with INTERVAL or BYSETPOS: to which year a week belongs is left open.
 * - BYDAY=53MO and BYYEARDAY with BYDAY: rrule-temporal 2.2.8 goes on into the next year with the one, and ignores BYDAY beside a
 *   negative day of the year.
 */
const zones = [
  "UTC",
  "Europe/Berlin",
  "America/New_York",
  "Asia/Kolkata",
  "Australia/Sydney",
  "America/St_Johns",
];

const LENGTH = 10 * MINUTE_MS;
const weekdays = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];

type Case = {
  readonly zone: string;
  /** Local time as if it were UTC. */
  readonly start: number;
  readonly rule: string;
  readonly window: Interval;
  /** Which occurrences are excluded, and which are moved by how much. */
  readonly excluded: readonly number[];
  readonly moved: readonly { readonly index: number; readonly by: number }[];
  readonly extra: readonly number[];
};

const some = <T>(values: fc.Arbitrary<T>, most = 3) =>
  fc.uniqueArray(values, { minLength: 1, maxLength: most });
const part = (name: string, values: fc.Arbitrary<number | string>, most = 3) =>
  some(values, most).map((list) => `;${name}=${list.join(",")}`);
const maybe = (text: fc.Arbitrary<string>) => fc.oneof(fc.constant(""), text);

const weekday = fc.constantFrom(...weekdays);
const signed = (most: number) => fc.integer({ min: -most, max: most }).filter((number) => number !== 0);
const ordinal = (most: number) => fc.tuple(signed(most), weekday).map(([number, day]) => `${number}${day}`);
const month = part("BYMONTH", fc.integer({ min: 1, max: 12 }));
const monthDay = part("BYMONTHDAY", signed(31), 5);
const plainDays = part("BYDAY", weekday, 5);
const hours = part("BYHOUR", fc.integer({ min: 4, max: 23 }));
const minutes = part("BYMINUTE", fc.constantFrom(0, 10, 15, 30, 45));
const position = part("BYSETPOS", signed(4), 2);
const weekStart = maybe(weekday.map((day) => `;WKST=${day}`));
const interval = maybe(fc.integer({ min: 2, max: 5 }).map((number) => `;INTERVAL=${number}`));

const parts = (...arbitraries: fc.Arbitrary<string>[]) =>
  fc.tuple(...arbitraries).map((list) => list.join(""));
const bodies: Record<string, fc.Arbitrary<string>> = {
  DAILY: parts(interval, maybe(month), maybe(monthDay), maybe(plainDays), maybe(hours), maybe(minutes)),
  WEEKLY: parts(interval, weekStart, maybe(month), maybe(plainDays), maybe(hours), maybe(minutes)),
  "WEEKLY by place": parts(interval, weekStart, plainDays, maybe(hours), position),
  MONTHLY: parts(interval, maybe(month), maybe(monthDay), maybe(hours), maybe(minutes)),
  "MONTHLY by weekday": parts(interval, maybe(month), part("BYDAY", fc.oneof(weekday, ordinal(5)))),
  "MONTHLY by weekday and day": parts(interval, maybe(month), plainDays, monthDay),
  "MONTHLY by place": parts(interval, fc.oneof(plainDays, monthDay), maybe(hours), position),
  YEARLY: parts(interval, maybe(month), maybe(monthDay), maybe(hours)),
  "YEARLY by weekday": parts(interval, fc.oneof(plainDays, part("BYDAY", ordinal(52)))),
  "YEARLY by weekday of months": parts(interval, month, part("BYDAY", fc.oneof(weekday, ordinal(5)))),
  "YEARLY by weekday and day": parts(interval, maybe(month), plainDays, monthDay),
  "YEARLY by day of the year": parts(interval, part("BYYEARDAY", signed(366), 5)),
  "YEARLY by week": parts(weekStart, part("BYWEEKNO", signed(53)), plainDays),
  "YEARLY by place": parts(interval, month, fc.oneof(plainDays, monthDay), position),
  HOURLY: parts(interval, maybe(plainDays), maybe(monthDay), maybe(hours), maybe(minutes)),
  MINUTELY: parts(
    fc.constantFrom(";INTERVAL=30", ";INTERVAL=45", ";INTERVAL=1000"),
    maybe(plainDays),
    maybe(part("BYMONTHDAY", signed(31))),
    hours,
    maybe(minutes),
  ),
};

/** Minutes of a window that starts in 2026. */
const arbitraryCase = (name: string): fc.Arbitrary<Case> => {
  const frequency = name.split(" ")[0]!;
  const isWithinDays = frequency === "HOURLY" || frequency === "MINUTELY";
  const bound = fc.oneof(
    fc.constant(""),
    fc.integer({ min: 1, max: isWithinDays ? 100 : 300 }).map((count) => `;COUNT=${count}`),
    fc
      .integer({ min: -400, max: 400 })
      .map((days) => `;UNTIL=${compact(Date.UTC(2026, 5, 15, 12) + days * DAY_MS)}Z`),
  );
  return fc.record({
    zone: isWithinDays ? fc.constant("UTC") : fc.constantFrom(...zones),
    start: fc
      .tuple(fc.integer({ min: 0, max: isWithinDays ? 60 : 2500 }), fc.integer({ min: 16, max: 95 }))
      .map(([days, quarters]) => Date.UTC(2026, 5, 30) - days * DAY_MS + quarters * 15 * MINUTE_MS),
    rule: fc.tuple(bodies[name]!, bound).map(([body, end]) => `FREQ=${frequency}${body}${end}`),
    window: fc
      .tuple(fc.integer({ min: 0, max: 100 }), fc.integer({ min: 1, max: isWithinDays ? 20 : 400 }))
      .map(([from, days]) => {
        const start = Date.UTC(2026, 4, 1) + from * DAY_MS;
        return { start, end: start + days * DAY_MS };
      }),
    excluded: fc.array(fc.nat(20), { maxLength: 3 }),
    moved: fc.uniqueArray(
      fc.record({
        index: fc.nat(20),
        by: fc.integer({ min: -3000, max: 3000 }).map((steps) => steps * 15 * MINUTE_MS),
      }),
      { maxLength: 3, selector: ({ index }) => index },
    ),
    extra: fc.uniqueArray(
      fc.integer({ min: 0, max: 2000 }).map((hour) => Date.UTC(2026, 4, 1) + hour * HOUR_MS),
      {
        maxLength: 3,
      },
    ),
  });
};

function compact(instant: number): string {
  return new Date(instant).toISOString().slice(0, 19).replaceAll(/[-:]/g, "");
}

/** The starts that the other engine finds around the window, and DTSTART. */
function otherStarts({ zone, start, rule, window }: Case): number[] {
  const text = `DTSTART;TZID=${zone}:${compact(start)}\nRRULE:${rule}`;
  const engine = new RRuleTemporal({ rruleString: text, maxIterations: 1_000_000 });
  const found = engine.between(
    new Date(window.start - 60 * DAY_MS),
    new Date(window.end + 60 * DAY_MS),
    true,
  );
  return [
    ...new Set([
      ...found.map(({ epochMilliseconds }) => epochMilliseconds),
      instantOfWall(zoneOf(zone), start),
    ]),
  ];
}

function expected(one: Case, starts: readonly number[]): Interval[] {
  const set = new Set([...starts, ...one.extra]);
  for (const index of one.excluded) set.delete(starts[index] ?? NaN);
  for (const { index } of one.moved) set.delete(starts[index] ?? NaN);
  const moved = one.moved
    .filter(({ index }) => starts[index] !== undefined)
    .map(({ index, by }) => starts[index]! + by);
  const all = [...set, ...moved].map((at) => ({
    start: Math.max(at, one.window.start),
    end: Math.min(at + LENGTH, one.window.end),
  }));
  return union(all);
}

function found(one: Case, starts: readonly number[]) {
  const { zone, start, rule, window } = one;
  const utc = (instant: number) => `${compact(instant)}Z`;
  const [excluded, extra] = [
    one.excluded.map((index) => starts[index]).filter((at) => at !== undefined),
    one.extra,
  ];
  const series = vevent(
    `DTSTART;TZID=${zone}:${compact(start)}`,
    "DURATION:PT10M",
    `RRULE:${rule}`,
    ...excluded.map((at) => `EXDATE:${utc(at)}`),
    ...(extra.length > 0 ? [`RDATE:${extra.map(utc).join(",")}`] : []),
  );
  const moved = one.moved
    .filter(({ index }) => starts[index] !== undefined)
    .map(({ index, by }) =>
      vevent(`RECURRENCE-ID:${utc(starts[index]!)}`, `DTSTART:${utc(starts[index]! + by)}`, "DURATION:PT10M"),
    );
  const [event] = readEvents(calendar(series, ...moved), { zone: zoneOf("UTC"), window, addresses: [] });
  return event!;
}

for (const name of Object.keys(bodies))
  proof(
    `${name} rules agree with rrule-temporal`,
    60,
    fc.property(arbitraryCase(name), (one) => {
      const starts = otherStarts(one).sort((earlier, later) => earlier - later);
      const { busy, problem } = found(one, starts);
      expect([problem, busy.map(written)]).toEqual([null, expected(one, starts).map(written)]);
    }),
  );
