import type { Party } from "./booking.ts";
import type { Interval } from "./interval.ts";
import type { BookingEvent } from "./email.ts";
import type { Booking, Host } from "./records.ts";

/** A change of a booking, while its transaction is still open. */
export type BookingChange = {
  readonly event: BookingEvent;
  readonly booking: Booking;
  readonly host: Host;
  readonly actor: Party | "system";
  readonly reason?: string | null;
  readonly movedFrom?: Interval;
  /** The party that gets no email about it. */
  readonly withhold?: Party | undefined;
};
