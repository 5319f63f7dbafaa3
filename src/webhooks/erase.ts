import type { Trx } from "../db/database.ts";
import { deliveriesAbout, replaceErasedDelivery } from "../db/queries/outbox/deliveries.ts";
import { bodyWithoutAttendee, bodyWithoutGuest } from "../domain/erasure.ts";

/** Removes the attendee's data from the deliveries about erased bookings; waiting ones are still sent. */
export async function eraseDeliveries(trx: Trx, bookingIds: readonly number[]): Promise<void> {
  for (const { id, body } of await deliveriesAbout(trx, bookingIds))
    await replaceErasedDelivery(trx, id, bodyWithoutAttendee(body));
}

/** Removes a guest from the deliveries about these bookings. */
export async function eraseGuestFromDeliveries(
  trx: Trx,
  bookingIds: readonly number[],
  guest: string,
): Promise<void> {
  for (const { id, body } of await deliveriesAbout(trx, bookingIds))
    await replaceErasedDelivery(trx, id, bodyWithoutGuest(body, guest));
}
