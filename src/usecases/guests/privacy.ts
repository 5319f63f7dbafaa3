import type { Db, Trx } from "../../db/database.ts";
import { forgetAnswersAbout } from "../../db/queries/bookings/attendees.ts";
import { findBooking } from "../../db/queries/bookings/bookings.ts";
import { deleteGuests } from "../../db/queries/bookings/guests.ts";
import { findHost } from "../../db/queries/hosts/hosts.ts";
import { emailsAbout } from "../../db/queries/outbox/email-jobs.ts";
import { eraseEntries } from "../../calendars/erase.ts";
import type { Booking, Host } from "../../domain/records.ts";
import { sameCase } from "../../domain/text/address.ts";
import { readerOf } from "../../email/content/invitation.ts";
import { type BookingEmail, toBookingEmail } from "../../email/email-job.ts";
import { eraseEmailsTo } from "../../email/erase.ts";
import { eraseGuestFromDeliveries } from "../../webhooks/erase.ts";
import type { Deps } from "../deps.ts";

/** A meeting that somebody was invited to; its attendee's data are not theirs to read. */
export type MeetingOfGuest = { readonly booking: Booking; readonly host: Host };

export async function meetingsOfGuest(db: Db, ids: readonly number[]): Promise<MeetingOfGuest[]> {
  const meetings: MeetingOfGuest[] = [];
  for (const id of ids) {
    const booking = (await findBooking(db, id))!;
    meetings.push({ booking, host: (await findHost(db, booking.host_id))! });
  }
  return meetings;
}

/** The emails to a guest about these bookings. */
export async function emailsToGuest(db: Db, ids: readonly number[], email: string): Promise<BookingEmail[]> {
  const about = await emailsAbout(db, ids);
  return about.map(toBookingEmail).filter((one) => isTo(one, email));
}

function isTo({ letter, recipient }: BookingEmail, email: string): boolean {
  return readerOf(letter) === "guest" && recipient === sameCase(email);
}

/**
 * Erases a guest from these bookings, their emails, deliveries and calendar entries, and remembered answers. Nobody is
 * emailed. Resolves to the number of emails to the guest.
 */
export async function eraseGuest(
  trx: Trx,
  deps: Deps,
  ids: readonly number[],
  email: string,
): Promise<number> {
  const address = sameCase(email);
  for (const id of ids) await deleteGuests(trx, id, [address]);
  await forgetAnswersAbout(trx, ids);
  await eraseGuestFromDeliveries(trx, ids, address);
  const bookings = await Promise.all(ids.map(async (id) => (await findBooking(trx, id))!));
  await eraseEntries(trx, deps, bookings);
  return eraseEmailsTo(trx, ids, (one) => isTo(one, address));
}
