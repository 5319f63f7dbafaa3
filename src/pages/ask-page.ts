import {
  bookingDetails,
  type BookingView,
  isForHost,
  named,
  type NextUrls,
  nextLinks,
} from "./booking-view.ts";
import { type Html, html } from "./html.ts";
import { page } from "./layout.ts";
import { reasonField } from "./reason-field.ts";

type Asked = "confirm" | "decline" | "cancel";

/** Asks before a link does what it says. Its one button posts to `actionUrl`, with a `reason` where one can be given. */
export function askPage(ask: {
  readonly action: Asked;
  readonly booking: BookingView;
  readonly actionUrl: string;
  readonly next?: NextUrls | undefined;
}): string {
  const { action, booking, actionUrl, next = {} } = ask;
  const { title, lead, reason, button, look, leave } = questions[action](booking);
  return page({
    title,
    body: html`<h1>${title}</h1>
      <p>${lead}</p>
      ${bookingDetails(booking, isForHost(action))}
      <form method="post" action="${actionUrl}">
        ${reason !== null && reasonField({ label: "Reason (optional)", hint: reason, isRequired: false })}
        <button type="submit" class="${look}">${button}</button>
      </form>
      <section aria-label="Other ways">
        <p class="hint">${leave}</p>
        ${nextLinks(next, { reschedule: "Move it to another time instead", cancel: "Cancel it instead" })}
      </section>`,
  });
}

type Question = {
  readonly title: string;
  readonly lead: Html;
  /** What becomes of a reason; null where none is asked for. */
  readonly reason: Html | null;
  readonly button: string;
  readonly look: "primary" | "danger";
  readonly leave: Html;
};

const questions: Record<Asked, (booking: BookingView) => Question> = {
  confirm: ({ attendeeName }) => ({
    title: "Approve this booking?",
    lead: html`${named(attendeeName)} asks for a time with you. If you approve it, they get a mail with the
    invitation.`,
    reason: null,
    button: "Approve",
    look: "primary",
    leave: html`Not sure yet? Close this page. The time stays held until you decide.`,
  }),
  decline: ({ attendeeName }) => ({
    title: "Decline this booking?",
    lead: html`${named(attendeeName)} asks for a time with you. If you decline it, they get a mail that says
    so, and the time is free again.`,
    reason: html`${named(attendeeName)} can read it in that mail.`,
    button: "Decline",
    look: "danger",
    leave: html`Not sure yet? Close this page. The time stays held until you decide.`,
  }),
  cancel: ({ hostName }) => ({
    title: "Cancel this booking?",
    lead: html`If you cancel it, ${named(hostName)} gets a mail that says so, and the time is free again.`,
    reason: html`${named(hostName)} can read it in that mail.`,
    button: "Cancel this booking",
    look: "danger",
    leave: html`Want to keep it? Close this page, and everything stays as it is.`,
  }),
};
