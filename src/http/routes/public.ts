import { Elysia } from "elysia";
import { book } from "../../usecases/book.ts";
import type { Deps } from "../../usecases/deps.ts";
import { publicProfile } from "../../usecases/hosts.ts";
import { listSlotsAs } from "../../usecases/list-slots.ts";
import { bookBody, bookCommand, idempotencyKey } from "../booking-request.ts";
import { answer, problemFor, send } from "../errors.ts";
import { noQuery } from "../fields.ts";
import { bookedJson, profileJson, slotsText } from "../present.ts";
import { slotsAsked, slotsQuery } from "../slots-request.ts";

/** What anybody may do: look at a host, see free slots, book one. */
export function publicRoutes(deps: Deps) {
  return new Elysia({ name: "public", prefix: "/v1" })
    .get(
      "/u/:username",
      async ({ params, set }) => answer(set, await publicProfile(deps, params.username), profileJson),
      { query: noQuery },
    )
    .get(
      "/slots/:username/:event_slug",
      async ({ params, query, set }) => {
        const asked = slotsAsked(query);
        if (!asked.ok) return send(set, problemFor(asked.refusal));
        const { username, event_slug } = params;
        const outcome = await listSlotsAs(slotsText, deps, username, event_slug, asked.value);
        if (outcome.ok) set.headers["content-type"] = "application/json;charset=utf-8";
        return answer(set, outcome, (text) => text);
      },
      { query: slotsQuery },
    )
    .post(
      "/book/:username/:event_slug",
      async ({ params, body, request, set }) => {
        const key = idempotencyKey(request.headers.get("idempotency-key"));
        if (!key.ok) return send(set, problemFor(key.refusal));
        const acceptLanguage = request.headers.get("accept-language");
        const { username, event_slug } = params;
        const command = bookCommand(username, event_slug, body, key.value, acceptLanguage);
        const outcome = await book(deps, command);
        return answer(set, outcome, (booking) => bookedJson(deps.tokens, booking), 201);
      },
      { query: noQuery, body: bookBody },
    );
}
