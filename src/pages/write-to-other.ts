import { type BookingView, mailLink, named } from "./booking-view.ts";
import { type Html, html } from "./html.ts";

/** Says how to reach the other party, which is possible whatever became of the booking. */
export function writeToOther({ attendeeName, attendeeEmail, hostName }: BookingView, forHost: boolean): Html {
  return forHost
    ? html`To talk to ${named(attendeeName)}, write to ${mailLink(attendeeEmail)}.`
    : html`To talk to ${named(hostName)}, reply to the mail that has this link.`;
}
