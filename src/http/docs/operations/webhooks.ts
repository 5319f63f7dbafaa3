import type { Operations } from "../operation.ts";

/** What a host does with webhooks. */
export const webhookOperations = {
  "GET /v1/webhooks": {
    id: "listWebhooks",
    tag: "Webhooks",
    summary: "List webhooks",
    access: "host",
    answers: { 200: "WebhookList" },
  },
  "POST /v1/webhooks": {
    id: "createWebhook",
    tag: "Webhooks",
    summary: "Add a webhook",
    description: "The answer shows its secret, this once.",
    access: "host",
    body: "CreateWebhook",
    answers: { 201: "NewWebhook" },
    refusals: ["too_many_webhooks"],
  },
  "GET /v1/webhooks/{id}": {
    id: "getWebhook",
    tag: "Webhooks",
    summary: "Get a webhook",
    access: "host",
    answers: { 200: "Webhook" },
    refusals: ["not_found"],
  },
  "PATCH /v1/webhooks/{id}": {
    id: "changeWebhook",
    tag: "Webhooks",
    summary: "Change a webhook",
    description:
      "Changes what is given. With another `url`, what waits goes there; switched off, what waits is given up. `rotate_secret` makes a new secret, which the answer shows.",
    access: "host",
    body: "ChangeWebhook",
    answers: { 200: "ChangedWebhook" },
    refusals: ["not_found"],
  },
  "DELETE /v1/webhooks/{id}": {
    id: "deleteWebhook",
    tag: "Webhooks",
    summary: "Delete a webhook",
    description: "What waits for it is not sent any more. What it was told stays in the outbox.",
    access: "host",
    answers: { 204: null },
    refusals: ["not_found"],
  },
  "GET /v1/webhooks/{id}/deliveries": {
    id: "listDeliveries",
    tag: "Webhooks",
    summary: "List what a webhook was told",
    description:
      "Newest first, with every try. `/v1/outbox/{id}` has the body, and sends a failed one again.",
    access: "host",
    answers: { 200: "DeliveryList" },
    refusals: ["not_found"],
  },
  "POST /v1/webhooks/{id}/test": {
    id: "testWebhook",
    tag: "Webhooks",
    summary: "Try a webhook",
    description:
      "Sends the event `webhook.test` at once, signed as all are, and answers what came back. It is not tried again and listed nowhere.",
    access: "host",
    answers: { 200: "DeliveryTry" },
    refusals: ["not_found", "secret_unreadable"],
  },
} as const satisfies Operations;
