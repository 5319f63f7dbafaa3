import { sql } from "kysely";
import type { EpochMs } from "../../../domain/interval.ts";
import type { Booking, LocationType } from "../../../domain/records.ts";
import type { Db } from "../../database.ts";
import type { BookingRow } from "../../tables.ts";

/** Bookings with the place of their meeting and the parts of their event type that they show. */
export const withMeeting = (db: Db) =>
  db
    .selectFrom("bookings as b")
    .innerJoin("meetings as m", "m.id", "b.meeting_id")
    .innerJoin("event_types as e", "e.id", "b.event_type_id")
    .selectAll("b")
    .select([
      "m.location",
      "e.slug as event_slug",
      "e.title as event_title",
      "e.location_type",
      "e.max_guests",
      "e.active as event_active",
      "e.deleted_at as event_deleted_at",
      guestsOf.as("guests"),
    ]);

/** The addresses in the order in which they were added, as JSON. */
const guestsOf = sql<string>`(
  select json_group_array(g.email) from (select email from guests where booking_id = b.id order by id) as g
)`;

type JoinedRow = BookingRow & {
  location: string | null;
  event_slug: string;
  event_title: string;
  event_active: 0 | 1;
  event_deleted_at: EpochMs | null;
  location_type: LocationType;
  max_guests: number;
  guests: string;
};

export function toBooking({
  event_type_id,
  event_slug,
  event_title,
  event_active,
  event_deleted_at,
  location_type,
  max_guests,
  guests,
  address_key: _,
  search: __,
  ...row
}: JoinedRow): Booking {
  return {
    ...row,
    event_type: {
      id: event_type_id,
      slug: event_slug,
      title: event_title,
      location_type,
      is_offered: event_active === 1 && event_deleted_at === null,
      max_guests,
    },
    guests: JSON.parse(guests),
    requires_confirmation: row.requires_confirmation === 1,
    address_proved: row.address_proved === 1,
    has_calendar_entry: row.has_calendar_entry === 1,
    expired: row.expired === 1,
    no_show: row.no_show === 1,
    answers: JSON.parse(row.answers),
  };
}
