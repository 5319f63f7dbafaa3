import type { Trx } from "../../db/database.ts";
import { updateBooking } from "../../db/queries/bookings/bookings.ts";
import { deleteGuests, insertGuests } from "../../db/queries/bookings/guests.ts";
import { findHost } from "../../db/queries/hosts/hosts.ts";
import { enqueueCalendarWrite } from "../../calendars/enqueue.ts";
import { checkTransition, type Party } from "../../domain/booking.ts";
import { MOST_GUESTS, mostGuests } from "../../domain/limits.ts";
import type { Booking } from "../../domain/records.ts";
import { done, invalid, type Outcome, refused } from "../../domain/refusal.ts";
import { enqueueGuestEmails } from "../../email/enqueue.ts";
import { findCurrent } from "../bookings/expire.ts";
import { actorOf, type BookingRef } from "../bookings/find-booking.ts";
import type { Deps } from "../deps.ts";
import { record } from "../hosts/audit.ts";
import { isBlocked } from "../limits/blocks.ts";
import { nothing, type RecordUse } from "../limits/limits.ts";
import { mayChangeGuests } from "../limits/visitor-limits.ts";
import { judgeGuests } from "./judge.ts";

export type GuestsCommand = {
  /** The whole new list. */
  readonly guests: readonly string[];
  readonly actor: Party;
};

/**
 * Replaces the guests of a booking that is not over: new ones are invited and removed ones are told, nobody else is. Attendees
 * can have as many as the event type takes, or keep those they have; hosts can add up to 10. Refuses with `not_found`, the
 * state that does not allow it, an invalid list, or the limit that the attendee has reached.
 */
export function changeGuests(deps: Deps, ref: BookingRef, command: GuestsCommand): Promise<Outcome<Booking>> {
  return deps.database.write((trx) => changeGuestsIn(trx, deps, ref, command));
}

async function changeGuestsIn(
  trx: Trx,
  deps: Deps,
  ref: BookingRef,
  { guests, actor }: GuestsCommand,
): Promise<Outcome<Booking>> {
  const found = await findCurrent(trx, deps, ref);
  if (!found) return refused("not_found");
  const verdict = checkTransition(found, "cancel", deps.now(), actor);
  if (verdict.kind === "refused") return refused(verdict.refusal);
  if (verdict.kind === "already") return refused("already_cancelled");
  const most = actor === "host" ? MOST_GUESTS : mostGuests(found);
  const judged = judgeGuests(guests, found.attendee_email, most);
  if (!judged.ok) return judged;
  const wanted = judged.value;
  const added = wanted.filter((email) => !found.guests.includes(email));
  const removed = found.guests.filter((email) => !wanted.includes(email));
  if (added.length === 0 && removed.length === 0) return done(found);
  if (added.length > 0 && found.erased_at !== null)
    return invalid("/guests", "must not have new addresses: the attendee of this booking was erased");
  const allowed = await allowedTo(trx, deps, found, actor, added);
  if (!allowed.ok) return allowed;
  await allowed.value();
  const booking = await store(trx, deps, found, { added, removed });
  const host = (await findHost(trx, booking.host_id))!;
  await record(trx, deps, {
    host_id: host.id,
    actor: actorOf(ref),
    action: "booking.updated",
    subject_id: booking.id,
    changes: ["guests"],
  });
  await enqueueGuestEmails(trx, deps, { booking, host, actor }, { added, removed });
  await enqueueCalendarWrite(trx, deps, booking);
  trx.onCommit(() => deps.wakeWorkers());
  return done(booking);
}

/** Only attendees are limited, and cannot bring along whom the host has blocked. */
async function allowedTo(
  trx: Trx,
  deps: Deps,
  booking: Booking,
  actor: Party,
  added: readonly string[],
): Promise<Outcome<RecordUse>> {
  if (actor === "host") return done(nothing);
  const host = (await findHost(trx, booking.host_id))!;
  for (const email of added)
    if (await isBlocked(trx, { host, hasBlocks: true }, email))
      return invalid("/guests", `must not include ${email}`);
  return mayChangeGuests(trx, deps, booking, added, deps.now());
}

async function store(
  trx: Trx,
  deps: Deps,
  found: Booking,
  { added, removed }: { readonly added: readonly string[]; readonly removed: readonly string[] },
): Promise<Booking> {
  const changes = { sequence: found.sequence + 1, updated_at: deps.now() };
  await deleteGuests(trx, found.id, removed);
  await insertGuests(trx, found.id, added, deps.now());
  await updateBooking(trx, found.id, changes);
  const guests = found.guests.filter((email) => !removed.includes(email)).concat(added);
  return { ...found, ...changes, guests };
}
