import { type Static, type TObject, Type } from "@sinclair/typebox";
import type { BookingFilter } from "../../db/queries/bookings/bookings.ts";
import { bookingStatuses } from "../../domain/booking.ts";
import { instant, oneLine, oneOf, queryNumber, rangeOf } from "../../http/fields.ts";

/** The parameters that choose bookings. */
export const filterFields = {
  status: Type.Optional(oneOf(bookingStatuses, { description: "Only bookings with this status." })),
  event_type_id: queryNumber(1, Number.MAX_SAFE_INTEGER, undefined, "Only bookings of this event type."),
  from: Type.Optional(instant({ description: "Only bookings that start then or later." })),
  to: Type.Optional(instant({ description: "Only bookings that start then or earlier." })),
  q: Type.Optional(oneLine(200, { description: "Part of the attendee's name or email address." })),
};

export function filterOf(query: Static<TObject<typeof filterFields>>): BookingFilter {
  const { status, event_type_id, q } = query;
  return {
    status,
    eventTypeId: event_type_id === undefined ? undefined : Number(event_type_id),
    ...rangeOf(query),
    q: q?.trim(),
  };
}
