import { Type } from "@sinclair/typebox";
import { Elysia } from "elysia";
import type { Deps } from "../../usecases/deps.ts";
import { hostOutbox, hostOutboxEntry, outboxStatuses, retry } from "../../usecases/outbox.ts";
import { authentication } from "../auth.ts";
import { answer } from "../errors.ts";
import { idOf, noBody, noQuery, oneOf, pageFields, pageRequest, strictObject } from "../fields.ts";
import { outboxJson, pageJson, wholeOutboxJson } from "../present.ts";

/** The mails and deliveries that a host's bookings owe, with what they say. */
export function outboxRoutes(deps: Deps) {
  return new Elysia({ name: "outbox", prefix: "/v1/outbox" })
    .use(authentication(deps))
    .get(
      "/",
      async ({ host, query }) => {
        const page = pageRequest(query);
        return pageJson("outbox", await hostOutbox(deps, host, query.status, page), page, outboxJson);
      },
      { host: true, query: strictObject({ ...pageFields, status: Type.Optional(oneOf(outboxStatuses)) }) },
    )
    .get(
      "/:id",
      async ({ host, params, set }) =>
        answer(set, await hostOutboxEntry(deps, host, idOf(params.id)), wholeOutboxJson),
      { host: true, query: noQuery },
    )
    .post(
      "/:id/retry",
      async ({ caller, params, set }) =>
        answer(set, await retry(deps, caller, idOf(params.id)), wholeOutboxJson),
      { host: true, query: noQuery, body: noBody },
    );
}
