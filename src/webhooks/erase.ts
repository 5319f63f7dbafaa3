import type { Trx } from "../db/database.ts";
import { deliveriesAbout, replaceErasedDelivery } from "../db/queries/deliveries.ts";
import { bodyWithoutAttendee } from "../domain/erasure.ts";

/** Takes what was said of and by the attendee out of the deliveries about erased bookings; those that wait still go out. */
export async function eraseDeliveries(trx: Trx, bookingIds: readonly number[]): Promise<void> {
  for (const { id, body } of await deliveriesAbout(trx, bookingIds))
    await replaceErasedDelivery(trx, id, bodyWithoutAttendee(body));
}
