/** The event loop's lag in milliseconds, for each second of the last minute. */
export type LoopLags = Float64Array;

const EVERY_MS = 1_000;

export function loopLags(): LoopLags {
  return new Float64Array(60);
}

/** Measures each second how late a timer fires, until it is stopped; does not keep the process alive. */
export function watchLoop(lags: LoopLags): { stop(): void } {
  let turn = 0;
  let before = performance.now();
  const timer = setInterval(() => {
    const now = performance.now();
    lags[turn++ % lags.length] = Math.max(0, now - before - EVERY_MS);
    before = now;
  }, EVERY_MS);
  timer.unref();
  return { stop: () => clearInterval(timer) };
}
