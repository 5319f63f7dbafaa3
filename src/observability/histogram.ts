/** Counts values per bucket; `counts` has one more entry than `bounds`, for larger values. */
export type Histogram = {
  readonly bounds: readonly number[];
  readonly counts: readonly number[];
  readonly sum: number;
  readonly observe: (value: number) => void;
};

/** An empty histogram. `bounds` ascend; a value counts in the first bucket whose bound it does not exceed. */
export function histogram(bounds: readonly number[]): Histogram {
  const counts = Array<number>(bounds.length + 1).fill(0);
  let sum = 0;
  return {
    bounds,
    counts,
    get sum() {
      return sum;
    },
    observe(value) {
      let place = 0;
      while (place < bounds.length && value > bounds[place]!) place += 1;
      counts[place]! += 1;
      sum += value;
    },
  };
}
