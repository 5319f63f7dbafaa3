import { type Static, Type } from "@sinclair/typebox";
import { Elysia } from "elysia";
import type { Caller } from "../../domain/actor.ts";
import type { Authentication } from "../../http/auth.ts";
import { decisionLinks } from "./decision-links.ts";
import { answer, type ResponseSet } from "../../http/errors.ts";
import { idOf, strictObject, text, nonEmpty } from "../../http/fields.ts";
import { pageLanguage } from "../../http/page-language.ts";
import { named, route } from "../../http/route.ts";
import { type Decision, decide } from "../../usecases/bookings/decide.ts";
import type { Deps } from "../../usecases/deps.ts";
import { bookingJson, bookingModel, bookingStateModel } from "../../api/bookings/models.ts";

const reasonBody = named(
  "Reason",
  strictObject(
    { reason: Type.Optional(text(1000, { description: "Included in the other party's email." })) },
    { description: "The reason, which is optional." },
  ),
  () => ({ reason: "Something came up, sorry." }),
);

type LinkContext = { params: { id: string }; request: Request; set: ResponseSet };
type PostContext = LinkContext & { caller: Caller | undefined; body: Static<typeof reasonBody> };

const linkDescription = (verb: string) =>
  `The link in the host's email. ${verb} the booking and emails the attendee. Opening it again shows what has happened and sends no ` +
  "second email; after the opposite decision the response is 409. A link from an email about an earlier time changes nothing (409 `moved`). `HEAD` requests and prefetches change nothing. With " +
  "`ACTION_LINKS=click`, it is a page with a button.";
const eitherWay =
  "With the booking's `id` in the path and a key, this is the host's decision. With the `confirm_token` and no key, it does the same as the link in the host's email";

/** Confirms, declines and cancels bookings, by the links in emails and by hosts with a key. */
export function decisionRoutes(
  deps: Deps,
  auth: Authentication,
  { actionLinks }: { readonly actionLinks: "direct" | "click" },
) {
  const links = decisionLinks(deps);
  const hostDecides = async (
    caller: Caller,
    id: string,
    decision: Decision,
    reason: string | null,
    set: ResponseSet,
  ) => {
    const ref = { hostId: caller.host.id, id: idOf(id), by: caller.actor };
    const outcome = await decide(deps, ref, decision, { actor: "host", reason });
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
    async ({ caller, params, body, request, set }: PostContext) =>
      caller
        ? hostDecides(caller, params.id, decision, nonEmpty(body.reason), set)
        : links.act(request, set, decision, params.id, nonEmpty(body.reason));
  return new Elysia({ name: "decisions", prefix: "/v1" })
    .use(auth)
    .get(
      "/bookings/:id/confirm",
      open("confirm"),
      route({
        access: "host_link",
        operationId: "confirmByLink",
        tag: "Email links",
        summary: "Confirm a pending booking by link",
        description: linkDescription("Confirms"),
        idName: "confirm_token",
        parameters: [pageLanguage],
        answers: { 200: bookingStateModel },
        refusals: ["not_found", "moved", "decided_declined", "decided_cancelled"],
        writes: true,
      }),
    )
    .get(
      "/bookings/:id/decline",
      open("decline"),
      route({
        access: "host_link",
        operationId: "declineByLink",
        tag: "Email links",
        summary: "Decline a pending booking by link",
        description: linkDescription("Declines"),
        idName: "confirm_token",
        parameters: [pageLanguage],
        answers: { 200: bookingStateModel },
        refusals: ["not_found", "moved", "decided_confirmed", "decided_cancelled"],
        writes: true,
      }),
    )
    .post(
      "/bookings/:id/confirm",
      post("confirm"),
      route({
        access: "host_or_link",
        operationId: "confirmBooking",
        tag: "Bookings",
        summary: "Confirm a pending booking",
        description: `${eitherWay}.`,
        idName: "confirm_token",
        parameters: [pageLanguage],
        body: reasonBody,
        answers: { 200: [bookingModel, bookingStateModel] },
        refusals: ["not_found", "moved", "decided_declined", "decided_cancelled"],
      }),
    )
    .post(
      "/bookings/:id/decline",
      post("decline"),
      route({
        access: "host_or_link",
        operationId: "declineBooking",
        tag: "Bookings",
        summary: "Decline a pending booking",
        description: `${eitherWay}; a \`reason\` for a booking that was declined without one is stored, once, and emailed to the attendee.`,
        idName: "confirm_token",
        parameters: [pageLanguage],
        body: reasonBody,
        answers: { 200: [bookingModel, bookingStateModel] },
        refusals: ["not_found", "moved", "decided_confirmed", "decided_cancelled"],
      }),
    )
    .post(
      "/bookings/:id/cancel",
      async ({ caller, params, body, set }) =>
        hostDecides(caller, params.id, "cancel", nonEmpty(body.reason), set),
      route({
        access: "host",
        operationId: "cancelBookingAsHost",
        tag: "Bookings",
        summary: "Cancel a booking",
        description: "Frees its time and emails both sides. Cancelling it again changes nothing.",
        body: reasonBody,
        answers: { 200: bookingModel },
        refusals: ["not_found", "already_declined", "already_over"],
      }),
    )
    .get(
      "/cancel/:token",
      async ({ params, request, set }) => links.ask(request, set, "cancel", params.token),
      route({
        access: "link",
        operationId: "askToCancel",
        tag: "Email links",
        summary: "Show the page for cancelling",
        description: "The link in the attendee's email: a page with a button. As JSON, the booking's state.",
        parameters: [pageLanguage],
        answers: { 200: bookingStateModel },
        refusals: ["not_found"],
        pageRefuses: true,
      }),
    )
    .post(
      "/cancel/:token/confirm",
      async ({ params, body, request, set }) =>
        links.act(request, set, "cancel", params.token, nonEmpty(body.reason)),
      route({
        access: "link",
        operationId: "cancelByLink",
        tag: "Email links",
        summary: "Cancel a booking by link",
        description: "Frees its time and emails both sides. Repeating it changes nothing.",
        parameters: [pageLanguage],
        body: reasonBody,
        answers: { 200: bookingStateModel },
        refusals: ["not_found", "already_declined", "already_over"],
      }),
    );
}
