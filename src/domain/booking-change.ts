import type { Party } from "./booking.ts";
import type { Interval } from "./interval.ts";
import type { BookingEvent } from "./letter.ts";
import type { Booking, Host } from "./records.ts";

/** What just happened to a booking, inside the transaction that made it so. */
export type BookingChange = {
  readonly event: BookingEvent;
  readonly booking: Booking;
  readonly host: Host;
  readonly actor: Party | "system";
  readonly reason?: string | null;
  readonly movedFrom?: Interval;
  /** Who is not emailed about it. */
  readonly withhold?: Party | undefined;
};
