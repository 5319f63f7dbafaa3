import { checkTransition, type Party } from "../../../domain/booking.ts";
import type { EpochMs } from "../../../domain/interval.ts";
import type { Outcome, Refusal } from "../../../domain/refusal.ts";
import { viewOf } from "../../links/booking-on-page.ts";
import { bookingDocument, bookingHeaders } from "../document.tsx";
import type { PageState } from "../state.ts";
import { refusedPage } from "../../links/refused-page.tsx";
import type { viewByLink } from "../../../usecases/bookings/find-booking.ts";
import type { ChangedBooking } from "../../../usecases/bookings/decide.ts";
import type { Deps } from "../../../usecases/deps.ts";
import { offerOf } from "../../../usecases/bookings/list-slots.ts";
import { pageQueryOf } from "./page-query.ts";
import { nextUrlsOf } from "../../links/decision-links.ts";
import { problemFor, problems } from "../../../http/errors.ts";
import { type BookingByLink, rescheduledState, rescheduleState, takenState } from "./reschedule-state.ts";
import { linkTranslationOf, pageAnswer, problemPage } from "../../links/error-answers.ts";

type Found = Awaited<ReturnType<typeof viewByLink>>;
type Wanted = {
  readonly startsAt: EpochMs;
  readonly timeZone: string | undefined;
  readonly reason: string | null;
};

/**
 * The URL contains a token: the page must not be framed, stored, indexed or leak its URL. It is not compressed, because it
 * has tokens next to text from the URL (BREACH).
 */
const headers = {
  ...bookingHeaders("'none'"),
  "cache-control": "no-store",
  vary: "accept, accept-language",
  "x-robots-tag": "noindex",
};

/** The pages behind a link to reschedule. */
export function reschedulePages(deps: Deps) {
  const pageOf = (state: PageState, status = 200) =>
    new Response(bookingDocument(state), { status, headers });

  /** The page to choose another time, or the reason why that is not possible. */
  async function choose(request: Request, token: string, found: Found, reader: Party): Promise<Response> {
    if (!found.ok) return problemPage(request, problems.notFound);
    const movable = { ...found.value, token, reader };
    const verdict = checkTransition(movable.booking, "reschedule", deps.now(), reader);
    if (verdict.kind === "refused") return refusal(request, movable, verdict.refusal);
    const { isOffered } = await offerOf(deps, movable.booking);
    if (!isOffered) return refusal(request, movable, "not_offered");
    return pageOf(await rescheduleState(deps, pageQueryOf(request), movable));
  }

  /** The result of a submitted form. */
  async function after(
    request: Request,
    token: string,
    found: Found,
    outcome: Outcome<ChangedBooking>,
    { startsAt, timeZone, reason }: Wanted,
    reader: Party,
  ): Promise<Response> {
    if (!found.ok) return problemPage(request, problems.notFound);
    const movable = { ...found.value, token, reader };
    if (!outcome.ok && typeof outcome.refusal === "object")
      return problemPage(request, problemFor(outcome.refusal));
    const isUnknown = !outcome.ok && outcome.refusal === "calendar_unreachable";
    if (!outcome.ok && outcome.refusal !== "slot_unavailable" && !isUnknown)
      return refusal(request, movable, outcome.refusal);
    const asked = pageQueryOf(request);
    const query = { ...asked.query, ...(timeZone !== undefined && { tz: timeZone }) };
    const fresh = await rescheduleState(deps, { ...asked, query }, movable);
    const state = reason === null ? fresh : { ...fresh, values: { reason: [reason] } };
    if (isUnknown) return pageOf({ ...state, formError: "calendarUnreachable" }, 409);
    return outcome.ok
      ? pageOf(rescheduledState(deps, state, outcome.value, movable))
      : pageOf(await takenState(deps, state, movable, startsAt), 409);
  }

  async function refusal(
    request: Request,
    { booking, host, reader }: BookingByLink,
    reason: Refusal | "not_offered",
  ): Promise<Response> {
    const translation = linkTranslationOf(request);
    const view = viewOf(booking, host, reader);
    const next = reader === "host" ? {} : await nextUrlsOf(deps, translation).afterwards(booking, host);
    const shown = { action: "reschedule", booking: view, refusal: reason, next } as const;
    return pageAnswer(refusedPage(translation, shown), 409);
  }

  return { choose, after };
}
