import type { EpochMs } from "../domain/interval.ts";

/** Keeps a mail server that is out of order from being asked once for every mail that waits. */
export type ServerRest = {
  /** How many emails may be on their way to the server now. */
  room(): number;
  /** Notes whether the server did its part with an email, be it by refusing it. */
  note(working: boolean): void;
};

const FAILURES_BEFORE_REST = 4;
const FIRST_REST_MS = 5_000;
const LONGEST_REST_MS = 60_000;

/** After four failures in a row one email at a time asks again, after rests that double up to a minute. */
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
