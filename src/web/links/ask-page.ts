import {
  bookingDetails,
  type BookingView,
  isForHost,
  named,
  namesIn,
  type NextUrls,
  nextLinks,
} from "./booking-view.ts";
import { filled, type Html, html } from "./html.ts";
import { page } from "./layout.ts";
import type { LinkSpeech } from "./link-speech.ts";
import { reasonField } from "./reason-field.ts";
import type { Asked } from "../../i18n/texts/links.ts";

/** The page that asks before a link acts. Its button posts to `actionUrl`, with an optional `reason`. */
export function askPage(
  speech: LinkSpeech,
  ask: {
    readonly action: Asked;
    readonly booking: BookingView;
    readonly actionUrl: string;
    readonly next?: NextUrls | undefined;
  },
): string {
  const { action, booking, actionUrl, next = {} } = ask;
  const { texts } = speech;
  const { title, lead, button, leave } = texts.ask[action];
  return page(speech, {
    title,
    body: html`<h1>${title}</h1>
      <p>${filled(lead, namesIn(booking))}</p>
      ${bookingDetails(speech, booking, isForHost(action))}
      <form method="post" action="${actionUrl}">
        ${action !== "confirm" && reasonAsked(speech, booking, action)}
        <button type="submit" class="${action === "confirm" ? "primary" : "danger"}">${button}</button>
      </form>
      <section aria-label="${texts.otherWays}">
        <p class="hint">${leave}</p>
        ${nextLinks(speech, next)}
      </section>`,
  });
}

function reasonAsked({ texts }: LinkSpeech, { attendeeName, hostName }: BookingView, action: Asked): Html {
  const name = named(isForHost(action) ? attendeeName : hostName);
  const hint = filled(texts.reasonHint, { name });
  return reasonField({ label: texts.reasonLabel, hint, isRequired: false });
}
