import { type EpochMs, HOUR_MS, MINUTE_MS } from "./interval.ts";

/**
 * The delay after wrong passwords, as a leaky bucket: each failure raises the level by one, and it falls with time. Above
 * `free`, each further failure doubles the delay, up to `longestMs`.
 */
export type DelayRule = {
  readonly free: number;
  readonly forgivenPerHour: number;
  readonly longestMs: number;
};

/** Per client and account: an attacker gets about five tries an hour. */
export const ONE_CLIENT: DelayRule = { free: 5, forgivenPerHour: 5, longestMs: 15 * MINUTE_MS };
/** Per account, for all clients that are new to it. The delay is short, because the owner may be one of them. */
export const ALL_CLIENTS: DelayRule = { free: 30, forgivenPerHour: 20, longestMs: MINUTE_MS };

/** The stored state of the bucket. */
export type Failures = {
  readonly level: number;
  readonly failed_at: EpochMs;
  readonly locked_until: EpochMs;
};

/** How far the level can rise above `free`, so that it recovers within hours after an attack. */
const MOST_ABOVE = 16;
/** The level is zero after this long without a failure. */
export const FORGIVEN_AFTER_MS = 6 * HOUR_MS;

const FIRST_WAIT_MS = 2_000;

/** Returns the state after one more failure. */
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
