import { type BookingView, mailLink, named } from "./booking-view.ts";
import { filled, type Html } from "./html.ts";
import type { LinkSpeech } from "./link-speech.ts";

/** Says how to reach the other party, which is possible whatever became of the booking. */
export function writeToOther(
  { texts }: LinkSpeech,
  { attendeeName, attendeeEmail, hostName }: BookingView,
  forHost: boolean,
): Html {
  return forHost
    ? filled(texts.writeToAttendee, { attendee: named(attendeeName), email: mailLink(attendeeEmail) })
    : filled(texts.writeToHost, { host: named(hostName) });
}
