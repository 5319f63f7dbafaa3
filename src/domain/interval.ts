/** UTC milliseconds since 1970-01-01T00:00:00Z. */
export type EpochMs = number;

/** A half-open interval: includes `start`, excludes `end`. */
export type Interval = { readonly start: EpochMs; readonly end: EpochMs };

export const MINUTE_MS = 60_000;
export const HOUR_MS = 3_600_000;
export const DAY_MS = 86_400_000;

/** Returns whether two intervals overlap; touching ends do not count. */
export function overlaps(a: Interval, b: Interval): boolean {
  return a.start < b.end && b.start < a.end;
}

/** The intersection of two intervals; undefined if they do not overlap. */
export function intersection(a: Interval, b: Interval): Interval | undefined {
  const both = { start: Math.max(a.start, b.start), end: Math.min(a.end, b.end) };
  return both.start < both.end ? both : undefined;
}

/** The union of the intervals: sorted, disjoint, adjacent ones merged, empty ones dropped. */
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

/** The index of the first interval that ends after `instant`; expects sorted, disjoint intervals. */
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

/** Returns whether one of the sorted, disjoint intervals contains `inner`. */
export function covers(intervals: readonly Interval[], inner: Interval): boolean {
  const candidate = intervals[firstEndingAfter(intervals, inner.start)];
  return candidate !== undefined && candidate.start <= inner.start && inner.end <= candidate.end;
}

/** Returns whether one of the sorted, disjoint intervals overlaps `one`. */
export function meets(intervals: readonly Interval[], one: Interval): boolean {
  const candidate = intervals[firstEndingAfter(intervals, one.start)];
  return candidate !== undefined && overlaps(candidate, one);
}
