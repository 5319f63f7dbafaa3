import type { Trx } from "../../db/database.ts";
import { updateBooking } from "../../db/queries/bookings/bookings.ts";
import { findHost } from "../../db/queries/hosts/hosts.ts";
import { countMeetingChange } from "../../db/queries/bookings/meetings.ts";
import type { Booking } from "../../domain/records.ts";
import { done, type Outcome, refused } from "../../domain/refusal.ts";
import { addReasonToUntried, enqueueEmails } from "../../email/enqueue.ts";
import { record } from "../hosts/audit.ts";
import type { Deps } from "../deps.ts";
import { findCurrent } from "./expire.ts";
import { actorOf, type BookingRef, isOutdated } from "./find-booking.ts";

/** A declined booking, and whether it now has this reason. */
export type ExplainedDecline = { readonly booking: Booking; readonly explained: boolean };

/**
 * Adds a reason to a booking that was declined without one, and notifies the attendee: in the decline email if it has not
 * been tried yet, otherwise in another one. Changes nothing for other bookings, or once the meeting is over. Refuses with
 * `not_found`.
 */
export async function explainDecline(
  deps: Deps,
  ref: BookingRef,
  reason: string,
): Promise<Outcome<ExplainedDecline>> {
  return deps.database.write((trx) => explainIn(trx, deps, ref, reason));
}

/** Returns whether a reason can still be added to a decline. */
export function canAddReason(
  { status, cancellation_reason, ends_at }: Pick<Booking, "status" | "cancellation_reason" | "ends_at">,
  now: number,
): boolean {
  return status === "declined" && cancellation_reason === null && ends_at > now;
}

async function explainIn(
  trx: Trx,
  deps: Deps,
  ref: BookingRef,
  reason: string,
): Promise<Outcome<ExplainedDecline>> {
  const found = await findCurrent(trx, deps, ref);
  if (!found) return refused("not_found");
  if (isOutdated(deps, ref, found)) return refused("moved");
  const now = deps.now();
  if (!canAddReason(found, now)) return done({ booking: found, explained: false });
  const changes = { cancellation_reason: reason, sequence: found.sequence + 1, updated_at: now };
  await updateBooking(trx, found.id, changes);
  await countMeetingChange(trx, found.meeting_id);
  await record(trx, deps, {
    host_id: found.host_id,
    actor: actorOf(ref),
    action: "booking.updated",
    subject_id: found.id,
    changes: ["cancellation_reason"],
  });
  const booking = { ...found, ...changes };
  if (!(await addReasonToUntried(trx, booking.id, "attendee_declined", reason))) {
    const host = (await findHost(trx, booking.host_id))!;
    await enqueueEmails(trx, deps, {
      event: "declined",
      booking,
      host,
      actor: "host",
      reason,
      withhold: "host",
    });
  }
  trx.onCommit(deps.wakeWorkers);
  return done({ booking, explained: true });
}
