import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import {
  covers,
  firstEndingAfter,
  type Interval,
  intersection,
  meets,
  overlaps,
  union,
} from "../../src/domain/interval.ts";
import { proof } from "../support/proof.ts";

/** Short and crowded, so that touching, nested, equal, empty and reversed intervals are common. */
const anInterval: fc.Arbitrary<Interval> = fc.record({
  start: fc.integer({ min: 0, max: 40 }),
  end: fc.integer({ min: 0, max: 40 }),
});
const someIntervals = fc.array(anInterval, { maxLength: 12 });
const aProperInterval = anInterval.filter(({ start, end }) => start < end);

/** The intervals as a set of integers. */
function minutesOf(...intervals: readonly Interval[]): Set<number> {
  const minutes = new Set<number>();
  for (const { start, end } of intervals) for (let at = start; at < end; at++) minutes.add(at);
  return minutes;
}

describe("touching intervals", () => {
  const [morning, noon] = [
    { start: 9, end: 12 },
    { start: 12, end: 13 },
  ];

  test("do not overlap", () => expect(overlaps(morning, noon)).toBe(false));
  test("have no intersection", () => expect(intersection(morning, noon)).toBeUndefined());
  test("do not meet", () => expect(meets([morning], noon)).toBe(false));
  test("are merged by a union", () => expect(union([noon, morning])).toEqual([{ start: 9, end: 13 }]));
  test("cover a meeting together", () =>
    expect(covers(union([morning, noon]), { start: 11, end: 13 })).toBe(true));
});

proof(
  "overlap and intersection match sets of minutes",
  1_000,
  fc.property(aProperInterval, aProperInterval, (a, b) => {
    const common = minutesOf(a).intersection(minutesOf(b));
    expect(overlaps(a, b)).toBe(common.size > 0);
    const both = intersection(a, b);
    expect(both ? minutesOf(both) : new Set()).toEqual(common);
  }),
);

proof(
  "union keeps the same minutes, sorted, disjoint and non-empty",
  1_000,
  fc.property(someIntervals, (intervals) => {
    const before = structuredClone(intervals);
    const joined = union(intervals);
    expect(minutesOf(...joined)).toEqual(minutesOf(...intervals));
    expect(joined.every(({ start, end }) => start < end)).toBe(true);
    expect(joined.every(({ start }, index) => index === 0 || start > joined[index - 1]!.end)).toBe(true);
    expect(union(joined)).toEqual(joined);
    expect(intervals).toEqual(before);
  }),
);

proof(
  "covers and meets match subset and intersection of minutes",
  2_000,
  fc.property(someIntervals, aProperInterval, (intervals, one) => {
    const joined = union(intervals);
    const minutes = minutesOf(...joined);
    expect(covers(joined, one)).toBe(minutesOf(one).isSubsetOf(minutes));
    expect(meets(joined, one)).toBe(!minutesOf(one).isDisjointFrom(minutes));
  }),
);

proof(
  "meets works for touching intervals that are not merged",
  1_000,
  fc.property(
    fc.uniqueArray(fc.integer({ min: 0, max: 40 }), { minLength: 2 }),
    aProperInterval,
    (cuts, one) => {
      const sorted = cuts.toSorted((a, b) => a - b);
      const touching = sorted.slice(1).map((end, index) => ({ start: sorted[index]!, end }));
      expect(meets(touching, one)).toBe(!minutesOf(one).isDisjointFrom(minutesOf(...touching)));
    },
  ),
);

proof(
  "firstEndingAfter matches a linear search",
  1_000,
  fc.property(someIntervals, fc.integer({ min: -1, max: 41 }), (intervals, instant) => {
    const joined = union(intervals);
    const found = joined.findIndex(({ end }) => end > instant);
    expect(firstEndingAfter(joined, instant)).toBe(found === -1 ? joined.length : found);
  }),
);
