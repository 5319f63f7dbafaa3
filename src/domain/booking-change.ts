import type { BookingStatus } from "./booking.ts";
import type { Interval } from "./interval.ts";
import type { BookingEvent } from "./letter.ts";
import type { Booking, Host } from "./records.ts";

/** What just happened to a booking, inside the transaction that made it so. */
export type BookingChange = {
  readonly event: BookingEvent;
  /** The status before; null for a new booking. */
  readonly before: BookingStatus | null;
  readonly booking: Booking;
  readonly host: Host;
  readonly actor: "host" | "attendee";
  readonly reason?: string | null;
  readonly movedFrom?: Interval;
  /** Who is not emailed about it. */
  readonly withhold?: "attendee" | undefined;
};
