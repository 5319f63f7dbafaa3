/** How late the event loop was, in milliseconds, at each second of the last minute. */
export type LoopLags = Float64Array;

const EVERY_MS = 1_000;

/** No lag yet. */
export function loopLags(): LoopLags {
  return new Float64Array(60);
}

/** Looks each second how much later than asked for a timer runs, until it is stopped; keeps no process alive. */
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
