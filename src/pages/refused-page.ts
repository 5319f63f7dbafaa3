import { isLive, type Move } from "../domain/booking.ts";
import { bookingDetails, type BookingView, isForHost, type NextUrls, nextLinks } from "./booking-view.ts";
import { html } from "./html.ts";
import { page } from "./layout.ts";
import { writeToOther } from "./write-to-other.ts";

/** Says that a link no longer fits the state of its booking. `sentence` says why; the rest is what can still be done. */
export function refusedPage(shown: {
  readonly action: Move;
  readonly booking: BookingView;
  readonly sentence: string;
  readonly next?: NextUrls | undefined;
}): string {
  const { action, booking, sentence, next = {} } = shown;
  const forHost = isForHost(action);
  const title = titleFor(action, booking);
  return page({
    title,
    body: html`<h1>${title}</h1>
      <p role="alert">${sentence}</p>
      <p>This link has not changed anything.</p>
      ${bookingDetails(booking, forHost)}
      <section aria-labelledby="next">
        <h2 id="next">What you can do now</h2>
        ${forHost && !isLive(booking.status) && html`<p>They are free to book a new time with you.</p>`}
        ${nextLinks(next, { reschedule: "Move it to another time", cancel: "Cancel it" })}
        <p>${writeToOther(booking, forHost)}</p>
      </section>`,
  });
}

/** A live booking refuses a move that its status allows only when the meeting is over. */
function titleFor(action: Move, { status }: BookingView): string {
  if (status === "cancelled") return "This booking was cancelled";
  if (status === "declined") return "This booking was declined";
  return action === "decline" && status === "confirmed"
    ? "This booking is already approved"
    : "The time of this booking has passed";
}
