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
import type { LinkTranslation } from "./link-translation.ts";
import { reasonField } from "./reason-field.ts";
import type { LinkAction } from "../../i18n/texts/links.ts";

/** The page that asks before a link acts. Its button posts to `actionUrl`, with an optional `reason`. */
export function askPage(
  translation: LinkTranslation,
  ask: {
    readonly action: LinkAction;
    readonly booking: BookingView;
    readonly actionUrl: string;
    readonly next?: NextUrls | undefined;
  },
): string {
  const { action, booking, actionUrl, next = {} } = ask;
  const { texts } = translation;
  const { title, lead, button, leave } = texts.ask[action];
  return page(translation, {
    title,
    body: html`<h1>${title}</h1>
      <p>${filled(lead, namesIn(booking))}</p>
      ${bookingDetails(translation, booking, isForHost(action))}
      <form method="post" action="${actionUrl}">
        ${action !== "confirm" && reasonAsked(translation, booking, action)}
        <button type="submit" class="${action === "confirm" ? "primary" : "danger"}">${button}</button>
      </form>
      <section aria-label="${texts.otherWays}">
        <p class="hint">${leave}</p>
        ${nextLinks(translation, next)}
      </section>`,
  });
}

function reasonAsked(
  { texts }: LinkTranslation,
  { attendeeName, hostName }: BookingView,
  action: LinkAction,
): Html {
  const name = named(isForHost(action) ? attendeeName : hostName);
  const hint = filled(texts.reasonHint, { name });
  return reasonField({ label: texts.reasonLabel, hint, isRequired: false });
}
