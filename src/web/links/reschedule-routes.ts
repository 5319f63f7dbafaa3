import { type Static, Type } from "@sinclair/typebox";
import { Elysia } from "elysia";
import { checkTransition } from "../../domain/booking.ts";
import { isoInstant } from "../../domain/clock.ts";
import { done, type Outcome, refused } from "../../domain/refusal.ts";
import { isReadOnly, wantsPage } from "../../http/accepts.ts";
import { answer, type ResponseSet } from "../../http/errors.ts";
import { instant, instantOf, nonEmpty, strictObject, text, timeZone } from "../../http/fields.ts";
import { reschedulePages } from "../booking/server/reschedule-pages.ts";
import { pageLanguage } from "../../http/page-language.ts";
import { type JsonOf, named, route } from "../../http/route.ts";
import { linkOfEither, viewByLink } from "../../usecases/bookings/find-booking.ts";
import type { Deps } from "../../usecases/deps.ts";
import { listRescheduleSlots, type SlotsQuery } from "../../usecases/bookings/list-slots.ts";
import { reschedule } from "../../usecases/bookings/reschedule.ts";
import { attendeeZone } from "../../api/examples.ts";
import {
  rescheduleSlotsJson,
  rescheduleSlotsModel,
  rescheduleSlotsQuery,
  slotsAsked,
} from "../../api/slots.ts";
import { bookedJson, bookedModel } from "../../api/bookings/models.ts";

const attendeeRescheduleBody = named(
  "MoveRequest",
  strictObject(
    {
      start_time: instant({ description: "The start of a free slot." }),
      timezone: Type.Optional(timeZone({ description: "Your new time zone." })),
      reason: Type.Optional(text(1000, { description: "Included in the other side's email." })),
    },
    { description: "An attendee's new time for a booking." },
  ),
  ({ starts: [, later] }) => ({ start_time: isoInstant(later), timezone: attendeeZone }),
);

/** Rescheduling by link: the page, its slots, and the change itself. */
export function rescheduleLinkRoutes(deps: Deps) {
  const pages = reschedulePages(deps);

  async function look(token: string, request: Request, set: ResponseSet) {
    const link = await linkOfEither(deps, "reschedule", token);
    const found = await viewByLink(deps, link.ref);
    if (wantsPage(request)) return pages.choose(request, token, found, link.party);
    return answer(set, found, ({ booking }) => bookedJson(deps.tokens, booking));
  }

  async function move(
    token: string,
    body: Static<typeof attendeeRescheduleBody>,
    request: Request,
    set: ResponseSet,
  ) {
    const reason = nonEmpty(body.reason);
    const wanted = { startsAt: instantOf(body.start_time), timeZone: body.timezone, reason };
    const { ref, party } = await linkOfEither(deps, "reschedule", token);
    const outcome = await reschedule(deps, ref, {
      ...wanted,
      override: false,
      actor: party,
    });
    if (!wantsPage(request)) return answer(set, outcome, ({ booking }) => bookedJson(deps.tokens, booking));
    return pages.after(request, token, await viewByLink(deps, ref), outcome, wanted, party);
  }

  async function moves(
    token: string,
    query: Outcome<SlotsQuery>,
  ): Promise<Outcome<JsonOf<typeof rescheduleSlotsModel>>> {
    if (!query.ok) return query;
    const { ref, party } = await linkOfEither(deps, "reschedule", token);
    const found = await viewByLink(deps, ref);
    if (!found.ok) return found;
    const { booking } = found.value;
    const verdict = checkTransition(booking, "reschedule", deps.now(), party);
    if (verdict.kind === "refused") return refused(verdict.refusal);
    return done(rescheduleSlotsJson(await listRescheduleSlots(deps, booking, query.value), booking));
  }

  return new Elysia({ name: "reschedule-link", prefix: "/v1/reschedule" })
    .get(
      "/:token",
      async ({ params, request, set }) => look(params.token, request, set),
      route({
        access: "link",
        operationId: "askToReschedule",
        tag: "Email links",
        summary: "Choose another time",
        description:
          "The link in either side's email: a page with a calendar of free slots. As JSON, the booking.",
        parameters: [
          {
            name: "date",
            in: "query",
            description: "The day that the page shows first.",
            schema: { type: "string", format: "date" },
          },
          {
            name: "tz",
            in: "query",
            description: "The time zone of the page; the booking's by default.",
            schema: { type: "string" },
          },
          pageLanguage,
        ],
        answers: { 200: bookedModel },
        refusals: ["not_found"],
        pageRefuses: true,
      }),
    )
    .post(
      "/:token",
      async ({ params, body, request, set }) =>
        isReadOnly(request) ? look(params.token, request, set) : move(params.token, body, request, set),
      route({
        access: "link",
        operationId: "rescheduleByLink",
        tag: "Email links",
        summary: "Reschedule a booking by link",
        description:
          "Gives the booking another time within the event type's rules, and attendees at most 5 times an hour (429) and 20 times in total. A booking that requires confirmation becomes `pending` again if its attendee reschedules it, even if the host had confirmed it. A meeting that has begun cannot be rescheduled.",
        body: attendeeRescheduleBody,
        answers: { 200: bookedModel },
        refusals: [
          "not_found",
          "slot_unavailable",
          "calendar_unreachable",
          "too_many_moves",
          "already_declined",
          "already_cancelled",
          "already_over",
          "already_begun",
        ],
      }),
    )
    .get(
      "/:token/slots",
      async ({ params, query, set }) =>
        answer(set, await moves(params.token, slotsAsked(query)), (found) => found),
      route({
        access: "public",
        operationId: "listMoves",
        tag: "Email links",
        summary: "List the slots for rescheduling a booking",
        description:
          "Like `/v1/slots`, ignoring this booking: on one `date` or on the days from `from` to `to`, in the attendee's time zone unless `timezone` names another.",
        query: rescheduleSlotsQuery,
        answers: { 200: rescheduleSlotsModel },
        refusals: ["not_found", "already_declined", "already_cancelled", "already_over", "already_begun"],
      }),
    );
}
