import { expect } from "bun:test";
import fc from "fast-check";
import { dateAt, isoDate } from "../../src/domain/clock.ts";
import { DAY_MS, type EpochMs, type Interval, MINUTE_MS, union } from "../../src/domain/interval.ts";
import { allowanceOf, type Policy } from "../../src/domain/policy.ts";
import { limitPeriods, type PeriodLimit } from "../../src/domain/records.ts";
import { toSchedule } from "../../src/domain/schedule.ts";
import { type Calendar, freeStarts, isSlot } from "../../src/domain/slots.ts";
import { type NaiveQuestion, naiveStarts } from "../support/naive-slots.ts";
import { proof } from "../support/proof.ts";
import { upToDays, zoneAndMinute } from "../support/zone-arbitraries.ts";

const minutes = (...choices: number[]) => fc.constantFrom(...choices).map((many) => many * MINUTE_MS);

/** Hours of a day in any shape: apart or adjacent, short, around clock changes, whole days. */
const hoursOfOneDay = fc
  .uniqueArray(
    fc.oneof(
      fc.constantFrom(0, 60, 90, 120, 150, 180, 225, 1380, 1410, 1440),
      fc.integer({ min: 0, max: 96 }).map((quarters) => quarters * 15),
      fc.integer({ min: 0, max: 1440 }),
    ),
    { minLength: 2, maxLength: 6 },
  )
  .chain((cuts) =>
    fc.array(fc.boolean(), { minLength: 5, maxLength: 5 }).map((taken) => {
      const sorted = cuts.toSorted((a, b) => a - b);
      const pieces = sorted.slice(1).map((end, index) => ({ start: hhmm(sorted[index]!), end: hhmm(end) }));
      return pieces.filter((_, index) => taken[index]);
    }),
  );

const weekly = fc.oneof(
  fc.constant([0, 1, 2, 3, 4, 5, 6].map((day) => ({ day, start: "00:00", end: "24:00" }))),
  fc
    .array(hoursOfOneDay, { minLength: 7, maxLength: 7 })
    .map((days) => days.flatMap((hours, day) => hours.map((one) => ({ day, ...one })))),
);

/** Intervals around an instant, sorted and disjoint, some touching, not all on whole minutes. */
const stretches = (around: EpochMs): fc.Arbitrary<Interval[]> =>
  fc
    .tuple(
      fc.uniqueArray(fc.oneof(fc.integer({ min: -9_000, max: 9_000 }), fc.integer({ min: -900, max: 900 })), {
        maxLength: 8,
      }),
      fc.integer({ min: 2, max: 4 }),
      fc.constantFrom(0, 0, 0, 1, 30_000),
    )
    .map(([cuts, every, shift]) => {
      const sorted = cuts.toSorted((a, b) => a - b).map((cut) => around + cut * MINUTE_MS + shift);
      const pieces = sorted.slice(1).map((end, index) => ({ start: sorted[index]!, end }));
      return pieces.filter((_, index) => index % every === 0 || (every === 4 && index % 4 === 1));
    });

const limit: fc.Arbitrary<PeriodLimit> = fc
  .tuple(fc.constantFrom(...limitPeriods), fc.boolean(), fc.integer({ min: 1, max: 4 }))
  .map(([period, counts, most]) => (counts ? { period, bookings: most } : { period, minutes: most * 45 }));

const policy = fc.record({
  duration: minutes(1, 5, 15, 20, 30, 30, 45, 50, 60, 60, 90, 240, 1440),
  bufferBefore: minutes(0, 0, 5, 10, 120),
  bufferAfter: minutes(0, 0, 5, 15, 90),
  notice: minutes(0, 0, 7, 60, 1440),
  horizonDays: fc.constantFrom(1, 2, 3, 60, 60),
  interval: minutes(0, 0, 5, 7, 15, 30, 45, 60, 90, 1440),
  limits: fc.oneof(fc.constant([]), fc.array(limit, { maxLength: 3 })),
});

const question: fc.Arbitrary<NaiveQuestion> = zoneAndMinute.chain(({ zone, minute }) => {
  const nearby = (most: number) => fc.integer({ min: -most, max: most }).map((n) => minute + n * MINUTE_MS);
  const day = fc.integer({ min: -2, max: 2 }).map((days) => isoDate(dateAt(zone, minute) + days));
  return fc
    .record({
      policy,
      weekly,
      overrides: fc.uniqueArray(fc.record({ date: day, intervals: hoursOfOneDay }), {
        selector: ({ date }) => date,
        maxLength: 3,
      }),
      busy: stretches(minute),
      external: fc.oneof(fc.constant([]), stretches(minute)),
      timeOff: fc.oneof(fc.constant([]), stretches(minute)),
      booked: fc.array(
        fc
          .tuple(fc.oneof(nearby(2_000), nearby(20_000)), fc.integer({ min: 1, max: 120 }))
          .map(([start, length]) => ({ start, end: start + length * MINUTE_MS })),
        { maxLength: 6 },
      ),
      from: nearby(2_000),
      odd: fc.constantFrom(0, 0, 0, -1, 1, 12_345),
      length: upToDays(2),
      ago: fc.oneof(fc.constant(3 * DAY_MS), upToDays(2)),
    })
    .map(({ policy: { interval, ...lengths }, from, odd, length, ago, ...rest }) => ({
      zone,
      ...rest,
      ...lengths,
      step: interval || lengths.duration,
      window: { start: from + odd, end: from + odd + length },
      now: from - ago + odd,
    }));
});

function asked(question: NaiveQuestion): { policy: Policy; calendar: Calendar } {
  const { zone, weekly, overrides, busy, external, timeOff, booked } = question;
  const allowances = question.limits.map((limit) => allowanceOf(limit, booked, zone));
  const policy = {
    durationMs: question.duration,
    bufferBeforeMs: question.bufferBefore,
    bufferAfterMs: question.bufferAfter,
    minNoticeMs: question.notice,
    maxAdvanceDays: question.horizonDays,
    slotIntervalMs: question.step,
  };
  const schedule = toSchedule({ timezone: zone.name, weekly, overrides });
  return {
    policy,
    calendar: { schedule, busy, external: union(external), timeOff: union(timeOff), allowances },
  };
}

proof(
  "freeStarts matches a check of every minute",
  400,
  fc.property(question, (question) => {
    const { policy, calendar } = asked(question);
    const starts = freeStarts(policy, calendar, question.window, question.now);
    expect(inUtc(starts)).toEqual(inUtc(naiveStarts(question)));
  }),
);

proof(
  "isSlot is true for exactly the listed starts",
  100,
  fc.property(question, fc.array(fc.nat({ max: 2 * DAY_MS })), (question, probes) => {
    const { policy, calendar } = asked(question);
    const { window, now } = question;
    const listed = new Set(freeStarts(policy, calendar, window, now));
    const near = [...listed].flatMap((start) => [start, start - 1, start + 1, start + MINUTE_MS]);
    const grid = Array.from({ length: 200 }, (_, n) => window.start + n * 15 * MINUTE_MS);
    for (const start of [...near, ...grid, ...probes.map((probe) => window.start + probe)]) {
      if (start < window.start || start >= window.end) continue;
      expect([start, isSlot(policy, calendar, start, now)]).toEqual([start, listed.has(start)]);
    }
  }),
);

function hhmm(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
}

function inUtc(instants: readonly EpochMs[]): string[] {
  return instants.map((instant) => new Date(instant).toISOString());
}
