import type { Trx } from "../../db/database.ts";
import { eraseBookings, type ErasedBooking } from "../../db/queries/bookings/attendees.ts";
import { eraseEntries } from "../../calendars/erase.ts";
import { eraseEmails } from "../../email/erase.ts";
import { eraseDeliveries } from "../../webhooks/erase.ts";
import type { Deps } from "../deps.ts";

/** The erased bookings, and the number of emails about them. */
export type Erased = { readonly bookings: readonly ErasedBooking[]; readonly mails: number };

/** Erases attendees from these bookings, their emails, deliveries and calendar entries, and remembered answers. */
export async function eraseAttendees(trx: Trx, deps: Deps, ids: readonly number[]): Promise<Erased> {
  const bookings = await eraseBookings(trx, ids, deps.now());
  if (bookings.length === 0) return { bookings, mails: 0 };
  const erasedIds = bookings.map(({ id }) => id);
  await eraseDeliveries(trx, erasedIds);
  await eraseEntries(trx, deps, bookings);
  return { bookings, mails: await eraseEmails(trx, erasedIds) };
}
