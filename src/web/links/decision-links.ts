import { stateJson } from "../../api/bookings/models.ts";
import { checkTransition, type Party } from "../../domain/booking.ts";
import type { Booking, Host } from "../../domain/records.ts";
import type { Outcome, Refusal } from "../../domain/refusal.ts";
import { askPage } from "./ask-page.tsx";
import { viewOf } from "./booking-on-page.ts";
import type { NextUrls } from "./booking-view.tsx";
import type { LinkTranslation } from "./link-translation.ts";
import { type LinkResult, outcomePage } from "./outcome-page.tsx";
import { movedPage } from "./moved-page.tsx";
import { refusedPage } from "./refused-page.tsx";
import { type Decision, decide } from "../../usecases/bookings/decide.ts";
import type { Deps } from "../../usecases/deps.ts";
import { explainDecline, canAddReason } from "../../usecases/bookings/explain-decline.ts";
import {
  type BookingRef,
  isOutdated,
  type Link,
  linkOfEither,
  viewByLink,
} from "../../usecases/bookings/find-booking.ts";
import { isReadOnly, wantsPage } from "../../http/accepts.ts";
import { answer, problemFor, problems, send, type ResponseSet } from "../../http/errors.ts";
import { linkTranslationOf, pageAnswer, problemPage } from "./error-answers.ts";
import { basePathOf } from "../../http/paths.ts";

/** What a link's page reports about a booking. */
type LinkReport = { readonly booking: Booking; readonly outcome: LinkResult };

/** The pages of a link: ask, act, and report the result as a page or as JSON. */
export function decisionLinks(deps: Deps) {
  const base = basePathOf(deps.publicUrl);

  /** Both sides can cancel; only hosts decide. */
  async function linkOf(decision: Decision, token: string): Promise<Link> {
    if (decision === "cancel") return linkOfEither(deps, "cancel", token);
    return { ref: { purpose: "confirm", token }, party: "host" };
  }

  async function ask(request: Request, set: ResponseSet, decision: Decision, token: string) {
    const link = await linkOf(decision, token);
    const found = await viewByLink(deps, link.ref);
    const asPage = wantsPage(request);
    if (!found.ok) return asPage ? problemPage(request, problems.notFound) : send(set, problems.notFound);
    const { booking, host } = found.value;
    const outdated = isOutdated(deps, link.ref, booking);
    if (!asPage) return outdated ? send(set, problemFor("moved")) : stateJson(booking);
    const page = pagesFor(linkTranslationOf(request), decision, token, host, link.party);
    if (outdated) return page.refusal(booking, "moved");
    const verdict = checkTransition(booking, decision, deps.now(), link.party);
    if (verdict.kind === "refused") return page.refusal(booking, verdict.refusal);
    return verdict.kind === "already" ? page.told({ booking, outcome: "already" }) : page.ask(booking);
  }

  async function act(
    request: Request,
    set: ResponseSet,
    decision: Decision,
    token: string,
    reason: string | null,
  ) {
    if (isReadOnly(request)) return ask(request, set, decision, token);
    const link = await linkOf(decision, token);
    const outcome = await decided(decision, link, reason);
    if (!wantsPage(request)) return answer(set, outcome, ({ booking }) => stateJson(booking));
    const found = await viewByLink(deps, link.ref);
    if (!found.ok) return problemPage(request, problems.notFound);
    const page = pagesFor(linkTranslationOf(request), decision, token, found.value.host, link.party);
    return outcome.ok ? page.told(outcome.value) : page.refusal(found.value.booking, outcome.refusal);
  }

  /** Decides; a reason sent after a decline is added to that decline. */
  async function decided(
    decision: Decision,
    { ref, party: actor }: Link,
    reason: string | null,
  ): Promise<Outcome<LinkReport>> {
    const outcome = await decide(deps, ref, decision, { actor, reason });
    if (!outcome.ok) return outcome;
    const { booking, already } = outcome.value;
    if (already && decision === "decline" && reason !== null) return explained(ref, reason);
    return { ok: true, value: { booking, outcome: already ? "already" : "done" } };
  }

  async function explained(ref: BookingRef, reason: string): Promise<Outcome<LinkReport>> {
    const outcome = await explainDecline(deps, ref, reason);
    if (!outcome.ok) return outcome;
    const { booking, explained } = outcome.value;
    const before = booking.cancellation_reason === null ? "already" : "explainedBefore";
    return { ok: true, value: { booking, outcome: explained ? "explained" : before } };
  }

  /** The pages of one link for its reader. */
  function pagesFor(
    translation: LinkTranslation,
    decision: Decision,
    token: string,
    host: Host,
    reader: Party,
  ) {
    const view = (booking: Booking) => viewOf(booking, host, reader);
    const path = decision === "cancel" ? `cancel/${token}/confirm` : `bookings/${token}/${decision}`;
    const actionUrl = `${base}/v1/${path}${translation.query}`;
    const urls = nextUrlsOf(deps, translation);

    /** Asks about the booking's current time, with a button that posts to the current link. */
    function moved(booking: Booking): Response {
      const current = deps.tokens.issue("confirm", booking, booking.starts_at);
      const actionUrl = `${base}/v1/bookings/${current}/${decision}${translation.query}`;
      const canDecide = checkTransition(booking, decision, deps.now(), "host").kind === "moves";
      return pageAnswer(
        movedPage(translation, { action: decision, booking: view(booking), actionUrl, canDecide }),
        409,
      );
    }

    return {
      ask(booking: Booking): Response {
        const next = decision === "cancel" ? urls.beforeCancelling(booking, reader) : {};
        return pageAnswer(
          askPage(translation, { action: decision, booking: view(booking), actionUrl, next }),
        );
      },
      async told({ booking, outcome }: LinkReport): Promise<Response> {
        const reasonUrl = canAddReason(booking, deps.now()) ? actionUrl : undefined;
        const next = reader === "host" ? { reasonUrl } : await urls.afterwards(booking, host);
        return pageAnswer(
          outcomePage(translation, { action: decision, outcome, booking: view(booking), next }),
        );
      },
      async refusal(booking: Booking, refusal: Refusal): Promise<Response> {
        if (refusal === "moved") return moved(booking);
        const next = reader === "host" ? {} : await urls.afterwards(booking, host);
        return pageAnswer(
          refusedPage(translation, { action: decision, booking: view(booking), refusal, next }),
          409,
        );
      },
    };
  }

  return { ask, act };
}

/** Links to offer on an attendee's page, in its language. */
export function nextUrlsOf(deps: Deps, { query }: LinkTranslation) {
  const base = basePathOf(deps.publicUrl);
  return {
    /** While the booking can still be rescheduled instead. */
    beforeCancelling(booking: Booking, reader: Party): NextUrls {
      const token = deps.tokens.issue(reader === "host" ? "host_reschedule" : "reschedule", booking);
      return { rescheduleUrl: `${base}/v1/reschedule/${token}${query}` };
    },
    /** Once a booking is cancelled or over: the page to book again, if there still is one. */
    async afterwards({ event_type }: Booking, host: Host): Promise<NextUrls> {
      const offered = await deps.findOffered(deps.database.read, host.slug, event_type.slug);
      if (offered?.eventType.id !== event_type.id) return {};
      const path = [host.slug, event_type.slug].map(encodeURIComponent).join("/");
      return { bookUrl: `${base}/book/${path}${query}` };
    },
  };
}
