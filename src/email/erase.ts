import type { Trx } from "../db/database.ts";
import { emailsAbout, replaceErasedEmail } from "../db/queries/outbox/email-jobs.ts";
import { erasedAttendee } from "../domain/erasure.ts";
import { type BookingEmail, storedIn, toBookingEmail } from "./email-job.ts";
import { readerOf } from "./content/invitation.ts";
import { factsNow } from "./content/render.ts";
import { subjectOf } from "./content/subjects.ts";

/**
 * Removes the attendee's name, address and messages, and the host's messages, from the emails about erased bookings. Unsent
 * emails to the attendee expire. Resolves to the number of emails.
 */
export function eraseEmails(trx: Trx, bookingIds: readonly number[]): Promise<number> {
  return eraseEmailsTo(trx, bookingIds, () => true);
}

/** The same for some of the emails, such as those to one guest. */
export async function eraseEmailsTo(
  trx: Trx,
  bookingIds: readonly number[],
  isErased: (email: BookingEmail) => boolean,
): Promise<number> {
  const emails = (await emailsAbout(trx, bookingIds)).map(toBookingEmail).filter(isErased);
  for (const email of emails) {
    const { id, letter, booking_id, recipient, status } = email;
    const payload = JSON.stringify({ ...storedIn(email), reason: null });
    const toHost = readerOf(letter) === "host";
    const isKept = toHost || status === "sent";
    await replaceErasedEmail(trx, id, {
      subject: subjectOf(letter, await factsNow(trx, { booking_id, payload })),
      payload,
      recipient: toHost ? recipient : erasedAttendee.email,
      ...(!isKept && { status: "expired", leased_until: 0 }),
    });
  }
  return emails.length;
}
