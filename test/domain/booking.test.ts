import { expect, test } from "bun:test";
import {
  bookingStatuses,
  type BookingStatus,
  firstStatus,
  isLive,
  judgeMove,
  type Move,
} from "../../src/domain/booking.ts";

const NOW = Date.UTC(2026, 2, 2, 12);

/** A status where the move leads there, `already`, or the refusal; the last word is for a meeting that is over. */
const life: readonly [BookingStatus, Move, toCome: string, over: string][] = [
  ["pending", "confirm", "→ confirmed", "already_over"],
  ["pending", "decline", "→ declined", "already_over"],
  ["pending", "cancel", "→ cancelled", "already_over"],
  ["pending", "reschedule", "→ pending", "already_over"],
  ["confirmed", "confirm", "already", "already"],
  ["confirmed", "decline", "decided_confirmed", "decided_confirmed"],
  ["confirmed", "cancel", "→ cancelled", "already_over"],
  ["confirmed", "reschedule", "→ confirmed", "already_over"],
  ["declined", "confirm", "decided_declined", "decided_declined"],
  ["declined", "decline", "already", "already"],
  ["declined", "cancel", "already_declined", "already_declined"],
  ["declined", "reschedule", "already_declined", "already_declined"],
  ["cancelled", "confirm", "decided_cancelled", "decided_cancelled"],
  ["cancelled", "decline", "decided_cancelled", "decided_cancelled"],
  ["cancelled", "cancel", "already", "already"],
  ["cancelled", "reschedule", "already_cancelled", "already_cancelled"],
];

function outcome(status: BookingStatus, move: Move, ends_at: number): string {
  const judged = judgeMove({ status, ends_at }, move, NOW);
  if (judged.kind === "moves") return `→ ${judged.to}`;
  return judged.kind === "already" ? "already" : JSON.stringify(judged.refusal).replaceAll('"', "");
}

test.each(life)("%s, %s: %s, and once it is over %s", (status, move, toCome, over) => {
  expect(outcome(status, move, NOW + 1)).toBe(toCome);
  expect(outcome(status, move, NOW)).toBe(over);
  expect(outcome(status, move, NOW - 1)).toBe(over);
});

test("the table is whole", () => {
  expect(new Set(life.map(([status, move]) => `${status} ${move}`)).size).toBe(bookingStatuses.length * 4);
});

test("what was declined or cancelled never lives again, whatever comes after", () => {
  const moves: Move[] = ["confirm", "decline", "cancel", "reschedule"];
  for (const status of bookingStatuses.filter((status) => !isLive(status)))
    for (const move of moves)
      expect(judgeMove({ status, ends_at: NOW + 1 }, move, NOW).kind).not.toBe("moves");
});

test("a booking begins pending where it needs the host's word, else confirmed; both hold the time", () => {
  expect([firstStatus(true), firstStatus(false)]).toEqual(["pending", "confirmed"]);
  expect(bookingStatuses.filter(isLive)).toEqual(["pending", "confirmed"]);
});
