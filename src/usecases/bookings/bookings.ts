import { type BookingFilter, findBookingOfHost, listBookings } from "../../db/queries/bookings/bookings.ts";
import { findHost } from "../../db/queries/hosts/hosts.ts";
import { asOf } from "../../domain/booking.ts";
import type { Booking, Host, Page, PageRequest } from "../../domain/records.ts";
import { done, type Outcome, refused } from "../../domain/refusal.ts";
import type { Deps } from "../deps.ts";
import { type BookingRef, findByRef } from "./find-booking.ts";

/** A host's bookings, latest start first. */
export function hostBookings(
  deps: Deps,
  host: Host,
  filter: BookingFilter,
  page: PageRequest,
): Promise<Page<Booking>> {
  return listBookings(deps.database.read, host.id, filter, page);
}

export async function hostBooking(deps: Deps, host: Host, id: number): Promise<Outcome<Booking>> {
  const found = await findBookingOfHost(deps.database.read, host.id, id);
  return found ? done(found) : refused("not_found");
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
