import { Elysia } from "elysia";
import { done } from "../../domain/refusal.ts";
import { localeFor } from "../../language/locale.ts";
import { createKey, deleteKey, listKeys } from "../../usecases/api-keys.ts";
import type { Deps } from "../../usecases/deps.ts";
import { changeHost } from "../../usecases/hosts.ts";
import { authentication } from "../auth.ts";
import { answer } from "../errors.ts";
import {
  forChange,
  hostFields,
  idOf,
  noQuery,
  oneLine,
  pageFields,
  pageRequest,
  strictObject,
} from "../fields.ts";
import { apiKeyJson, hostJson, pageJson } from "../present.ts";

const { password: _, ...meFields } = hostFields;
const meBody = strictObject(forChange(meFields));

const keyBody = strictObject({ name: oneLine(100, { examples: ["My website"] }) });

/** A host's own record and API keys. */
export function accountRoutes(deps: Deps) {
  return new Elysia({ name: "account", prefix: "/v1" })
    .use(authentication(deps))
    .get("/me", ({ host }) => hostJson(host), { host: true, query: noQuery })
    .patch(
      "/me",
      async ({ caller, body: { timezone, name, language, ...plain }, set }) => {
        const changes = {
          ...plain,
          ...(name === undefined ? {} : { name: name.trim() }),
          ...(timezone === undefined ? {} : { time_zone: timezone }),
          ...(language === undefined ? {} : { locale: localeFor(language, null).locale }),
        };
        return answer(set, await changeHost(deps, caller, changes), hostJson);
      },
      { host: true, query: noQuery, body: meBody },
    )
    .get(
      "/api-keys",
      async ({ host, query }) => {
        const page = pageRequest(query);
        return pageJson("api_keys", await listKeys(deps, host, page), page, apiKeyJson);
      },
      { host: true, query: strictObject(pageFields) },
    )
    .post(
      "/api-keys",
      async ({ caller, body, set }) =>
        answer(set, done(await createKey(deps, caller, body.name.trim())), apiKeyJson, 201),
      { host: true, query: noQuery, body: keyBody },
    )
    .delete(
      "/api-keys/:id",
      async ({ caller, params, set }) =>
        answer(set, await deleteKey(deps, caller, idOf(params.id)), () => undefined, 204),
      { host: true, query: noQuery },
    );
}
