import type { EpochMs } from "../../domain/interval.ts";
import type { Booking, Host } from "../../domain/records.ts";
import { oneLine } from "../../domain/text/typed-text.ts";
import { FEED_END, feedBeginning, feedEvents } from "../../icalendar/feed.ts";
import { fill } from "../../i18n/wording.ts";
import { hostEvent } from "./host-entry.ts";
import { translationFor } from "./translation.ts";

/** Writes a host's own calendar of their bookings, in parts, in the host's language. */
export type HostFeed = {
  readonly beginning: string;
  readonly events: (bookings: readonly Booking[]) => string;
  readonly end: string;
};

/**
 * The events are those of the host's invitations. They lead to the dashboard, which asks for a password: people share their
 * calendars. `changedAt` is when the host last changed what all events show, such as a name or a title.
 */
export function hostFeed(host: Host, publicUrl: string, changedAt: EpochMs): HostFeed {
  const translation = translationFor(host.locale);
  const { texts } = translation;
  const eventOf = (booking: Booking) =>
    hostEvent(host, publicUrl, booking, Math.max(booking.updated_at, changedAt));
  return {
    beginning: feedBeginning(fill(texts.calendarName, { name: oneLine(host.name) })),
    events: (bookings) => feedEvents(bookings.map(eventOf)),
    end: FEED_END,
  };
}
