import { isoLocal } from "../../domain/clock.ts";
import type { EpochMs } from "../../domain/interval.ts";
import { zoneOf } from "../../domain/zone.ts";
import { longDate } from "../../i18n/wall-time.ts";
import { bookingDetails, type BookingView, namesIn, type NextUrls, nextLinks } from "./booking-view.ts";
import { filled, type Html, html } from "./html.ts";
import { page } from "./layout.ts";
import type { LinkTranslation } from "./link-translation.ts";

/** The pages for people who did not book themselves: before, after, and after allowing emails again. */
export type NotMe =
  | { readonly state: "ask"; readonly actionUrl: string }
  | { readonly state: "done"; readonly undoUrl: string; readonly until: EpochMs }
  | { readonly state: "undone"; readonly next: NextUrls };

export function notMePage(translation: LinkTranslation, booking: BookingView, shown: NotMe): string {
  const { title, lead } = translation.texts.notMe[shown.state];
  const until = shown.state === "done" ? dateOf(translation, booking, shown.until) : "";
  return page(translation, {
    title,
    body: html`<h1>${title}</h1>
      <p${shown.state === "ask" ? null : html` role="status"`}>${filled(lead, { ...namesIn(booking), until })}</p>
      ${bookingDetails(translation, booking, false)} ${whatNext(translation, shown)}`,
  });
}

function whatNext(translation: LinkTranslation, shown: NotMe): Html | false {
  const { notMe } = translation.texts;
  if (shown.state === "undone") return nextLinks(translation, shown.next);
  const isAsking = shown.state === "ask";
  return html`<form method="post" action="${isAsking ? shown.actionUrl : shown.undoUrl}">
      <button type="submit" ${isAsking ? html` class="danger"` : null}>
        ${isAsking ? notMe.button : notMe.undo}
      </button>
    </form>
    ${isAsking && html`<section><p class="hint">${notMe.leave}</p></section>`}`;
}

function dateOf({ locale }: LinkTranslation, { timeZone }: BookingView, instant: EpochMs): string {
  return longDate(locale, isoLocal(zoneOf(timeZone), instant));
}
