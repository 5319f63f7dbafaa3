import type { Db, Trx } from "../../db/database.ts";
import { findBooking, findBookingOfHost } from "../../db/queries/bookings/bookings.ts";
import { findHost } from "../../db/queries/hosts/hosts.ts";
import type { Actor } from "../../domain/actor.ts";
import { asOf, type Party } from "../../domain/booking.ts";
import type { Booking, Host } from "../../domain/records.ts";
import { done, type Outcome, refused } from "../../domain/refusal.ts";
import { type Purpose, sameToken, type SharedPurpose } from "../../security/action-token.ts";
import type { Deps } from "../deps.ts";

/** How a caller refers to a booking: its host by id, anybody by a token from an email. */
export type BookingRef =
  | { readonly hostId: number; readonly id: number; readonly by: Actor }
  | { readonly purpose: Purpose; readonly token: string };

/** Who refers to a booking this way. */
export function actorOf(ref: BookingRef): Actor {
  if ("hostId" in ref) return ref.by;
  return { type: "link", party: partyOf(ref.purpose) };
}

/** The side whose emails have links for this purpose. */
function partyOf(purpose: Purpose): Party {
  return purpose === "confirm" || purpose.startsWith("host_") ? "host" : "attendee";
}

/** A link for a purpose that both sides have, and whose it is; the attendee's if the token is unknown. */
export async function linkOfEither(deps: Deps, purpose: SharedPurpose, token: string): Promise<Link> {
  const ofHost = { purpose: `host_${purpose}`, token } as const;
  const found = await findByRef(deps.database.read, deps, ofHost);
  return found ? { ref: ofHost, party: "host" } : { ref: { purpose, token }, party: "attendee" };
}

/** A link, and the side that it belongs to. */
export type Link = { readonly ref: BookingRef; readonly party: Party };

/** The booking if the caller may see it. Links work until the attendee is erased. */
export async function findByRef(db: Db, deps: Deps, ref: BookingRef): Promise<Booking | undefined> {
  if ("hostId" in ref) return findBookingOfHost(db, ref.hostId, ref.id);
  const claim = deps.tokens.claim(ref.token);
  const booking = claim && (await findBooking(db, claim.id));
  if (!booking || booking.erased_at !== null) return undefined;
  const token = deps.tokens.issue(ref.purpose, booking, claim.startsAt);
  return sameToken(token, ref.token) ? booking : undefined;
}

/**
 * Returns whether a link to decide is from an email about an earlier time of the booking. Links that are not bound to a time
 * only decide about bookings that never changed.
 */
export function isOutdated(
  { tokens }: Pick<Deps, "tokens">,
  ref: BookingRef,
  { starts_at, sequence, status }: Pick<Booking, "starts_at" | "sequence" | "status">,
): boolean {
  if (!("token" in ref) || ref.purpose !== "confirm") return false;
  const startsAt = tokens.claim(ref.token)?.startsAt;
  return startsAt === undefined ? status === "pending" && sequence > 0 : startsAt !== starts_at;
}

/** The same inside a write, with the host locked, so that decisions about it hold until the commit. */
export async function findLocked(trx: Trx, deps: Deps, ref: BookingRef): Promise<Booking | undefined> {
  const found = await findByRef(trx, deps, ref);
  if (!found) return undefined;
  await trx.lockHost(found.host_id);
  return findByRef(trx, deps, ref);
}

/** Returns what the page behind a link shows: the booking, an overdue request as declined, and its host. Changes nothing. */
export async function viewByLink(
  deps: Deps,
  ref: BookingRef,
): Promise<Outcome<{ booking: Booking; host: Host }>> {
  const booking = await findByRef(deps.database.read, deps, ref);
  if (!booking) return refused("not_found");
  return done({
    booking: asOf(booking, deps.now()),
    host: (await findHost(deps.database.read, booking.host_id))!,
  });
}
