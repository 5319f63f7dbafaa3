import type { Trx } from "../db/database.ts";
import { deliveriesAbout, replaceErasedDelivery } from "../db/queries/outbox/deliveries.ts";
import { bodyWithoutAttendee } from "../domain/erasure.ts";

/** Removes the attendee's data from the deliveries about erased bookings; waiting ones are still sent. */
export async function eraseDeliveries(trx: Trx, bookingIds: readonly number[]): Promise<void> {
  for (const { id, body } of await deliveriesAbout(trx, bookingIds))
    await replaceErasedDelivery(trx, id, bodyWithoutAttendee(body));
}
