import { isLive, type BookingAction } from "../../domain/booking.ts";
import type { Refusal } from "../../domain/refusal.ts";
import { bookingDetails, type BookingView, isForHost, type NextUrls, nextLinks } from "./booking-view.ts";
import { html } from "./html.ts";
import { page } from "./layout.ts";
import type { LinkTranslation } from "./link-translation.ts";
import type { LinkRefusal } from "../../i18n/texts/links.ts";
import { writeToOther } from "./write-to-other.ts";

/** The page for a link that no longer applies to its booking: why, and what can still be done. */
export function refusedPage(
  translation: LinkTranslation,
  shown: {
    readonly action: BookingAction;
    readonly booking: BookingView;
    readonly refusal: Refusal;
    readonly next?: NextUrls | undefined;
  },
): string {
  const { action, booking, refusal, next = {} } = shown;
  const { texts } = translation;
  const forHost = isForHost(action);
  const title = texts.refused[titleFor(action, booking, refusal)];
  return page(translation, {
    title,
    body: html`<h1>${title}</h1>
      <p role="alert">${texts.refusals[toldOf(translation, refusal)]}</p>
      <p>${texts.nothingDone}</p>
      ${bookingDetails(translation, booking, forHost)}
      <section aria-labelledby="next">
        <h2 id="next">${texts.next}</h2>
        ${forHost && !isLive(booking.status) && html`<p>${texts.attendeeMayBook}</p>`}
        ${nextLinks(translation, next)}
        <p>${writeToOther(translation, booking, forHost)}</p>
      </section>`,
  });
}

function toldOf({ texts }: LinkTranslation, refusal: Refusal): LinkRefusal {
  const isTold = typeof refusal === "string" && Object.hasOwn(texts.refusals, refusal);
  return isTold ? (refusal as LinkRefusal) : "other";
}

/** A live booking only refuses an otherwise allowed transition once the meeting has begun or is over. */
function titleFor(
  action: BookingAction,
  { status }: BookingView,
  refusal: Refusal,
): keyof LinkTranslation["texts"]["refused"] {
  if (refusal === "already_begun") return "begun";
  if (refusal === "too_many_moves") return "movedTooOften";
  if (status === "cancelled" || status === "declined") return status;
  return action === "decline" && status === "confirmed" ? "approved" : "over";
}
