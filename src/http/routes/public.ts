import { Type } from "@sinclair/typebox";
import { Elysia } from "elysia";
import { parseDate } from "../../domain/clock.ts";
import type { Outcome } from "../../domain/refusal.ts";
import { done, invalid } from "../../domain/refusal.ts";
import { book } from "../../usecases/book.ts";
import type { Deps } from "../../usecases/deps.ts";
import { publicProfile } from "../../usecases/hosts.ts";
import { listSlotsAs, type SlotsQuery } from "../../usecases/list-slots.ts";
import { bookBody, bookCommand, idempotencyKey } from "../booking-request.ts";
import { answer, problemFor, send } from "../errors.ts";
import { date, noQuery, strictObject, timeZone } from "../fields.ts";
import { bookedJson, profileJson, slotsText } from "../present.ts";

const MAX_DAYS = 62;

const slotsQuery = strictObject({
  date: Type.Optional(date({ description: "One day." })),
  from: Type.Optional(date({ description: "The first day." })),
  to: Type.Optional(date({ description: "The last day, included; 62 days at most in all." })),
  timezone: Type.Optional(timeZone({ description: "Whose days and local times; the host's if absent." })),
});

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
        const outcome = await book(deps, bookCommand(params.username, params.event_slug, body, key.value));
        return answer(set, outcome, (booking) => bookedJson(deps.tokens, booking), 201);
      },
      { query: noQuery, body: bookBody },
    );
}

type DateRange = { date?: string; from?: string; to?: string; timezone?: string };

function slotsAsked({ date, from, to, timezone }: DateRange): Outcome<SlotsQuery> {
  if (date !== undefined && (from !== undefined || to !== undefined)) {
    return invalid("/date", "must stand alone, or give from and to without it");
  }
  if (date === undefined && (from === undefined || to === undefined)) {
    return invalid("/date", "is required, or both from and to");
  }
  const range = { from: parseDate(date ?? from!)!, to: parseDate(date ?? to!)! };
  if (range.to < range.from) return invalid("/to", "must not be before from");
  if (range.to - range.from >= MAX_DAYS)
    return invalid("/to", `must be within ${MAX_DAYS} days, the first included`);
  return done({ ...range, timeZone: timezone });
}
