/** UTC milliseconds since 1970-01-01T00:00:00Z, as the database keeps them. */
export type EpochMs = number;

/** A half-open stretch of time: `start` belongs to it, `end` does not. */
export type Interval = { readonly start: EpochMs; readonly end: EpochMs };

export const MINUTE_MS = 60_000;
export const HOUR_MS = 3_600_000;
export const DAY_MS = 86_400_000;

/** True when the two have an instant in common; touching ends do not count. */
export function overlaps(a: Interval, b: Interval): boolean {
  return a.start < b.end && b.start < a.end;
}

/** What the two have in common; undefined where that is nothing. */
export function intersection(a: Interval, b: Interval): Interval | undefined {
  const both = { start: Math.max(a.start, b.start), end: Math.min(a.end, b.end) };
  return both.start < both.end ? both : undefined;
}

/** The union of the intervals: sorted, disjoint, adjacent ones joined, empty ones dropped. */
export function union(intervals: readonly Interval[]): Interval[] {
  const sorted = intervals.filter((one) => one.start < one.end).sort((a, b) => a.start - b.start);
  const joined: { start: EpochMs; end: EpochMs }[] = [];
  for (const { start, end } of sorted) {
    const last = joined.at(-1);
    if (last && start <= last.end) last.end = Math.max(last.end, end);
    else joined.push({ start, end });
  }
  return joined;
}

/** The index of the first interval that ends after `instant`; the intervals are sorted and disjoint. */
export function firstEndingAfter(intervals: readonly Interval[], instant: EpochMs): number {
  let low = 0;
  let high = intervals.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (intervals[middle]!.end > instant) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** True when one of the sorted, disjoint intervals holds the whole of `inner`. */
export function covers(intervals: readonly Interval[], inner: Interval): boolean {
  const candidate = intervals[firstEndingAfter(intervals, inner.start)];
  return candidate !== undefined && candidate.start <= inner.start && inner.end <= candidate.end;
}

/** True when one of the sorted, disjoint intervals shares an instant with `one`. */
export function meets(intervals: readonly Interval[], one: Interval): boolean {
  const candidate = intervals[firstEndingAfter(intervals, one.start)];
  return candidate !== undefined && overlaps(candidate, one);
}
