import { type WebhookEvent, webhookEvents } from "../../domain/webhook.ts";
import { reference } from "./responses.ts";

const meanings: Record<WebhookEvent, string> = {
  "booking.created": "Somebody booked, and it waits for you",
  "booking.confirmed": "A booking stands: at once, or because you approved it",
  "booking.declined": "You declined a booking",
  "booking.cancelled": "A booking was cancelled, by you or its attendee",
  "booking.rescheduled": "A booking was moved, by you or its attendee",
};

const headers = [
  ["webhook-id", "The same at every try."],
  ["webhook-timestamp", "When this try was made, in Unix seconds."],
  ["webhook-signature", "As in Standard Webhooks: `v1,` and base64."],
  ["x-schedkit-signature", "HMAC-SHA256 of the body in hex, by the whole secret, `whsec_` included."],
] as const;

/** What the server sends to webhooks, as OpenAPI's `webhooks`; `example` is a body. */
export function webhookCalls(example: unknown) {
  return Object.fromEntries(webhookEvents.map((event) => [event, { post: callOf(event, example) }]));
}

function callOf(event: WebhookEvent, example: unknown) {
  return {
    tags: ["Webhooks"],
    summary: meanings[event],
    parameters: headers.map(([name, description]) => ({
      name,
      in: "header",
      required: true,
      description,
      schema: { type: "string" },
    })),
    requestBody: {
      required: true,
      content: {
        "application/json": { schema: reference("WebhookCall"), example: { ...(example as object), event } },
      },
    },
    responses: {
      "2XX": { description: "Taken. Anything else, and no answer within 10 s, has it sent again." },
      410: { description: "No more, please: the webhook is switched off." },
    },
  };
}
