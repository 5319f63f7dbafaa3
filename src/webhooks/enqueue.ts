import type { Trx } from "../db/database.ts";
import { enqueueDelivery } from "../db/queries/outbox/deliveries.ts";
import { activeWebhooks } from "../db/queries/hosts/webhooks.ts";
import type { BookingChange } from "../domain/booking-change.ts";
import { bookingFacts } from "../domain/booking-facts.ts";
import { isoInstant } from "../domain/clock.ts";
import type { EpochMs } from "../domain/interval.ts";
import { isSubscribed, webhookEventOf } from "../domain/webhook.ts";

/** What enqueueing a delivery needs from the server. */
export type DeliveryContext = { readonly now: () => EpochMs; readonly newUid: () => string };

/** Enqueues a delivery to each of the host's active webhooks that is subscribed to the change, in the same transaction. */
export async function enqueueDeliveries(
  trx: Trx,
  context: DeliveryContext,
  change: BookingChange,
): Promise<void> {
  const { booking } = change;
  const event = webhookEventOf(change.event, booking.status);
  const now = context.now();
  for (const webhook of await activeWebhooks(trx, booking.host_id)) {
    if (!isSubscribed(webhook, event)) continue;
    const body = JSON.stringify({ event, timestamp: isoInstant(now), payload: payloadOf(change) });
    const delivery = { booking_id: booking.id, event, body, message_id: messageId(context) };
    await enqueueDelivery(trx, webhook, delivery, now);
  }
}

/** The booking at this moment: later changes have their own deliveries. */
function payloadOf({ booking, movedFrom }: BookingChange) {
  if (!movedFrom) return bookingFacts(booking);
  return {
    ...bookingFacts(booking),
    previous_start_time: isoInstant(movedFrom.start),
    previous_end_time: isoInstant(movedFrom.end),
  };
}

/** The `webhook-id`: the same on every attempt, so that duplicates can be recognised. */
export function messageId({ newUid }: Pick<DeliveryContext, "newUid">): string {
  return `msg_${newUid()}`;
}
