import { type BookingView, mailLink, named } from "./booking-view.ts";
import { filled, type Html } from "./html.ts";
import type { LinkTranslation } from "./link-translation.ts";

/** How to contact the other party, whatever happened to the booking. */
export function writeToOther(
  { texts }: LinkTranslation,
  { attendeeName, attendeeEmail, hostName }: BookingView,
  forHost: boolean,
): Html {
  return forHost
    ? filled(texts.writeToAttendee, { attendee: named(attendeeName), email: mailLink(attendeeEmail) })
    : filled(texts.writeToHost, { host: named(hostName) });
}
