import type { Move } from "../domain/booking.ts";
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
import { writeToOther } from "./write-to-other.ts";

/** Says what is so after a link did its work, or had done it before, and where to go from here. */
export function outcomePage(shown: {
  readonly action: Move;
  readonly outcome: "done" | "already";
  readonly booking: BookingView;
  readonly next?: NextUrls | undefined;
}): string {
  const { action, outcome, booking, next = {} } = shown;
  const { title, lead } = outcome === "done" ? done[action](booking) : already[action];
  return page({
    title,
    body: html`<h1>${title}</h1>
      <p role="status">${lead}</p>
      ${bookingDetails(booking, isForHost(action))}
      ${action === "decline" && booking.reason === null && lateReason(next)}
      <section aria-labelledby="next">
        <h2 id="next">What you can do now</h2>
        ${nextLinks(next, linkWords[action])}
        <p>${writeToOther(booking, isForHost(action))}</p>
      </section>`,
  });
}

type Outcome = { readonly title: string; readonly lead: Html };

const done: Record<Move, (booking: BookingView) => Outcome> = {
  confirm: ({ attendeeName }) => ({
    title: "Booking approved",
    lead: html`${named(attendeeName)} gets a mail with the invitation.`,
  }),
  decline: ({ attendeeName }) => ({
    title: "Booking declined",
    lead: html`${named(attendeeName)} gets a mail that says so. The time is free again.`,
  }),
  cancel: ({ hostName }) => ({
    title: "Booking cancelled",
    lead: html`You and ${named(hostName)} each get a mail that says so. The time is free again.`,
  }),
  reschedule: ({ hostName, status }) => ({
    title: "Booking moved",
    lead:
      status === "pending"
        ? html`The new time is held for you. ${named(hostName)} still has to approve it, and you get a mail
          with the answer.`
        : html`You and ${named(hostName)} each get a mail with the new time.`,
  }),
};

const unchanged = html`Nothing has changed just now, and no second mail was sent.`;

const already: Record<Move, Outcome> = {
  confirm: { title: "This booking is already approved", lead: unchanged },
  decline: { title: "This booking is already declined", lead: unchanged },
  cancel: { title: "This booking is already cancelled", lead: unchanged },
  reschedule: { title: "This booking is already at that time", lead: unchanged },
};

const hostWords = { reschedule: "Move it to another time", cancel: "Cancel it after all" };
const attendeeWords = { reschedule: "Move it to another time", cancel: "Cancel it" };

const linkWords: Record<Move, { readonly cancel: string; readonly reschedule: string }> = {
  confirm: hostWords,
  decline: hostWords,
  cancel: attendeeWords,
  reschedule: { ...attendeeWords, reschedule: "Move it again" },
};

/** A reason for a decision that a link made at once, before anything could be typed. */
function lateReason({ reasonUrl }: NextUrls): Html | false {
  if (reasonUrl === undefined) return false;
  const hint = html`It is kept with the booking.`;
  return html`<form method="post" action="${reasonUrl}">
    ${reasonField({ label: "Do you want to give a reason?", hint, isRequired: true })}
    <button type="submit">Save the reason</button>
  </form>`;
}
