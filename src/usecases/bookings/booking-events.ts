import type { Trx } from "../../db/database.ts";
import type { Booking } from "../../domain/records.ts";
import type { Outcome, Refusal } from "../../domain/refusal.ts";
import type { BookingOutcome } from "../../observability/metrics.ts";
import type { Deps } from "../deps.ts";

/** A booking after a transition, and whether nothing had to change. */
export type ChangedBooking = { readonly booking: Booking; readonly already: boolean };

/** Wakes the workers, and counts and logs a change of a booking, after the commit. Nothing about the attendee is logged. */
export function reportOnCommit(trx: Trx, deps: Deps, outcome: BookingOutcome, booking: Booking): void {
  trx.onCommit(() => {
    const { id, host_id, event_type } = booking;
    deps.wakeWorkers();
    deps.metrics.bookings[outcome] += 1;
    deps.log.info(`booking ${outcome}`, { booking_id: id, host_id, event_type: event_type.slug });
  });
}

/** Counts an outcome if it is a refusal, and returns it. */
export function countRefusal<T>({ metrics: { refusals } }: Deps, outcome: Outcome<T>): Outcome<T> {
  if (!outcome.ok) {
    const reason = reasonOf(outcome.refusal);
    refusals.set(reason, (refusals.get(reason) ?? 0) + 1);
  }
  return outcome;
}

function reasonOf(refusal: Refusal): string {
  if (typeof refusal === "string") return refusal;
  return "invalid" in refusal ? "invalid" : "too_often";
}
