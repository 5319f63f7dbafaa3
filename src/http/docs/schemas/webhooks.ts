import { Type } from "@sinclair/typebox";
import { webhookEvents } from "../../../domain/webhook.ts";
import { outboxStatuses } from "../../../usecases/outbox.ts";
import { oneOf, strictObject } from "../../fields.ts";
import { bookingSchemas } from "./bookings.ts";
import { count, id, instant, listOf, named, orNull, text } from "./parts.ts";

const webhook = {
  id: id(),
  url: text(),
  description: orNull(text()),
  events: Type.Array(oneOf(webhookEvents), { description: "What it hears of." }),
  active: Type.Boolean({ description: "Switched off, it hears of nothing." }),
  created_at: instant(),
  updated_at: instant(),
};

const secret = text(
  "What deliveries are signed with: `whsec_` and 32 bytes in base64. Shown this once, and by a change that makes a new one.",
);

const delivery = {
  id: id({ description: "Its id in the outbox." }),
  kind: Type.Literal("webhook"),
  webhook_id: id(),
  booking_id: id(),
  recipient: text("Where it goes."),
  subject: oneOf(webhookEvents, { description: "The event." }),
  status: oneOf(outboxStatuses, { description: "`expired` where the webhook was deleted before it went." }),
  attempts: count("Tries since it was owed, or asked for again."),
  last_error: orNull(text()),
  message_id: text("The header `webhook-id`, the same at every try."),
  created_at: instant(),
  next_attempt_at: orNull(instant(), "Null once it is delivered or given up."),
  sent_at: orNull(instant()),
  tries: Type.Array(named("DeliveryTry"), { description: "Oldest first." }),
};

const { cancel_token: _, reschedule_token: __, ...booking } = bookingSchemas.Booking.properties;

/** What answers about webhooks, and calls of them, are made of. */
export const webhookSchemas = {
  Webhook: strictObject(webhook, { description: "An address that is told what becomes of bookings." }),
  WebhookList: listOf("webhooks", "Webhook", "One page of webhooks."),
  NewWebhook: strictObject({ ...webhook, secret }, { description: "A new webhook, with its secret." }),
  ChangedWebhook: strictObject(
    { ...webhook, secret: Type.Optional(secret) },
    { description: "A webhook, with its secret where that is new." },
  ),
  Delivery: strictObject(delivery, { description: "What a webhook is told once." }),
  DeliveryList: listOf("deliveries", "Delivery", "One page of deliveries, newest first."),
  WholeDelivery: strictObject(
    { ...delivery, text: text("The body, as it is sent.") },
    { description: "A delivery with all that it says." },
  ),
  WebhookCall: strictObject(
    {
      event: oneOf(webhookEvents),
      timestamp: instant("When it happened."),
      payload: strictObject(
        {
          ...booking,
          previous_start_time: Type.Optional(instant("Only where it was moved.")),
          previous_end_time: Type.Optional(instant("Only where it was moved.")),
        },
        { description: "The booking as it was then." },
      ),
    },
    { description: "What a webhook is sent." },
  ),
  DeliveryTry: strictObject(
    {
      at: instant(),
      took_ms: count("Until the answer, or until it failed."),
      status: orNull(Type.Integer(), "Of the answer; null where none came."),
      error: orNull(text(), "Why it did not arrive; null where it did."),
      answer: orNull(text(), "How the answer's body begins, 1 KiB at most."),
    },
    { description: "One call of a webhook, and what came back." },
  ),
};
