import type { Trx } from "../../db/database.ts";
import { findHost } from "../../db/queries/hosts/hosts.ts";
import { checkTransition, type Party } from "../../domain/booking.ts";
import type { BookingEvent } from "../../domain/email.ts";
import type { Booking } from "../../domain/records.ts";
import { done, type Outcome, refused } from "../../domain/refusal.ts";
import type { Deps } from "../deps.ts";
import { findCurrent } from "./expire.ts";
import { actorOf, type BookingRef, isOutdated } from "./find-booking.ts";
import { record } from "../hosts/audit.ts";
import { willReplaceEmail } from "../../email/enqueue.ts";
import { notify } from "./notify.ts";
import { settle } from "./settle.ts";
import { mayEmail } from "../limits/visitor-limits.ts";
import { countRefusal, type ChangedBooking, reportOnCommit } from "./booking-events.ts";

export type Decision = "confirm" | "decline" | "cancel";

export type { ChangedBooking };

/**
 * Confirms, declines or cancels a booking; repeating it changes nothing. Refuses with `not_found` or with the state that does
 * not allow it.
 */
export async function decide(
  deps: Deps,
  ref: BookingRef,
  decision: Decision,
  { actor, reason = null }: { actor: Party; reason?: string | null },
): Promise<Outcome<ChangedBooking>> {
  return countRefusal(
    deps,
    await deps.database.write((trx) => decideIn(trx, deps, ref, decision, actor, reason)),
  );
}

async function decideIn(
  trx: Trx,
  deps: Deps,
  ref: BookingRef,
  decision: Decision,
  actor: Party,
  reason: string | null,
): Promise<Outcome<ChangedBooking>> {
  const found = await findCurrent(trx, deps, ref);
  if (!found) return refused("not_found");
  if (isOutdated(deps, ref, found)) return refused("moved");
  const verdict = checkTransition(found, decision, deps.now(), actor);
  if (verdict.kind === "refused") return refused(verdict.refusal);
  if (verdict.kind === "already") return done({ booking: found, already: true });
  const booking = await settle(trx, found, { status: verdict.to, reason, expired: false }, deps.now());
  const host = (await findHost(trx, booking.host_id))!;
  const event = eventOf[decision];
  await record(trx, deps, {
    host_id: host.id,
    actor: actorOf(ref),
    action: event === "confirmed" ? "booking.approved" : `booking.${event}`,
    subject_id: booking.id,
    changes: ["status"],
  });
  const withhold = actor === "attendee" && !(await spendEmail(trx, deps, booking)) ? "attendee" : undefined;
  await notify(trx, deps, { event, booking, host, actor, reason, withhold });
  reportOnCommit(trx, deps, event, booking);
  return done({ booking, already: false });
}

/**
 * Counts the email caused by an attendee's own decision; false if the address has reached its limit. Cancelling is always
 * allowed.
 */
async function spendEmail(trx: Trx, deps: Deps, booking: Booking): Promise<boolean> {
  if (await willReplaceEmail(trx, booking, "attendee")) return true;
  const limits = await mayEmail(trx, deps, booking, deps.now());
  if (limits.ok) await limits.value();
  return limits.ok;
}

const eventOf = {
  confirm: "confirmed",
  decline: "declined",
  cancel: "cancelled",
} as const satisfies Record<Decision, BookingEvent>;
