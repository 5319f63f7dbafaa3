import { isoLocal } from "../../domain/clock.ts";
import type { EpochMs } from "../../domain/interval.ts";
import { zoneOf } from "../../domain/zone.ts";
import { longDate } from "../../i18n/wall-time.ts";
import { bookingDetails, type BookingView, namesIn, type NextUrls, nextLinks } from "./booking-view.ts";
import { filled, type Html, html } from "./html.ts";
import { page } from "./layout.ts";
import type { LinkSpeech } from "./link-speech.ts";

/** The pages for people who did not book themselves: before, after, and after allowing emails again. */
export type NotMe =
  | { readonly state: "ask"; readonly actionUrl: string }
  | { readonly state: "done"; readonly undoUrl: string; readonly until: EpochMs }
  | { readonly state: "undone"; readonly next: NextUrls };

export function notMePage(speech: LinkSpeech, booking: BookingView, shown: NotMe): string {
  const { title, lead } = speech.texts.notMe[shown.state];
  const until = shown.state === "done" ? dateOf(speech, booking, shown.until) : "";
  return page(speech, {
    title,
    body: html`<h1>${title}</h1>
      <p${shown.state === "ask" ? null : html` role="status"`}>${filled(lead, { ...namesIn(booking), until })}</p>
      ${bookingDetails(speech, booking, false)} ${whatNext(speech, shown)}`,
  });
}

function whatNext(speech: LinkSpeech, shown: NotMe): Html | false {
  const { notMe } = speech.texts;
  if (shown.state === "undone") return nextLinks(speech, shown.next);
  const isAsking = shown.state === "ask";
  return html`<form method="post" action="${isAsking ? shown.actionUrl : shown.undoUrl}">
      <button type="submit" ${isAsking ? html` class="danger"` : null}>
        ${isAsking ? notMe.button : notMe.undo}
      </button>
    </form>
    ${isAsking && html`<section><p class="hint">${notMe.leave}</p></section>`}`;
}

function dateOf({ locale }: LinkSpeech, { timeZone }: BookingView, instant: EpochMs): string {
  return longDate(locale, isoLocal(zoneOf(timeZone), instant));
}
