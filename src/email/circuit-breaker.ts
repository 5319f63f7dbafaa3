import type { EpochMs } from "../domain/interval.ts";

/** Keeps a failing mail server from being tried once per waiting email. */
export type CircuitBreaker = {
  /** How many emails may be in progress now. */
  room(): number;
  /** Records whether the server responded properly to an email, even by refusing it. */
  note(working: boolean): void;
};

const FAILURES_TO_OPEN = 4;
const FIRST_DELAY_MS = 5_000;
const LONGEST_DELAY_MS = 60_000;

/** Opens after four failures in a row. Then one email at a time tries again, after delays that double up to a minute. */
export function circuitBreaker(connections: number, now: () => EpochMs): CircuitBreaker {
  let failures = 0;
  let restsUntil = 0;
  return {
    room() {
      if (failures < FAILURES_TO_OPEN) return connections;
      return now() >= restsUntil ? 1 : 0;
    },
    note(working) {
      failures = working ? 0 : failures + 1;
      if (failures < FAILURES_TO_OPEN) return;
      const rest = FIRST_DELAY_MS * 2 ** (failures - FAILURES_TO_OPEN);
      restsUntil = now() + Math.min(rest, LONGEST_DELAY_MS);
    },
  };
}
