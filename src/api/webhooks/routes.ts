import { FormatRegistry, Type } from "@sinclair/typebox";
import { Elysia } from "elysia";
import { findWebhook, listWebhooks } from "../../db/queries/hosts/webhooks.ts";
import { found } from "../../domain/refusal.ts";
import { type WebhookEvent, webhookEvents } from "../../domain/webhook.ts";
import type { Authentication } from "../../http/auth.ts";
import { answer, nothing } from "../../http/errors.ts";
import {
  forChange,
  idOf,
  noBody,
  nullable,
  oneLine,
  oneOf,
  pageFields,
  pageRequest,
  strictObject,
  nonEmpty,
  trueOrFalse,
} from "../../http/fields.ts";
import { readOnly, withoutReadOnly } from "../../http/read-only.ts";
import { named, route } from "../../http/route.ts";
import type { Deps } from "../../usecases/deps.ts";
import { outboxStatuses } from "../../usecases/outbox/outbox.ts";
import {
  addWebhook,
  changeWebhook,
  removeWebhook,
  testWebhook,
  type WebhookAndSecret,
  webhookDeliveries,
} from "../../usecases/outbox/webhooks.ts";
import { listJson, pageJson } from "../parts.ts";
import {
  changedWebhookModel,
  deliveryJson,
  deliveryListModel,
  exampleSettings,
  newWebhookModel,
  tryJson,
  tryModel,
  webhookJson,
  webhookListModel,
  webhookModel,
} from "./models.ts";

const MOST_URL = 2_048;

FormatRegistry.Set("webhook-url", (text) => {
  if (!/^https?:\/\/[^\s\\]+$/i.test(text) || !URL.canParse(text)) return false;
  const { username, password } = new URL(text);
  return username === "" && password === "";
});

const fields = {
  url: Type.String({
    format: "webhook-url",
    maxLength: MOST_URL,
    says: `must be an http or https URL without user and password, of at most ${MOST_URL} characters`,
    openapi: { type: "string", format: "uri", maxLength: MOST_URL },
    description: "The URL that receives events.",
    examples: ["https://crm.example.com/hooks/schedkit"],
  }),
  description: Type.Optional(
    nullable(oneLine(200), { description: "What it is for.", examples: ["Notifies the CRM"] }),
  ),
  events: Type.Optional(
    Type.Union(
      [
        Type.Literal("all"),
        Type.Array(oneOf(webhookEvents), { minItems: 1, maxItems: webhookEvents.length, uniqueItems: true }),
      ],
      {
        says: `must be "all", or a list of: ${webhookEvents.join(", ")}`,
        description:
          "The events that it receives. By default all of them, including those of future versions.",
      },
    ),
  ),
  active: Type.Optional(trueOrFalse({ description: "Whether it receives events.", standard: true })),
};

const repeatable = readOnly("id", "created_at", "updated_at");

const createBody = named(
  "CreateWebhook",
  strictObject(fields, { description: "A new webhook." }),
  () => exampleSettings,
);

const changeBody = named(
  "ChangeWebhook",
  strictObject(
    {
      ...forChange(fields),
      ...repeatable,
      rotate_secret: Type.Optional(
        trueOrFalse({
          description:
            "Replaces the secret; the response contains the new one. For a day, the old one signs too.",
        }),
      ),
    },
    { description: "Changes to a webhook." },
  ),
  () => ({ events: "all" as const }),
);

export function webhookRoutes(deps: Deps, auth: Authentication) {
  return new Elysia({ name: "webhooks", prefix: "/v1/webhooks" })
    .use(auth)
    .get(
      "/",
      ({ host, query }) =>
        listJson("webhooks", query, (page) => listWebhooks(deps.database.read, host.id, page), webhookJson),
      route({
        access: "host",
        operationId: "listWebhooks",
        tag: "Webhooks",
        summary: "List webhooks",
        description: "Lists your webhooks, without their secrets.",
        query: strictObject(pageFields),
        answers: { 200: webhookListModel },
      }),
    )
    .post(
      "/",
      async ({ caller, body: { url, description, events, active = true }, set }) => {
        const settings = { url, description: nonEmpty(description), events: listOrAll(events), active };
        return answer(set, await addWebhook(deps, caller, settings), withSecret, 201);
      },
      route({
        access: "host",
        operationId: "createWebhook",
        tag: "Webhooks",
        summary: "Create a webhook",
        description: "The response contains its secret, which is not shown again.",
        body: createBody,
        answers: { 201: newWebhookModel },
        refusals: ["too_many_webhooks"],
      }),
    )
    .get(
      "/:id",
      async ({ host, params, set }) =>
        answer(set, found(await findWebhook(deps.database.read, host.id, idOf(params.id))), webhookJson),
      route({
        access: "host",
        operationId: "getWebhook",
        tag: "Webhooks",
        summary: "Get a webhook",
        description: "Returns one of your webhooks, without its secret.",
        answers: { 200: webhookModel },
        refusals: ["not_found"],
      }),
    )
    .patch(
      "/:id",
      async ({ caller, params, body, set }) => {
        const webhookId = idOf(params.id);
        const current = async () => {
          const webhook = await findWebhook(deps.database.read, caller.host.id, webhookId);
          return webhook && webhookJson(webhook);
        };
        const writable = await withoutReadOnly(body, repeatable, current);
        if (!writable.ok) return answer(set, writable, withSecret);
        const { description, events, rotate_secret = false, ...plain } = writable.value;
        const changes = {
          ...plain,
          ...(description === undefined ? {} : { description: nonEmpty(description) }),
          ...(events === undefined ? {} : { events: listOrAll(events) }),
          rotateSecret: rotate_secret,
        };
        return answer(set, await changeWebhook(deps, caller, webhookId, changes), withSecret);
      },
      route({
        access: "host",
        operationId: "changeWebhook",
        tag: "Webhooks",
        summary: "Change a webhook",
        description:
          "Changes the given fields. Waiting deliveries are sent to the new `url`, or fail if the webhook is switched off. `rotate_secret` replaces the secret; the response contains the new one, and the old one signs too for a day.",
        body: changeBody,
        answers: { 200: changedWebhookModel },
        refusals: ["not_found"],
      }),
    )
    .delete(
      "/:id",
      async ({ caller, params, set }) =>
        answer(set, await removeWebhook(deps, caller, idOf(params.id)), nothing, 204),
      route({
        access: "host",
        operationId: "deleteWebhook",
        tag: "Webhooks",
        summary: "Delete a webhook",
        description: "Waiting deliveries are no longer sent. Past ones stay in the outbox.",
        answers: { 204: null },
        refusals: ["not_found"],
      }),
    )
    .get(
      "/:id/deliveries",
      async ({ host, params, query, set }) => {
        const page = pageRequest(query);
        const outcome = await webhookDeliveries(deps, host, idOf(params.id), query.status, page);
        return answer(set, outcome, (found) => pageJson("deliveries", found, page, deliveryJson));
      },
      route({
        access: "host",
        operationId: "listDeliveries",
        tag: "Webhooks",
        summary: "List a webhook's deliveries",
        description:
          "Lists deliveries with their attempts, newest first. `GET /v1/outbox/{id}` returns the body, and `POST /v1/outbox/{id}/retry` retries a failed delivery.",
        query: strictObject({
          ...pageFields,
          status: Type.Optional(oneOf(outboxStatuses, { description: "Only deliveries with this status." })),
        }),
        answers: { 200: deliveryListModel },
        refusals: ["not_found"],
      }),
    )
    .post(
      "/:id/test",
      async ({ host, params, set }) => answer(set, await testWebhook(deps, host, idOf(params.id)), tryJson),
      route({
        access: "host",
        operationId: "testWebhook",
        tag: "Webhooks",
        summary: "Test a webhook",
        description:
          "Sends the event `webhook.test` immediately, signed like any other, and returns the webhook's response. It is neither retried nor listed.",
        body: noBody,
        answers: { 200: tryModel },
        refusals: ["not_found", "secret_unreadable"],
      }),
    );
}

function listOrAll(events: "all" | WebhookEvent[] | undefined): WebhookEvent[] | null {
  return events === undefined || events === "all" ? null : events;
}

function withSecret({ webhook, secret }: WebhookAndSecret) {
  return { ...webhookJson(webhook), ...(secret !== undefined && { secret }) };
}
