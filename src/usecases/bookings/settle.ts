import type { Trx } from "../../db/database.ts";
import { updateBooking } from "../../db/queries/bookings/bookings.ts";
import { releaseHolds } from "../../db/queries/bookings/holds.ts";
import { countMeetingChange } from "../../db/queries/bookings/meetings.ts";
import { type BookingStatus, isLive } from "../../domain/booking.ts";
import type { EpochMs } from "../../domain/interval.ts";
import type { Booking } from "../../domain/records.ts";

/** A decision about a booking. `expired` means that the server declined it because the host did not decide in time. */
export type Settlement = {
  readonly status: BookingStatus;
  readonly reason: string | null;
  readonly expired: boolean;
};

/** Stores a decision about a booking, and releases its time if it no longer needs it. */
export async function settle(
  trx: Trx,
  booking: Booking,
  { status, reason, expired }: Settlement,
  now: EpochMs,
): Promise<Booking> {
  const has_calendar_entry = booking.has_calendar_entry || status === "confirmed";
  const changes = {
    status,
    ...(status === "confirmed" ? { confirmation_reason: reason } : { cancellation_reason: reason }),
    decide_by: null,
    confirmed_at: status === "confirmed" ? now : null,
    sequence: booking.sequence + 1,
    updated_at: now,
  };
  await updateBooking(trx, booking.id, {
    ...changes,
    expired: expired ? 1 : 0,
    has_calendar_entry: has_calendar_entry ? 1 : 0,
  });
  await countMeetingChange(trx, booking.meeting_id);
  if (!isLive(status)) await releaseHolds(trx, booking.meeting_id);
  return { ...booking, ...changes, expired, has_calendar_entry };
}
