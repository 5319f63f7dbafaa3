import { Elysia } from "elysia";
import { listApiKeys } from "../db/queries/hosts/api-keys.ts";
import { isoInstant } from "../domain/clock.ts";
import type { ApiKey } from "../domain/records.ts";
import type { Authentication } from "../http/auth.ts";
import { answer, nothing } from "../http/errors.ts";
import { idOf, oneLine, pageFields, strictObject } from "../http/fields.ts";
import { type JsonOf, model, named, route } from "../http/route.ts";
import { createKey, deleteKey } from "../usecases/hosts/api-keys.ts";
import type { Deps } from "../usecases/deps.ts";
import type { ExampleBooking } from "../usecases/operations/example-booking.ts";
import { createdAt } from "./examples.ts";
import { listJson, id, instant, instantOrNull, object, pageOf, text } from "./parts.ts";

const fields = () => ({
  id: id("The key's id."),
  name: text("The key's name."),
  prefix: text("How the key begins."),
  created_at: instant("When it was created."),
  last_used_at: instantOrNull("When it was last used, to the hour; null if never."),
});

const apiKeyModel = model(
  "ApiKey",
  () => object(fields(), { description: "An API key, without the key itself." }),
  exampleKey,
);

const newApiKeyModel = model(
  "NewApiKey",
  () =>
    object(
      { ...fields(), key: text("The key itself. It is never shown again.") },
      { description: "A new API key." },
    ),
  (example) => ({ ...exampleKey(example), key: "sk_Nqfc-…" }),
);

const apiKeyListModel = pageOf("ApiKeyList", "api_keys", "One page of API keys.", apiKeyModel);

const createBody = named(
  "CreateApiKey",
  strictObject(
    { name: oneLine(100, { description: "What the key is for.", examples: ["My website"] }) },
    { description: "A new API key." },
  ),
  () => ({ name: "My website" }),
);

function exampleKey(example: ExampleBooking) {
  return {
    id: 1,
    name: "My website",
    prefix: "sk_Nqfc-",
    created_at: createdAt(example),
    last_used_at: null,
  };
}

export function apiKeyRoutes(deps: Deps, auth: Authentication) {
  return new Elysia({ name: "api-keys", prefix: "/v1/api-keys" })
    .use(auth)
    .get(
      "",
      ({ host, query }) =>
        listJson("api_keys", query, (page) => listApiKeys(deps.database.read, host.id, page), apiKeyJson),
      route({
        access: "host",
        operationId: "listApiKeys",
        tag: "Account",
        summary: "List API keys",
        description: "Lists your API keys, without the keys themselves.",
        query: strictObject(pageFields),
        answers: { 200: apiKeyListModel },
      }),
    )
    .post(
      "",
      async ({ caller, body, set }) =>
        answer(set, await createKey(deps, caller, body.name), newApiKeyJson, 201),
      route({
        access: "host",
        operationId: "createApiKey",
        tag: "Account",
        summary: "Create an API key",
        description: "The response contains the key, which is not shown again.",
        body: createBody,
        answers: { 201: newApiKeyModel },
        refusals: ["too_many_api_keys"],
      }),
    )
    .delete(
      "/:id",
      async ({ caller, params, set }) =>
        answer(set, await deleteKey(deps, caller, idOf(params.id)), nothing, 204),
      route({
        access: "host",
        operationId: "deleteApiKey",
        tag: "Account",
        summary: "Delete an API key",
        description: "The key stops working immediately.",
        answers: { 204: null },
        refusals: ["not_found"],
      }),
    );
}

function apiKeyJson({ id, name, prefix, created_at, last_used_at }: ApiKey): JsonOf<typeof apiKeyModel> {
  return {
    id,
    name,
    prefix,
    created_at: isoInstant(created_at),
    last_used_at: last_used_at === null ? null : isoInstant(last_used_at),
  };
}

function newApiKeyJson({ key, ...apiKey }: ApiKey & { readonly key: string }): JsonOf<typeof newApiKeyModel> {
  return { ...apiKeyJson(apiKey), key };
}
