import { type Static, Type } from "@sinclair/typebox";
import { Elysia } from "elysia";
import { judgeMove } from "../../domain/booking.ts";
import { dateAt, isoDate, parseDate } from "../../domain/clock.ts";
import type { Booking, Host } from "../../domain/records.ts";
import { findZone, zoneNames } from "../../domain/zone.ts";
import { daysOf, viewOf } from "../../pages/booking-on-page.ts";
import { movePage } from "../../pages/move-page.ts";
import { outcomePage } from "../../pages/outcome-page.ts";
import { refusedPage } from "../../pages/refused-page.ts";
import { lookAt } from "../../usecases/bookings.ts";
import type { Moved } from "../../usecases/decide.ts";
import type { Deps } from "../../usecases/deps.ts";
import type { BookingRef } from "../../usecases/find-booking.ts";
import { listMoves } from "../../usecases/list-slots.ts";
import { reschedule } from "../../usecases/reschedule.ts";
import { onlyLooks, wantsPage } from "../accepts.ts";
import { answer, problemFor, problems } from "../errors.ts";
import { instant, instantOf, strictObject, timeZone } from "../fields.ts";
import { pageAnswer, problemPage } from "../pages.ts";
import { basePathOf } from "../paths.ts";
import { bookedJson } from "../present.ts";

/** How many days one page shows. */
const DAYS_SHOWN = 14;

const moveBody = strictObject({
  start_time: instant({ description: "A free start." }),
  timezone: Type.Optional(timeZone({ description: "The attendee's time zone from now on." })),
});

type View = { readonly timezone?: string | undefined; readonly from?: string | undefined };
type Found = { readonly booking: Booking; readonly host: Host };

/** The attendee's own way to move a booking: a page to choose on, and the move. */
export function moveLinkRoutes(deps: Deps) {
  const pages = movePages(deps);

  async function look({ params, query, request, set }: LinkContext) {
    const found = await lookAt(deps, refOf(params.token));
    if (!wantsPage(request)) return answer(set, found, ({ booking }) => bookedJson(deps.tokens, booking));
    return found.ok ? pages.choose(params.token, found.value, query) : problemPage(problems.notFound);
  }

  async function move({ params, body, request, set }: LinkContext & { body: Static<typeof moveBody> }) {
    const outcome = await reschedule(deps, refOf(params.token), {
      startsAt: instantOf(body.start_time),
      timeZone: body.timezone,
      override: false,
      actor: "attendee",
    });
    if (!wantsPage(request)) return answer(set, outcome, ({ booking }) => bookedJson(deps.tokens, booking));
    const found = await lookAt(deps, refOf(params.token));
    if (!found.ok) return problemPage(problems.notFound);
    if (outcome.ok) return pages.moved(outcome.value, found.value.host);
    const { error } = problemFor(outcome.refusal).body;
    if (outcome.refusal !== "slot_unavailable") return pages.refused(found.value, error);
    return pages.choose(params.token, found.value, { timezone: body.timezone }, error);
  }

  return new Elysia({ name: "move-link", prefix: "/v1/reschedule" })
    .get("/:token", async (context) => look(context))
    .post("/:token", async (context) => (onlyLooks(context.request) ? look(context) : move(context)), {
      body: moveBody,
    });
}

type LinkContext = {
  readonly params: { readonly token: string };
  readonly query: View;
  readonly request: Request;
  readonly set: Parameters<typeof answer>[0];
};

function refOf(token: string): BookingRef {
  return { purpose: "reschedule", token };
}

function movePages(deps: Deps) {
  const base = basePathOf(deps.publicUrl);

  async function choose(token: string, found: Found, asked: View, problem?: string): Promise<Response> {
    const { booking, host } = found;
    const verdict = judgeMove({ status: booking.status, endsAt: booking.ends_at }, "reschedule", deps.now());
    if (verdict.kind === "refused") return refused(found, problemFor(verdict.refusal).body.error);
    const zone = findZone(asked.timezone ?? "") ?? findZone(booking.attendee_time_zone)!;
    const today = dateAt(zone, deps.now());
    const from = Math.max(today, parseDate(asked.from ?? "") ?? today);
    const range = { from, to: from + DAYS_SHOWN - 1, timeZone: zone.name };
    const { starts, eventType } = await listMoves(deps, booking, range);
    const actionUrl = `${base}/v1/reschedule/${token}`;
    const pageFrom = (day: number) =>
      `${actionUrl}?from=${isoDate(day)}&timezone=${encodeURIComponent(zone.name)}`;
    const page = movePage({
      booking: viewOf(booking, host, zone.name),
      actionUrl,
      days: daysOf(starts, zone),
      timeZone: zone.name,
      timeZones: zoneNames().filter((name) => name.includes("/")),
      earlierUrl: from > today ? pageFrom(Math.max(today, from - DAYS_SHOWN)) : undefined,
      laterUrl: range.to < today + eventType.max_advance_days ? pageFrom(range.to + 1) : undefined,
      problem,
    });
    return pageAnswer(page, problem === undefined ? 200 : 409);
  }

  function moved({ booking, already }: Moved, host: Host): Response {
    const next = {
      rescheduleUrl: `${base}/v1/reschedule/${deps.tokens.issue("reschedule", booking)}`,
      cancelUrl: `${base}/v1/cancel/${deps.tokens.issue("cancel", booking)}`,
    };
    const view = viewOf(booking, host, booking.attendee_time_zone);
    return pageAnswer(
      outcomePage({ action: "reschedule", outcome: already ? "already" : "done", booking: view, next }),
    );
  }

  function refused({ booking, host }: Found, sentence: string): Response {
    const view = viewOf(booking, host, booking.attendee_time_zone);
    return pageAnswer(refusedPage({ action: "reschedule", booking: view, sentence }), 409);
  }

  return { choose, moved, refused };
}
