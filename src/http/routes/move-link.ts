import { type Static, Type } from "@sinclair/typebox";
import { Elysia } from "elysia";
import { judgeMove } from "../../domain/booking.ts";
import { type Outcome, refused } from "../../domain/refusal.ts";
import { lookAt } from "../../usecases/bookings.ts";
import type { Deps } from "../../usecases/deps.ts";
import type { BookingRef } from "../../usecases/find-booking.ts";
import { listMoves, type SlotsQuery } from "../../usecases/list-slots.ts";
import { reschedule } from "../../usecases/reschedule.ts";
import { onlyLooks, wantsPage } from "../accepts.ts";
import { answer } from "../errors.ts";
import { instant, instantOf, strictObject, timeZone } from "../fields.ts";
import { movePages } from "../move-pages.ts";
import { bookedJson, movesJson } from "../present.ts";
import { movesQuery, slotsAsked } from "../slots-request.ts";

const moveBody = strictObject({
  start_time: instant({ description: "A free start." }),
  timezone: Type.Optional(timeZone({ description: "The attendee's time zone from now on." })),
});

/** The attendee's own way to move a booking: a page to choose on, what can be chosen, and the move. */
export function moveLinkRoutes(deps: Deps) {
  const pages = movePages(deps);

  async function look({ params: { token }, request, set }: LinkContext) {
    const found = await lookAt(deps, refOf(token));
    if (wantsPage(request)) return pages.choose(request, token, found);
    return answer(set, found, ({ booking }) => bookedJson(deps.tokens, booking));
  }

  async function move({ params: { token }, body, request, set }: LinkContext & Moving) {
    const outcome = await reschedule(deps, refOf(token), {
      startsAt: instantOf(body.start_time),
      timeZone: body.timezone,
      override: false,
      actor: "attendee",
    });
    if (!wantsPage(request)) return answer(set, outcome, ({ booking }) => bookedJson(deps.tokens, booking));
    const wanted = { startsAt: instantOf(body.start_time), timeZone: body.timezone };
    return pages.after(request, token, await lookAt(deps, refOf(token)), outcome, wanted);
  }

  async function slots(token: string, query: Outcome<SlotsQuery>) {
    if (!query.ok) return query;
    const found = await lookAt(deps, refOf(token));
    if (!found.ok) return found;
    const { booking } = found.value;
    const verdict = judgeMove(booking, "reschedule", deps.now());
    if (verdict.kind === "refused") return refused(verdict.refusal);
    return { ok: true, value: movesJson(await listMoves(deps, booking, query.value), booking) } as const;
  }

  return new Elysia({ name: "move-link", prefix: "/v1/reschedule" })
    .get("/:token", async (context) => look(context))
    .post("/:token", async (context) => (onlyLooks(context.request) ? look(context) : move(context)), {
      body: moveBody,
    })
    .get(
      "/:token/slots",
      async ({ params, query, set }) =>
        answer(set, await slots(params.token, slotsAsked(query)), (moves) => moves),
      { query: movesQuery },
    );
}

type LinkContext = {
  readonly params: { readonly token: string };
  readonly request: Request;
  readonly set: Parameters<typeof answer>[0];
};
type Moving = { readonly body: Static<typeof moveBody> };

function refOf(token: string): BookingRef {
  return { purpose: "reschedule", token };
}
