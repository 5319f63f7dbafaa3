import { type BulkSelection, findBookingOfHost, liveBookingIds } from "../../db/queries/bookings/bookings.ts";
import { bookingsByIds } from "../../db/queries/bookings/booking-lists.ts";
import type { Caller } from "../../domain/actor.ts";
import { addressKey } from "../../domain/text/address.ts";
import type { EpochMs } from "../../domain/interval.ts";
import type { Booking, Host } from "../../domain/records.ts";
import { done, invalid, type Outcome } from "../../domain/refusal.ts";
import { decide } from "./decide.ts";
import type { Deps } from "../deps.ts";

/** The maximum number of bookings per request, so that it stays bounded; the next request continues. */
export const MOST_AT_ONCE = 1_000;
/** How many are decided at once, to share a commit. */
const TOGETHER = 25;

/** Selects a host's bookings: those of an address, of the client network of one of them, or within a range of starts. */
export type BulkSelector = {
  readonly attendeeEmail?: string | undefined;
  readonly sameClientAs?: number | undefined;
  readonly from?: EpochMs | undefined;
  readonly to?: EpochMs | undefined;
};

export type BulkCommand = {
  readonly action: "cancel" | "decline";
  readonly selector: BulkSelector;
  readonly reason: string | null;
};

/** How many bookings were changed, and how many were found in a state that does not allow it. */
export type BulkResult = { readonly changed: number; readonly skipped: number };

/**
 * Cancels or declines the selected bookings that are live and not over, each as if requested individually. Refuses an invalid
 * selection.
 */
export async function decideMany(
  deps: Deps,
  { host, actor }: Caller,
  { action, selector, reason }: BulkCommand,
): Promise<Outcome<BulkResult>> {
  const selected = await selection(deps, host.id, selector);
  if (!selected.ok) return selected;
  const ids = await liveBookingIds(deps.database.read, host.id, selected.value, deps.now(), MOST_AT_ONCE);
  let changed = 0;
  for (let from = 0; from < ids.length; from += TOGETHER) {
    const outcomes = await Promise.all(
      ids
        .slice(from, from + TOGETHER)
        .map((id) => decide(deps, { hostId: host.id, id, by: actor }, action, { actor: "host", reason })),
    );
    changed += outcomes.filter((outcome) => outcome.ok && !outcome.value.already).length;
  }
  return done({ changed, skipped: ids.length - changed });
}

/** How many bookings a selector finds, at most `MOST_AT_ONCE`, and the first of them. Refuses an invalid selection. */
export async function selectedBookings(
  { database, ...deps }: Deps,
  host: Host,
  selector: BulkSelector,
  shown: number,
): Promise<Outcome<{ readonly total: number; readonly items: readonly Booking[] }>> {
  const selected = await selection({ database }, host.id, selector);
  if (!selected.ok) return selected;
  const ids = await liveBookingIds(database.read, host.id, selected.value, deps.now(), MOST_AT_ONCE);
  const items = await bookingsByIds(database.read, ids.slice(0, shown));
  return done({ total: ids.length, items });
}

async function selection(
  { database }: Pick<Deps, "database">,
  hostId: number,
  { attendeeEmail, sameClientAs, from, to }: BulkSelector,
): Promise<Outcome<BulkSelection>> {
  const hasRange = from !== undefined || to !== undefined;
  const given = [attendeeEmail !== undefined, sameClientAs !== undefined, hasRange].filter(Boolean);
  if (given.length !== 1 || (hasRange && (from === undefined || to === undefined)))
    return invalid(
      "/attendee_email",
      "exactly one of attendee_email, same_client_as, or from and to is required",
    );
  if (attendeeEmail !== undefined) return done({ addressKey: addressKey(attendeeEmail) });
  if (sameClientAs === undefined) return done({ from: from!, to: to! });
  const booking = await findBookingOfHost(database.read, hostId, sameClientAs);
  const client = booking?.client;
  if (client == null)
    return invalid(
      "/same_client_as",
      "must be the id of a booking that a visitor made with you in the last 23 hours",
    );
  return done({ client });
}
