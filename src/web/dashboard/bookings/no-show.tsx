import type { Booking } from "../../../domain/records.ts";
import { canMiss } from "../../../usecases/bookings/no-show.ts";
import type { DashboardContext } from "../context.ts";

type NoShowProps = { readonly context: DashboardContext; readonly booking: Booking };

/** Whether the attendee came, once the meeting has begun. */
export function NoShow({ context, booking }: NoShowProps) {
  const { deps, translation, base } = context;
  const { one } = translation.texts.bookings;
  if (!booking.no_show && !canMiss(booking, deps.now())) return null;
  return (
    <form class="panel" method="post" action={`${base}/dashboard/bookings/${booking.id}`}>
      {booking.no_show && <p>{one.noShowNoted}</p>}
      <button name="do" value={booking.no_show ? "came" : "no-show"}>
        {booking.no_show ? one.noShowUndo : one.noShow}
      </button>
      <p class="hint">{one.noShowHint}</p>
    </form>
  );
}
