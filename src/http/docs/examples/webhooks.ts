import { webhookEvents } from "../../../domain/webhook.ts";
import type { ExampleBooking } from "../../../usecases/example-booking.ts";
import type { webhookSchemas } from "../schemas/webhooks.ts";
import { bookingExamples, madeAt, onPage, tokens, uid } from "./bookings.ts";

const url = "https://crm.example.com/hooks/schedkit";
const secret = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD…";

/** A new webhook that hears of two events. */
export const webhookExample = {
  url,
  description: "Tells the CRM",
  events: ["booking.confirmed", "booking.cancelled"],
};

/** What answers about webhooks look like. */
export function webhookExamples(example: ExampleBooking): Record<keyof typeof webhookSchemas, unknown> {
  const made = madeAt(example);
  const webhook = { id: 1, ...webhookExample, active: true, created_at: made, updated_at: made };
  const tried = { at: made, took_ms: 84, status: 200, error: null, answer: "ok" };
  const delivery = {
    id: 3,
    kind: "webhook",
    webhook_id: 1,
    booking_id: 101,
    recipient: url,
    subject: "booking.confirmed",
    status: "sent",
    attempts: 1,
    last_error: null,
    message_id: `msg_${uid}`,
    created_at: made,
    next_attempt_at: null,
    sent_at: made,
    tries: [tried],
  };
  return {
    Webhook: webhook,
    WebhookList: { webhooks: [webhook], ...onPage },
    NewWebhook: { ...webhook, secret },
    ChangedWebhook: { ...webhook, events: webhookEvents },
    Delivery: delivery,
    DeliveryList: { deliveries: [delivery], ...onPage },
    WebhookCall: callExample(example),
    WholeDelivery: { ...delivery, text: JSON.stringify(callExample(example)) },
    DeliveryTry: tried,
  };
}

/** What a webhook gets. */
function callExample(example: ExampleBooking) {
  const booking = bookingExamples(example).Booking as typeof tokens;
  const { cancel_token: _, reschedule_token: __, ...payload } = booking;
  return { event: "booking.confirmed", timestamp: madeAt(example), payload };
}
