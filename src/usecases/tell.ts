import type { Booking } from "../domain/records.ts";
import type { Outcome } from "../domain/refusal.ts";
import type { BookingHappening } from "../metrics/metrics.ts";
import type { Deps } from "./deps.ts";

/** A booking after what was asked for, and whether it was so already. */
export type Moved = { readonly booking: Booking; readonly already: boolean };

/**
 * Tells whom it concerns what a write made of a booking, once that is on disk: the worker that mail is due, and
 * whoever watches the server. The log gets nothing of the attendee's.
 */
export function tell(deps: Deps, happening: BookingHappening, outcome: Outcome<Moved>): Outcome<Moved> {
  const { bookings, refusals } = deps.metrics;
  if (!outcome.ok) {
    const reason = typeof outcome.refusal === "object" ? "invalid" : outcome.refusal;
    refusals.set(reason, (refusals.get(reason) ?? 0) + 1);
  } else if (!outcome.value.already) {
    const { id, host_id, event_type } = outcome.value.booking;
    deps.mailIsDue();
    bookings[happening] += 1;
    deps.log.info(`booking ${happening}`, { booking_id: id, host_id, event_type: event_type.slug });
  }
  return outcome;
}
