import type { Trx } from "../../db/database.ts";
import { findHost } from "../../db/queries/hosts/hosts.ts";
import { liftSuppression, suppress, suppressedUntil } from "../../db/queries/limits/suppressions.ts";
import { addressKey } from "../../domain/text/address.ts";
import { checkTransition } from "../../domain/booking.ts";
import { DAY_MS, type EpochMs } from "../../domain/interval.ts";
import type { Booking, Host } from "../../domain/records.ts";
import { done, type Outcome, refused } from "../../domain/refusal.ts";
import { record } from "../hosts/audit.ts";
import { reportOnCommit } from "./booking-events.ts";
import type { Deps } from "../deps.ts";
import { findCurrent } from "./expire.ts";
import { actorOf, type BookingRef, findByRef } from "./find-booking.ts";
import { notify } from "./notify.ts";
import { settle } from "./settle.ts";

/** How long an address is suppressed after its owner disowned a booking. */
const SUPPRESSED_MS = 90 * DAY_MS;

/** A booking as shown to the owner of its address who did not make it; `until` is absent while emails are sent to the address. */
export type Disowned = {
  readonly booking: Booking;
  readonly host: Host;
  readonly until: EpochMs | undefined;
};

const refOf = (token: string): BookingRef => ({ purpose: "disown", token });

/** Returns what the disown link leads to. Changes nothing; refuses with `not_found`. */
export async function viewDisowned(deps: Deps, token: string): Promise<Outcome<Disowned>> {
  const { read } = deps.database;
  const booking = await findByRef(read, deps, refOf(token));
  if (!booking) return refused("not_found");
  const host = (await findHost(read, booking.host_id))!;
  return done({ booking, host, until: await suppressedUntil(read, hashOf(deps, booking), deps.now()) });
}

/**
 * Cancels a booking that the address's owner did not make, unless it is over, and suppresses email to the address for 90
 * days. The host is told why. Refuses with `not_found`.
 */
export async function disown(deps: Deps, token: string): Promise<Outcome<Disowned>> {
  return deps.database.write(async (trx) => {
    const found = await findCurrent(trx, deps, refOf(token));
    if (!found) return refused("not_found");
    const now = deps.now();
    const host = (await findHost(trx, found.host_id))!;
    const until = now + SUPPRESSED_MS;
    await suppress(trx, hashOf(deps, found), until);
    const isOn = checkTransition(found, "cancel", now, "attendee").kind === "moves";
    return done({ booking: isOn ? await cancelDisowned(trx, deps, found, host) : found, host, until });
  });
}

async function cancelDisowned(trx: Trx, deps: Deps, found: Booking, host: Host): Promise<Booking> {
  const cancelled = { status: "cancelled", reason: null, expired: false } as const;
  const booking = await settle(trx, found, cancelled, deps.now());
  await record(trx, deps, {
    host_id: host.id,
    actor: actorOf(refOf("")),
    action: "booking.disowned",
    subject_id: booking.id,
    changes: ["status"],
  });
  await notify(trx, deps, { event: "disowned", booking, host, actor: "attendee" });
  reportOnCommit(trx, deps, "cancelled", booking);
  return booking;
}

/** Ends the suppression of the address; a cancelled booking stays cancelled. Refuses with `not_found`. */
export async function allowEmails(deps: Deps, token: string): Promise<Outcome<Disowned>> {
  return deps.database.write(async (trx) => {
    const booking = await findByRef(trx, deps, refOf(token));
    if (!booking) return refused("not_found");
    await liftSuppression(trx, hashOf(deps, booking));
    return done({ booking, host: (await findHost(trx, booking.host_id))!, until: undefined });
  });
}

function hashOf({ addressHash }: Deps, { attendee_email }: Booking): string {
  return addressHash(addressKey(attendee_email));
}
