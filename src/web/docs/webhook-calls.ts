import type { TSchema } from "@sinclair/typebox";
import { callModel } from "../../api/webhooks/models.ts";
import { type WebhookEvent, webhookEvents } from "../../domain/webhook.ts";
import type { ExampleBooking } from "../../usecases/operations/example-booking.ts";
import { namingOf } from "../../http/route.ts";
import type { JsonSchema } from "./published-schema.ts";

const meanings: Record<WebhookEvent, readonly [operationId: string, summary: string, description: string]> = {
  "booking.created": [
    "onBookingCreated",
    "A booking is waiting for the host",
    "Sent when somebody books an event type that requires confirmation.",
  ],
  "booking.confirmed": [
    "onBookingConfirmed",
    "A booking is confirmed",
    "Sent when a booking is confirmed, either immediately or by the host.",
  ],
  "booking.declined": [
    "onBookingDeclined",
    "A booking was declined",
    "Sent when the host declines a pending booking, or the server does because the host did not decide in time.",
  ],
  "booking.cancelled": [
    "onBookingCancelled",
    "A booking was cancelled",
    "Sent when the host or the attendee cancels a booking.",
  ],
  "booking.rescheduled": [
    "onBookingRescheduled",
    "A booking was rescheduled",
    "Sent when the host or the attendee gives a booking another time.",
  ],
};

const headers = {
  "webhook-id": "The id of the delivery, the same on every attempt.",
  "webhook-timestamp": "The time of this attempt, in Unix seconds.",
  "webhook-signature": "The signature of Standard Webhooks: `v1,` and base64.",
  "x-schedkit-signature": "HMAC-SHA256 of the body in hex, keyed with the whole secret including `whsec_`.",
};

/** The webhook requests, as OpenAPI's `webhooks`. */
export function webhookCalls(example: ExampleBooking, publish: (schema: TSchema) => JsonSchema) {
  const schema = publish(callModel());
  const body = namingOf(callModel())!.example(example) as object;
  return Object.fromEntries(
    webhookEvents.map((event) => [event, { post: callOf(event, schema, { ...body, event }) }]),
  );
}

function callOf(event: WebhookEvent, schema: JsonSchema, example: object) {
  const [operationId, summary, description] = meanings[event];
  return {
    operationId,
    tags: ["Webhooks"],
    summary,
    description,
    security: [],
    parameters: Object.entries(headers).map(([name, meaning]) => ({
      name,
      in: "header",
      required: true,
      description: meaning,
      schema: { type: "string" },
    })),
    requestBody: { required: true, content: { "application/json": { schema, example } } },
    responses: {
      "2XX": { description: "Received. Any other response, or none within 10 s, causes a retry." },
      410: { description: "Unsubscribes: the webhook is switched off." },
    },
  };
}
