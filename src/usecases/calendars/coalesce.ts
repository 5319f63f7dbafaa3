import type { Interval } from "../../domain/interval.ts";

/** The calendars that were read for a decision, by id, each with the version of its copy after that. */
export type JustRead = ReadonlyMap<number, number>;

/** Reads a window of an account's calendars. */
export type ReadWindow = (window: Interval, signal: AbortSignal) => Promise<JustRead>;

/** Reads accounts for bookings that wait for it. */
export type Readings = {
  /**
   * Resolves to the calendars that a reading of this window has read which began after the call; to none after `limitMs`, or
   * if it failed. Calls that wait together share one reading of all their windows.
   */
  read(accountId: number, window: Interval, run: ReadWindow): Promise<JustRead>;
};

type Waiting = { window: Interval; readonly result: Promise<JustRead> };

/** What is known if nothing was read. */
export const NOTHING: JustRead = new Map();

/** One reading per account at a time: the calls during one share the next. */
export function coalesceReadings(limitMs = 2_000): Readings {
  const running = new Map<number, Promise<unknown>>();
  const waiting = new Map<number, Waiting>();

  function begin(accountId: number, window: Interval, run: ReadWindow): Promise<JustRead> {
    const signal = AbortSignal.timeout(limitMs);
    const reading = atMost(limitMs, run(window, signal)).finally(() => {
      if (running.get(accountId) === reading) running.delete(accountId);
    });
    running.set(accountId, reading);
    return reading;
  }

  function join(accountId: number, window: Interval, run: ReadWindow): Waiting {
    const next: Waiting = {
      window,
      result: running.get(accountId)!.then(() => {
        waiting.delete(accountId);
        return begin(accountId, next.window, run);
      }),
    };
    waiting.set(accountId, next);
    return next;
  }

  return {
    read(accountId, window, run) {
      if (!running.has(accountId)) return begin(accountId, window, run);
      const next = waiting.get(accountId) ?? join(accountId, window, run);
      next.window = hull(next.window, window);
      return atMost(limitMs, next.result);
    },
  };
}

/** Resolves to nothing if the work fails or takes longer. */
async function atMost(ms: number, work: Promise<JustRead>): Promise<JustRead> {
  const late = Promise.withResolvers<JustRead>();
  const timer = setTimeout(() => late.resolve(NOTHING), ms);
  const result = await Promise.race([work.catch(() => NOTHING), late.promise]);
  clearTimeout(timer);
  return result;
}

function hull(one: Interval, other: Interval): Interval {
  return { start: Math.min(one.start, other.start), end: Math.max(one.end, other.end) };
}
