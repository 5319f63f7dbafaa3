import { setImmediate } from "node:timers/promises";
import type { Trx } from "../../db/database.ts";
import { findBooking, requestsToDecide } from "../../db/queries/bookings/bookings.ts";
import { findHost } from "../../db/queries/hosts/hosts.ts";
import { system } from "../../domain/actor.ts";
import { isOverdue } from "../../domain/booking.ts";
import type { Booking } from "../../domain/records.ts";
import { record } from "../hosts/audit.ts";
import { reportOnCommit } from "./booking-events.ts";
import { type Deps, isUnavailable } from "../deps.ts";
import { type BookingRef, findLocked } from "./find-booking.ts";
import { notify } from "./notify.ts";
import { settle } from "./settle.ts";

/** How many requests are read at a time before yielding. */
const AT_ONCE = 50;

/**
 * Declines overdue requests while `goesOn` allows it, each in its own write. A failure is logged and left for the next run.
 * Rejects if the database is not writable.
 */
export async function expireOverdue(deps: Deps, goesOn: () => boolean): Promise<void> {
  const { read } = deps.database;
  let skipped = 0;
  while (goesOn()) {
    const ids = await requestsToDecide(read, deps.now(), AT_ONCE, skipped);
    if (ids.length === 0) return;
    for (const id of ids) {
      if (!goesOn()) return;
      if (!(await expireLogged(deps, id))) skipped += 1;
    }
    await setImmediate();
  }
}

/** Returns false for a request that this run did not decline. */
async function expireLogged(deps: Deps, id: number): Promise<boolean> {
  try {
    return await deps.database.write((trx) => expireById(trx, deps, id));
  } catch (error) {
    if (isUnavailable(error)) throw error;
    deps.log.error("an overdue request could not be declined", { booking_id: id, error: String(error) });
    return false;
  }
}

/** Another process or a decision may have been faster. */
async function expireById(trx: Trx, deps: Deps, id: number): Promise<boolean> {
  const found = await findBooking(trx, id);
  if (!found) return false;
  await trx.lockHost(found.host_id);
  const booking = await findBooking(trx, id);
  if (!booking || !isOverdue(booking, deps.now())) return false;
  await expire(trx, deps, booking);
  return true;
}

/**
 * Finds the booking that a caller refers to and locks its host. An overdue request is declined first, so that a late decision
 * gets the right answer.
 */
export async function findCurrent(trx: Trx, deps: Deps, ref: BookingRef): Promise<Booking | undefined> {
  const found = await findLocked(trx, deps, ref);
  return found && isOverdue(found, deps.now()) ? expire(trx, deps, found) : found;
}

async function expire(trx: Trx, deps: Deps, overdue: Booking): Promise<Booking> {
  const declined = { status: "declined", reason: null, expired: true } as const;
  const booking = await settle(trx, overdue, declined, deps.now());
  const host = (await findHost(trx, booking.host_id))!;
  await record(trx, deps, {
    host_id: host.id,
    actor: system,
    action: "booking.declined",
    subject_id: booking.id,
    changes: ["status"],
  });
  await notify(trx, deps, { event: "expired", booking, host, actor: "system" });
  reportOnCommit(trx, deps, "declined", booking);
  return booking;
}
