import { describe, expect, test } from "bun:test";
import {
  asOf,
  bookingStatuses,
  type BookingState,
  type BookingStatus,
  decisionDue,
  firstStatus,
  isLive,
  checkTransition,
  type BookingAction,
  type Party,
} from "../../src/domain/booking.ts";

const NOW = Date.UTC(2026, 2, 2, 12);

/** The resulting status, `already`, or the refusal; the last column is for a meeting that is over. */
const life: readonly [BookingStatus, BookingAction, toCome: string, over: string][] = [
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

const verbs: readonly BookingAction[] = ["confirm", "decline", "cancel", "reschedule"];

/** An upcoming booking that did not need confirmation. */
const aBooking: BookingState = {
  status: "confirmed",
  requires_confirmation: false,
  starts_at: NOW + 1,
  ends_at: NOW + 2,
  decide_by: null,
  expired: false,
  erased_at: null,
};

function outcome(changes: Partial<BookingState>, move: BookingAction, by: Party): string {
  const judged = checkTransition({ ...aBooking, ...changes }, move, NOW, by);
  if (judged.kind === "moves") return `→ ${judged.to}`;
  return judged.kind === "already" ? "already" : JSON.stringify(judged.refusal).replaceAll('"', "");
}

test.each(life)("%s, %s: %s, and once it is over %s", (status, move, toCome, over) => {
  for (const by of ["host", "attendee"] as const) {
    expect(outcome({ status }, move, by)).toBe(toCome);
    expect(outcome({ status, starts_at: NOW - 1, ends_at: NOW }, move, by)).toBe(over);
    expect(outcome({ status, starts_at: NOW - 2, ends_at: NOW - 1 }, move, by)).toBe(over);
  }
});

test("the table is complete", () => {
  expect(new Set(life.map(([status, move]) => `${status} ${move}`)).size).toBe(bookingStatuses.length * 4);
});

test("declined and cancelled bookings stay so, whatever comes after", () => {
  for (const status of bookingStatuses.filter((status) => !isLive(status)))
    for (const move of verbs)
      for (const by of ["host", "attendee"] as const)
        expect(outcome({ status }, move, by)).not.toContain("→");
});

describe("rescheduling by the attendee", () => {
  test("asks the host again if confirmation is required, unlike the host's own", () => {
    for (const status of ["pending", "confirmed"] as const) {
      const booking = { status, requires_confirmation: true };
      expect(outcome(booking, "reschedule", "attendee")).toBe("→ pending");
      expect(outcome(booking, "reschedule", "host")).toBe(`→ ${status}`);
    }
  });

  test("is too late once the meeting has begun, unlike the host's own", () => {
    const begun = { starts_at: NOW, ends_at: NOW + 1 };
    expect(outcome(begun, "reschedule", "attendee")).toBe("already_begun");
    expect(outcome(begun, "reschedule", "host")).toBe("→ confirmed");
    expect(outcome(begun, "cancel", "attendee")).toBe("→ cancelled");
  });
});

describe("an expired request", () => {
  const expired = { status: "declined", requires_confirmation: true, expired: true } as const;

  test("is confirmed by rescheduling, even after its start", () => {
    for (const ends_at of [NOW + 2, NOW, NOW - 86_400_000])
      expect(outcome({ ...expired, ends_at }, "reschedule", "host")).toBe("→ confirmed");
  });

  test("stays declined otherwise", () => {
    const others = verbs.map((move) => outcome(expired, move, "attendee"));
    expect(others).toEqual(["decided_declined", "already", "already_declined", "already_declined"]);
    expect(outcome(expired, "confirm", "host")).toBe("decided_declined");
    expect(outcome({ ...expired, erased_at: NOW }, "reschedule", "host")).toBe("already_declined");
  });
});

describe("a request", () => {
  const at = (hours: number) => NOW + hours * 3_600_000;

  test.each([
    ["its start by default", null, 48, 48],
    ["its start if the deadline would be later", 72, 48, 48],
    ["the configured hours after the request", 24, 48, 24],
    ["the earlier of both", 48, 48, 48],
  ])("is due at %s", (_, pending_expires_hours, start, due) => {
    expect(decisionDue({ pending_expires_hours }, at(start), NOW)).toBe(at(due));
  });

  test("counts as declined from its deadline on", () => {
    const waiting = { ...aBooking, status: "pending", decide_by: NOW } as const;
    expect(asOf(waiting, NOW)).toMatchObject({ status: "declined", expired: true, decide_by: null });
    expect(asOf(waiting, NOW - 1)).toBe(waiting);
    const never = { ...waiting, decide_by: null };
    expect(asOf(never, NOW)).toBe(never);
    expect(asOf(aBooking, NOW)).toBe(aBooking);
  });
});

test("a booking is pending or confirmed at first; both hold the time", () => {
  expect([firstStatus(true), firstStatus(false)]).toEqual(["pending", "confirmed"]);
  expect(bookingStatuses.filter(isLive)).toEqual(["pending", "confirmed"]);
});
