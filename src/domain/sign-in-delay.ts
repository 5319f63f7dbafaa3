import { type EpochMs, HOUR_MS, MINUTE_MS } from "./interval.ts";

/**
 * How long to wait between wrong passwords. Each raises a level, which falls with time; above `free` the wait doubles with
 * each step, up to `longestMs`.
 */
export type DelayRule = {
  readonly free: number;
  readonly forgivenPerHour: number;
  readonly longestMs: number;
};

/** For one client at one account: whoever guesses on gets five tries an hour. */
export const ONE_CLIENT: DelayRule = { free: 5, forgivenPerHour: 5, longestMs: 15 * MINUTE_MS };
/**
 * For everybody at one account who was never signed in to it from where they are. The wait is short, since its owner may be
 * one of them.
 */
export const ALL_CLIENTS: DelayRule = { free: 30, forgivenPerHour: 20, longestMs: MINUTE_MS };

/** What is remembered of the failures. */
export type Failures = {
  readonly level: number;
  readonly failed_at: EpochMs;
  readonly locked_until: EpochMs;
};

/** The most that the level is above `free`, so that no attack is held against its victim for longer than some hours. */
const MOST_ABOVE = 16;
/** After how long without a failure nothing is left of the level. */
export const FORGIVEN_AFTER_MS = 6 * HOUR_MS;

const FIRST_WAIT_MS = 2_000;

/** What is remembered after one more failure. */
export function failedAgain(before: Failures | undefined, rule: DelayRule, now: EpochMs): Failures {
  const level = Math.min(levelAt(before, rule, now) + 1, rule.free + MOST_ABOVE);
  const above = level - rule.free;
  const wait = above > 0 ? Math.min(rule.longestMs, FIRST_WAIT_MS * 2 ** (above - 1)) : 0;
  return { level, failed_at: now, locked_until: now + Math.ceil(wait) };
}

function levelAt(failures: Failures | undefined, { forgivenPerHour }: DelayRule, now: EpochMs): number {
  if (!failures) return 0;
  return Math.max(0, failures.level - ((now - failures.failed_at) / HOUR_MS) * forgivenPerHour);
}
