import { FormatRegistry, Type } from "@sinclair/typebox";
import { Elysia } from "elysia";
import { webhookEvents } from "../../domain/webhook.ts";
import type { Deps } from "../../usecases/deps.ts";
import { outboxStatuses } from "../../usecases/outbox.ts";
import {
  addWebhook,
  changeWebhook,
  hostWebhook,
  hostWebhooks,
  removeWebhook,
  testWebhook,
  type WebhookAndSecret,
  webhookDeliveries,
} from "../../usecases/webhooks.ts";
import { authentication } from "../auth.ts";
import { answer } from "../errors.ts";
import {
  forChange,
  idOf,
  noBody,
  noQuery,
  nullable,
  oneLine,
  oneOf,
  pageFields,
  pageRequest,
  strictObject,
  trimmed,
  trueOrFalse,
} from "../fields.ts";
import { deliveryJson, pageJson, tryJson, webhookJson } from "../present.ts";

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
    says: `must be an http or https address without a user and password, of at most ${MOST_URL} characters`,
    openapi: { type: "string", format: "uri", maxLength: MOST_URL },
    examples: ["https://crm.example.com/hooks/schedkit"],
  }),
  description: Type.Optional(nullable(oneLine(200, { examples: ["Tells the CRM"] }))),
  events: Type.Optional(
    Type.Union(
      [
        Type.Literal("all"),
        Type.Array(oneOf(webhookEvents), { minItems: 1, maxItems: webhookEvents.length, uniqueItems: true }),
      ],
      {
        says: `must be "all", or a list of: ${webhookEvents.join(", ")}`,
        description: "What it hears of. All, and what there will be besides, if absent.",
      },
    ),
  ),
  active: Type.Optional(trueOrFalse({ default: true, description: "Switched off, it hears of nothing." })),
};

const webhookBody = strictObject(fields);
const changeBody = strictObject({
  ...forChange(fields),
  rotate_secret: Type.Optional(
    trueOrFalse({
      description: "Makes a new secret, which the answer shows; the old one signs nothing more.",
    }),
  ),
});

/** Where a host's programs are told what becomes of bookings. */
export function webhookRoutes(deps: Deps) {
  return new Elysia({ name: "webhooks", prefix: "/v1/webhooks" })
    .use(authentication(deps))
    .get(
      "/",
      async ({ host, query }) => {
        const page = pageRequest(query);
        return pageJson("webhooks", await hostWebhooks(deps, host, page), page, (one) => webhookJson(one));
      },
      { host: true, query: strictObject(pageFields) },
    )
    .post(
      "/",
      async ({ caller, body: { url, description, events, active = true }, set }) => {
        const settings = { url, description: trimmed(description), events: listOrAll(events), active };
        return answer(set, await addWebhook(deps, caller, settings), withSecret, 201);
      },
      { host: true, query: noQuery, body: webhookBody },
    )
    .get(
      "/:id",
      async ({ host, params, set }) =>
        answer(set, await hostWebhook(deps, host, idOf(params.id)), (one) => webhookJson(one)),
      { host: true, query: noQuery },
    )
    .patch(
      "/:id",
      async ({ caller, params, body: { description, events, rotate_secret = false, ...plain }, set }) => {
        const changes = {
          ...plain,
          ...(description === undefined ? {} : { description: trimmed(description) }),
          ...(events === undefined ? {} : { events: listOrAll(events) }),
          rotateSecret: rotate_secret,
        };
        return answer(set, await changeWebhook(deps, caller, idOf(params.id), changes), withSecret);
      },
      { host: true, query: noQuery, body: changeBody },
    )
    .delete(
      "/:id",
      async ({ caller, params, set }) =>
        answer(set, await removeWebhook(deps, caller, idOf(params.id)), () => undefined, 204),
      { host: true, query: noQuery },
    )
    .get(
      "/:id/deliveries",
      async ({ host, params, query, set }) => {
        const page = pageRequest(query);
        const outcome = await webhookDeliveries(deps, host, idOf(params.id), query.status, page);
        return answer(set, outcome, (found) => pageJson("deliveries", found, page, deliveryJson));
      },
      { host: true, query: strictObject({ ...pageFields, status: Type.Optional(oneOf(outboxStatuses)) }) },
    )
    .post(
      "/:id/test",
      async ({ host, params, set }) => answer(set, await testWebhook(deps, host, idOf(params.id)), tryJson),
      { host: true, query: noQuery, body: noBody },
    );
}

type Events = (typeof webhookEvents)[number][];

function listOrAll(events: "all" | Events | undefined): Events | null {
  return events === undefined || events === "all" ? null : events;
}

function withSecret({ webhook, secret }: WebhookAndSecret) {
  return webhookJson(webhook, secret);
}
