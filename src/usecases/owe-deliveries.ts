import { oweDelivery } from "../db/queries/deliveries.ts";
import type { Trx } from "../db/sqlite/group-commit.ts";
import { activeWebhooks } from "../db/queries/webhooks.ts";
import { bookingFacts } from "../domain/booking-facts.ts";
import { isoInstant } from "../domain/clock.ts";
import { hears, type Webhook, type WebhookEvent, webhookEventOf } from "../domain/webhook.ts";
import type { Deps } from "./deps.ts";
import { type Happening, oweLetters } from "./owe-letters.ts";

/** Writes all that a change of a booking owes into the outbox, as part of the same transaction: letters, and deliveries. */
export async function owe(trx: Trx, deps: Deps, happening: Happening): Promise<void> {
  oweLetters(trx, deps, happening);
  await oweDeliveries(trx, deps, happening);
}

/** A delivery to each of the host's webhooks that is switched on and wants to hear of it. */
async function oweDeliveries(trx: Trx, deps: Deps, happening: Happening): Promise<void> {
  const { booking } = happening;
  const event = webhookEventOf(happening.event, booking.status);
  const hearing = (await activeWebhooks(trx, booking.host_id)).filter((webhook) => hears(webhook, event));
  for (const webhook of hearing) oweOne(trx, deps, webhook, event, happening);
}

function oweOne(trx: Trx, deps: Deps, webhook: Webhook, event: WebhookEvent, happening: Happening): void {
  const now = deps.now();
  const body = JSON.stringify({ event, timestamp: isoInstant(now), payload: payloadOf(happening) });
  const owed = { booking_id: happening.booking.id, event, body, message_id: messageId(deps) };
  oweDelivery(trx, webhook, owed, now);
}

/** As it is at this moment: later changes have deliveries of their own. */
function payloadOf({ booking, movedFrom }: Happening) {
  if (!movedFrom) return bookingFacts(booking);
  return {
    ...bookingFacts(booking),
    previous_start_time: isoInstant(movedFrom.start),
    previous_end_time: isoInstant(movedFrom.end),
  };
}

/** The `webhook-id`: the same at every try, so that what arrives twice can be recognised. */
export function messageId({ newUid }: Pick<Deps, "newUid">): string {
  return `msg_${newUid()}`;
}
