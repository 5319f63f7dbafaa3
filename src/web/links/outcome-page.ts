import {
  bookingDetails,
  type BookingView,
  isForHost,
  namesIn,
  type NextUrls,
  nextLinks,
} from "./booking-view.ts";
import { filled, type Html, html } from "./html.ts";
import { page } from "./layout.ts";
import type { LinkTranslation } from "./link-translation.ts";
import { reasonField } from "./reason-field.ts";
import type { LinkAction } from "../../i18n/texts/links.ts";
import { writeToOther } from "./write-to-other.ts";

/** The result of a link: it acted now or before; for a decline, it added a reason, or found that one had been given. */
export type LinkResult = "done" | "already" | "explained" | "explainedBefore";

type ResultProps = {
  readonly action: LinkAction;
  readonly outcome: LinkResult;
  readonly booking: BookingView;
  readonly next?: NextUrls | undefined;
};

/** The page after a link acted, now or before, with the next steps. */
export function outcomePage(translation: LinkTranslation, shown: ResultProps): string {
  const { action, booking, next = {} } = shown;
  const { texts } = translation;
  const { title, lead } = wordsFor(translation, shown);
  return page(translation, {
    title,
    body: html`<h1>${title}</h1>
      <p role="status">${filled(lead, namesIn(booking))}</p>
      ${bookingDetails(translation, booking, isForHost(action))}
      ${action === "decline" && booking.reason === null && lateReason(translation, booking, next)}
      <section aria-labelledby="next">
        <h2 id="next">${texts.next}</h2>
        ${nextLinks(translation, next)}
        <p>${writeToOther(translation, booking, isForHost(action))}</p>
      </section>`,
  });
}

function wordsFor({ texts }: LinkTranslation, { action, outcome }: ResultProps) {
  if (outcome === "explained" || outcome === "explainedBefore") return texts[outcome];
  if (outcome === "already") return { title: texts.already[action], lead: texts.unchanged };
  return texts.done[action];
}

/** Asks for a reason after a link declined at once. */
function lateReason({ texts }: LinkTranslation, booking: BookingView, { reasonUrl }: NextUrls): Html | false {
  if (reasonUrl === undefined) return false;
  const { label, hint, button } = texts.explain;
  return html`<form method="post" action="${reasonUrl}">
    ${reasonField({ label, hint: filled(hint, namesIn(booking)), isRequired: true })}
    <button type="submit">${button}</button>
  </form>`;
}
