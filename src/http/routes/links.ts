import { type Static, Type } from "@sinclair/typebox";
import { Elysia } from "elysia";
import type { Caller } from "../../domain/actor.ts";
import { type Decision, decide } from "../../usecases/decide.ts";
import type { Deps } from "../../usecases/deps.ts";
import { authentication } from "../auth.ts";
import { decisionLinks } from "../decision-links.ts";
import { answer, type send } from "../errors.ts";
import { idOf, noQuery, strictObject, text, trimmed } from "../fields.ts";
import { bookingJson } from "../present.ts";

const reasonBody = strictObject({
  reason: Type.Optional(text(1000, { description: "Told to the other party." })),
});

type ReasonBody = Static<typeof reasonBody>;
type Set = Parameters<typeof send>[0];

/** Deciding about a booking: by links in mails, and by its host with a key. */
export function decisionRoutes(deps: Deps, { actionLinks }: { readonly actionLinks: "direct" | "click" }) {
  const links = decisionLinks(deps);
  const hostDecides = async (caller: Caller, id: string, decision: Decision, body: ReasonBody, set: Set) => {
    const ref = { hostId: caller.host.id, id: idOf(id), by: caller.actor };
    const outcome = await decide(deps, ref, decision, { actor: "host", reason: trimmed(body.reason) });
    return answer(set, outcome, ({ booking }) => bookingJson(deps.tokens, booking));
  };
  const open =
    (decision: "confirm" | "decline") =>
    async ({ params, request, set }: LinkContext) =>
      actionLinks === "click"
        ? links.ask(request, set, decision, params.id)
        : links.act(request, set, decision, params.id, null);
  const post =
    (decision: "confirm" | "decline") =>
    async ({
      caller,
      params,
      body,
      request,
      set,
    }: LinkContext & { caller: Caller | undefined; body: ReasonBody }) =>
      caller
        ? hostDecides(caller, params.id, decision, body, set)
        : links.act(request, set, decision, params.id, trimmed(body.reason));
  return new Elysia({ name: "decisions", prefix: "/v1" })
    .use(authentication(deps))
    .get("/bookings/:id/confirm", open("confirm"))
    .get("/bookings/:id/decline", open("decline"))
    .post("/bookings/:id/confirm", post("confirm"), { hostById: true, body: reasonBody })
    .post("/bookings/:id/decline", post("decline"), { hostById: true, body: reasonBody })
    .post(
      "/bookings/:id/cancel",
      async ({ caller, params, body, set }) => hostDecides(caller, params.id, "cancel", body, set),
      { host: true, query: noQuery, body: reasonBody },
    )
    .get("/cancel/:token", async ({ params, request, set }) =>
      links.ask(request, set, "cancel", params.token),
    )
    .post(
      "/cancel/:token/confirm",
      async ({ params, body, request, set }) =>
        links.act(request, set, "cancel", params.token, trimmed(body.reason)),
      { body: reasonBody },
    );
}

type LinkContext = { params: { id: string }; request: Request; set: Set };
