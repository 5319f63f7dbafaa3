import { type Static, Type } from "@sinclair/typebox";
import { Elysia } from "elysia";
import type { Outcome } from "../../domain/refusal.ts";
import type { Booking, Host } from "../../domain/records.ts";
import { judgeMove, type Move } from "../../domain/booking.ts";
import { askPage } from "../../pages/ask-page.ts";
import { viewOf } from "../../pages/booking-on-page.ts";
import type { NextUrls } from "../../pages/booking-view.ts";
import { outcomePage } from "../../pages/outcome-page.ts";
import { refusedPage } from "../../pages/refused-page.ts";
import { lookAt } from "../../usecases/bookings.ts";
import { type Decision, decide, type Moved } from "../../usecases/decide.ts";
import type { Deps } from "../../usecases/deps.ts";
import type { BookingRef } from "../../usecases/find-booking.ts";
import { onlyLooks, wantsPage } from "../accepts.ts";
import { authentication } from "../auth.ts";
import { answer, problemFor, problems, send } from "../errors.ts";
import { idOf, noQuery, strictObject, text, trimmed } from "../fields.ts";
import { pageAnswer, problemPage } from "../pages.ts";
import { basePathOf } from "../paths.ts";
import { bookingJson } from "../present.ts";

const reasonBody = strictObject({
  reason: Type.Optional(text(1000, { description: "Told to the other party." })),
});

type ReasonBody = Static<typeof reasonBody>;
type Set = Parameters<typeof send>[0];

/** Deciding about a booking: by links in mails, and by its host with a key. */
export function decisionRoutes(deps: Deps, { actionLinks }: { readonly actionLinks: "direct" | "click" }) {
  const links = decisionLinks(deps);
  const hostDecides = async (host: Host, id: string, decision: Decision, body: ReasonBody, set: Set) => {
    const ref = { hostId: host.id, id: idOf(id) };
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
      host,
      params,
      body,
      request,
      set,
    }: LinkContext & { host: Host | undefined; body: ReasonBody }) =>
      host
        ? hostDecides(host, params.id, decision, body, set)
        : links.act(request, set, decision, params.id, trimmed(body.reason));
  return new Elysia({ name: "decisions", prefix: "/v1" })
    .use(authentication(deps))
    .get("/bookings/:id/confirm", open("confirm"))
    .get("/bookings/:id/decline", open("decline"))
    .post("/bookings/:id/confirm", post("confirm"), { hostById: true, body: reasonBody })
    .post("/bookings/:id/decline", post("decline"), { hostById: true, body: reasonBody })
    .post(
      "/bookings/:id/cancel",
      async ({ host, params, body, set }) => hostDecides(host, params.id, "cancel", body, set),
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

/** What a link does when it is opened: ask, or act; then say what is so, as a page or as JSON. */
function decisionLinks(deps: Deps) {
  const base = basePathOf(deps.publicUrl);
  const refOf = (decision: Decision, token: string): BookingRef => ({
    purpose: decision === "cancel" ? "cancel" : "confirm",
    token,
  });
  const actionUrl = (decision: Decision, token: string) =>
    decision === "cancel" ? `${base}/v1/cancel/${token}/confirm` : `${base}/v1/bookings/${token}/${decision}`;

  async function ask(request: Request, set: Set, decision: Decision, token: string) {
    const found = await lookAt(deps, refOf(decision, token));
    const asPage = wantsPage(request);
    if (!found.ok) return asPage ? problemPage(problems.notFound) : send(set, problems.notFound);
    const { booking, host } = found.value;
    if (!asPage) return statusJson(booking);
    const state = { status: booking.status, endsAt: booking.ends_at };
    const verdict = judgeMove(state, decision, deps.now());
    if (verdict.kind === "refused")
      return refusal(decision, booking, host, problemFor(verdict.refusal).body.error);
    if (verdict.kind === "already") return told(decision, { booking, already: true }, host);
    const view = viewFor(decision, booking, host);
    return pageAnswer(
      askPage({
        action: decision,
        booking: view,
        actionUrl: actionUrl(decision, token),
        next: nextUrls(decision, booking),
      }),
    );
  }

  async function act(request: Request, set: Set, decision: Decision, token: string, reason: string | null) {
    if (onlyLooks(request)) return ask(request, set, decision, token);
    const ref = refOf(decision, token);
    const actor = decision === "cancel" ? "attendee" : "host";
    const outcome = await decide(deps, ref, decision, { actor, reason });
    if (wantsPage(request)) return page(decision, ref, outcome);
    return answer(set, outcome, ({ booking }) => statusJson(booking));
  }

  async function page(decision: Decision, ref: BookingRef, outcome: Outcome<Moved>): Promise<Response> {
    const found = await lookAt(deps, ref);
    if (!found.ok) return problemPage(problems.notFound);
    const { booking, host } = found.value;
    if (outcome.ok) return told(decision, outcome.value, host);
    return refusal(decision, booking, host, problemFor(outcome.refusal).body.error);
  }

  function told(decision: Decision, { booking, already }: Moved, host: Host): Response {
    const view = viewFor(decision, booking, host);
    return pageAnswer(
      outcomePage({ action: decision, outcome: already ? "already" : "done", booking: view, next: {} }),
    );
  }

  function refusal(decision: Decision, booking: Booking, host: Host, sentence: string): Response {
    return pageAnswer(
      refusedPage({ action: decision, booking: viewFor(decision, booking, host), sentence }),
      409,
    );
  }

  function nextUrls(decision: Decision, booking: Booking): NextUrls {
    if (decision !== "cancel") return {};
    return { rescheduleUrl: `${base}/v1/reschedule/${deps.tokens.issue("reschedule", booking)}` };
  }

  return { ask, act };
}

function viewFor(move: Move, booking: Booking, host: Host) {
  const forHost = move === "confirm" || move === "decline";
  return viewOf(booking, host, forHost ? host.time_zone : booking.attendee_time_zone);
}

function statusJson({ id, status }: Booking) {
  return { id, status };
}
