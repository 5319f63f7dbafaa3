import { type BookingView, MailLink, namesIn } from "./booking-view.tsx";
import { filled } from "./filled.ts";
import type { LinkTranslation } from "./link-translation.ts";

type WriteToOtherProps = {
  readonly translation: LinkTranslation;
  readonly booking: BookingView;
};

/** How to contact the other party, whatever happened to the booking. */
export function WriteToOther({ translation: { texts }, booking }: WriteToOtherProps) {
  const { attendee, host } = namesIn(booking);
  const email = <MailLink address={booking.attendeeEmail} />;
  return (
    <p>
      {booking.forHost
        ? filled(texts.writeToAttendee, { attendee, email })
        : filled(texts.writeToHost, { host })}
    </p>
  );
}
