import type { EpochMs } from "../domain/interval.ts";

/** Keeps a failing mail server from being tried once per waiting email. */
export type ServerRest = {
  /** How many emails may be in progress now. */
  room(): number;
  /** Records whether the server responded properly to an email, even by refusing it. */
  note(working: boolean): void;
};

const FAILURES_BEFORE_REST = 4;
const FIRST_REST_MS = 5_000;
const LONGEST_REST_MS = 60_000;

/** Opens after four failures in a row. Then one email at a time tries again, after delays that double up to a minute. */
export function serverRest(connections: number, now: () => EpochMs): ServerRest {
  let failures = 0;
  let restsUntil = 0;
  return {
    room() {
      if (failures < FAILURES_BEFORE_REST) return connections;
      return now() >= restsUntil ? 1 : 0;
    },
    note(working) {
      failures = working ? 0 : failures + 1;
      if (failures < FAILURES_BEFORE_REST) return;
      const rest = FIRST_REST_MS * 2 ** (failures - FAILURES_BEFORE_REST);
      restsUntil = now() + Math.min(rest, LONGEST_REST_MS);
    },
  };
}
