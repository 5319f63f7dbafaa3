import { Type } from "@sinclair/typebox";
import { isoInstant } from "../../domain/clock.ts";
import { type Webhook, webhookEvents } from "../../domain/webhook.ts";
import { oneOf } from "../../http/fields.ts";
import { type JsonOf, model } from "../../http/route.ts";
import type { ExampleBooking } from "../../usecases/operations/example-booking.ts";
import { type DeliveryAndTries, outboxStatuses } from "../../usecases/outbox/outbox.ts";
import { bookingExample, bookingFields } from "../bookings/models.ts";
import { createdAt, uid } from "../examples.ts";
import {
  count,
  flag,
  id,
  instant,
  instantOrNull,
  list,
  object,
  orNull,
  pageOf,
  progressFields,
  progressJson,
  text,
  textOrNull,
} from "../parts.ts";

const exampleUrl = "https://crm.example.com/hooks/schedkit";
export const exampleSettings = {
  url: exampleUrl,
  description: "Notifies the CRM",
  events: ["booking.confirmed", "booking.cancelled"] as ("booking.confirmed" | "booking.cancelled")[],
};

const fields = () => ({
  id: id("The webhook's id."),
  url: text("The URL that receives events."),
  description: textOrNull("What it is for."),
  events: list(oneOf(webhookEvents), "The events that it receives."),
  active: flag("Whether it receives events."),
  created_at: instant("When it was created."),
  updated_at: instant("When it last changed."),
});

const secret = () =>
  text("The secret that signs deliveries: `whsec_` and 32 bytes in base64. It is only shown when it is new.");

export const webhookModel = model(
  "Webhook",
  () => object(fields(), { description: "A URL that is notified of changes to bookings." }),
  exampleWebhook,
);

export const newWebhookModel = model(
  "NewWebhook",
  () => object({ ...fields(), secret: secret() }, { description: "A new webhook, with its secret." }),
  (example) => ({ ...exampleWebhook(example), secret: "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD…" }),
);

export const changedWebhookModel = model(
  "ChangedWebhook",
  () =>
    object(
      { ...fields(), secret: Type.Optional(secret()) },
      { description: "A webhook, with its secret if it is new." },
    ),
  (example) => ({ ...exampleWebhook(example), events: webhookEvents }),
);

export const webhookListModel = pageOf("WebhookList", "webhooks", "One page of webhooks.", webhookModel);

export const tryModel = model(
  "DeliveryTry",
  () =>
    object(
      {
        at: instant("When the webhook was called."),
        took_ms: count("Milliseconds until it responded or failed."),
        status: orNull(Type.Integer(), "The status of the response; null if there was none."),
        error: textOrNull("Why the delivery failed; null if it succeeded."),
        answer: textOrNull("The first 1 KiB of the response body."),
      },
      { description: "One attempt and its response." },
    ),
  exampleTry,
);

const deliveryFields = () => ({
  id: id("Its id in the outbox."),
  kind: Type.Literal("webhook", { description: "Distinguishes deliveries from emails." }),
  webhook_id: id("The webhook's id."),
  booking_id: id("The booking's id."),
  recipient: text("The URL of the request."),
  subject: oneOf(webhookEvents, { description: "The event." }),
  ...progressFields(),
  status: oneOf(outboxStatuses, {
    description: "`expired` if the webhook was deleted before the delivery.",
  }),
  message_id: text("The header `webhook-id`, the same on every attempt."),
  sent_at: instantOrNull("When it was delivered."),
  tries: list(tryModel(), "Every attempt, oldest first."),
});

export const deliveryModel = model(
  "Delivery",
  () => object(deliveryFields(), { description: "The delivery of one event to one webhook." }),
  exampleDelivery,
);

export const wholeDeliveryModel = model(
  "WholeDelivery",
  () =>
    object(
      { ...deliveryFields(), text: text("The body as it is sent.") },
      { description: "A delivery with its body." },
    ),
  (example) => ({ ...exampleDelivery(example), text: JSON.stringify(exampleCall(example)) }),
);

export const deliveryListModel = pageOf(
  "DeliveryList",
  "deliveries",
  "One page of deliveries, newest first.",
  deliveryModel,
);

/** The request body that webhooks receive; no route returns it. */
export const callModel = model(
  "WebhookCall",
  () =>
    object(
      {
        event: oneOf(webhookEvents, { description: "What happened." }),
        timestamp: instant("When it happened."),
        payload: object(
          {
            ...bookingFields(),
            previous_start_time: Type.Optional(instant("The previous start; only if it was rescheduled.")),
            previous_end_time: Type.Optional(instant("The previous end; only if it was rescheduled.")),
          },
          { description: "The booking as it was then." },
        ),
      },
      { description: "The body of a webhook request." },
    ),
  exampleCall,
);

function exampleWebhook(example: ExampleBooking) {
  const made = createdAt(example);
  return { id: 1, ...exampleSettings, active: true, created_at: made, updated_at: made };
}

function exampleTry(example: ExampleBooking) {
  return { at: createdAt(example), took_ms: 84, status: 200, error: null, answer: "ok" };
}

function exampleDelivery(example: ExampleBooking) {
  const made = createdAt(example);
  return {
    id: 3,
    kind: "webhook",
    webhook_id: 1,
    booking_id: 101,
    recipient: exampleUrl,
    subject: "booking.confirmed",
    status: "sent",
    attempts: 1,
    last_error: null,
    message_id: `msg_${uid}`,
    created_at: made,
    next_attempt_at: null,
    sent_at: made,
    tries: [exampleTry(example)],
  } as const;
}

function exampleCall(example: ExampleBooking) {
  const { cancel_token: _, reschedule_token: __, view_token: ___, ...payload } = bookingExample(example);
  return { event: "booking.confirmed", timestamp: createdAt(example), payload } as const;
}

export function webhookJson(webhook: Webhook): JsonOf<typeof webhookModel> {
  return {
    id: webhook.id,
    url: webhook.url,
    description: webhook.description,
    events: webhook.events ?? webhookEvents,
    active: webhook.active,
    created_at: isoInstant(webhook.created_at),
    updated_at: isoInstant(webhook.updated_at),
  };
}

export function deliveryJson({ delivery, tries }: DeliveryAndTries): JsonOf<typeof deliveryModel> {
  return {
    id: delivery.id,
    kind: "webhook",
    webhook_id: delivery.webhook_id,
    booking_id: delivery.booking_id,
    recipient: delivery.recipient,
    subject: delivery.event,
    ...progressJson(delivery),
    tries: tries.map(tryJson),
  };
}

export function tryJson({
  at,
  took_ms,
  http_status,
  error,
  answer,
}: DeliveryAndTries["tries"][number]): JsonOf<typeof tryModel> {
  return { at: isoInstant(at), took_ms, status: http_status, error, answer };
}
