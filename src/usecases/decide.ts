import { updateBooking } from "../db/bookings.ts";
import type { Trx } from "../db/group-commit.ts";
import { findHost } from "../db/hosts.ts";
import { type BookingStatus, judgeMove } from "../domain/booking.ts";
import type { BookingEvent } from "../domain/letter.ts";
import type { Booking } from "../domain/records.ts";
import { done, type Outcome, refused } from "../domain/refusal.ts";
import type { Deps } from "./deps.ts";
import { type BookingRef, findByRef } from "./find-booking.ts";
import { oweLetters } from "./owe-letters.ts";

export type Decision = "confirm" | "decline" | "cancel";

/** A booking after a move, and whether it was so already. */
export type Moved = { readonly booking: Booking; readonly already: boolean };

/**
 * Confirms, declines or cancels a booking, once however often it is asked for. Refuses with `not_found` or
 * with the state that does not allow it.
 */
export async function decide(
  deps: Deps,
  ref: BookingRef,
  decision: Decision,
  { actor, reason = null }: { actor: "host" | "attendee"; reason?: string | null },
): Promise<Outcome<Moved>> {
  const outcome = await deps.database.write((trx) => decideIn(trx, deps, ref, decision, actor, reason));
  if (outcome.ok && !outcome.value.already) deps.mailIsDue();
  return outcome;
}

async function decideIn(
  trx: Trx,
  deps: Deps,
  ref: BookingRef,
  decision: Decision,
  actor: "host" | "attendee",
  reason: string | null,
): Promise<Outcome<Moved>> {
  const found = await findByRef(trx, deps, ref);
  if (!found) return refused("not_found");
  const verdict = judgeMove({ status: found.status, endsAt: found.ends_at }, decision, deps.now());
  if (verdict.kind === "refused") return refused(verdict.refusal);
  if (verdict.kind === "already") return done({ booking: found, already: true });
  const booking = await settle(trx, found, verdict.to, reason, deps.now());
  const host = (await findHost(trx, booking.host_id))!;
  const event = eventOf[decision];
  await oweLetters(trx, deps, { event, before: found.status, booking, host, actor, reason });
  return done({ booking, already: false });
}

async function settle(
  trx: Trx,
  booking: Booking,
  status: BookingStatus,
  reason: string | null,
  now: number,
): Promise<Booking> {
  const changes = {
    status,
    cancellation_reason: status === "confirmed" ? null : reason,
    sequence: booking.sequence + 1,
    updated_at: now,
  };
  await updateBooking(trx, booking.id, changes);
  return { ...booking, ...changes };
}

const eventOf: Record<Decision, BookingEvent> = {
  confirm: "approved",
  decline: "declined",
  cancel: "cancelled",
};
