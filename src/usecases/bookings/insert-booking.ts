import type { Trx } from "../../db/database.ts";
import type { Bookable } from "../../db/queries/bookings/bookable.ts";
import { insertBooking } from "../../db/queries/bookings/bookings.ts";
import { insertGuests } from "../../db/queries/bookings/guests.ts";
import { insertMeeting } from "../../db/queries/bookings/meetings.ts";
import { decisionDue } from "../../domain/booking.ts";
import { meetingAt, occupiedBy } from "../../domain/policy.ts";
import type { Booking, EventType } from "../../domain/records.ts";
import { addressKey } from "../../domain/text/address.ts";
import { searchText } from "../../domain/text/search.ts";
import type { Deps } from "../deps.ts";
import type { BookingDetails } from "./book-command.ts";
import { policyOf } from "./calendar.ts";

/** What the server decides about a new booking. */
type Decided = Pick<
  Booking,
  "answers" | "guests" | "client" | "address_proved" | "status" | "requires_confirmation" | "link_id"
>;

/** Inserts a meeting, its hold and the booking; undefined if the time is no longer free. */
export async function insertBookingOf(
  trx: Trx,
  deps: Deps,
  { host, eventType }: Bookable,
  details: Omit<BookingDetails, "answers" | "guests">,
  { answers, guests, client, address_proved, status, requires_confirmation, link_id }: Decided,
): Promise<Booking | undefined> {
  const { id: event_type_id, slug, title, location_type, max_guests } = eventType;
  const { attendeeName, attendeeEmail, attendeeTimeZone, attendeeLocale, notes, startsAt } = details;
  const policy = policyOf(eventType);
  const time = meetingAt(policy, startsAt);
  const now = deps.now();
  const uid = deps.newUid();
  const location = locationOf(eventType, uid);
  const meeting_id = await insertMeeting(trx, {
    event_type_id,
    starts_at: time.start,
    ends_at: time.end,
    location,
    host_id: host.id,
    busy: occupiedBy(policy, time),
  });
  if (meeting_id === undefined) return undefined;
  const fields = {
    host_id: host.id,
    meeting_id,
    uid,
    sequence: 0,
    status,
    organizer_email: host.email,
    attendee_name: attendeeName,
    attendee_email: attendeeEmail,
    attendee_time_zone: attendeeTimeZone,
    attendee_locale: attendeeLocale,
    client,
    decide_by: status === "pending" ? decisionDue(eventType, time.start, now) : null,
    notes,
    host_notes: null,
    cancellation_reason: null,
    confirmed_at: status === "confirmed" ? now : null,
    link_id,
    starts_at: time.start,
    ends_at: time.end,
    created_at: now,
    updated_at: now,
  };
  const id = await insertBooking(trx, {
    ...fields,
    event_type_id,
    requires_confirmation: requires_confirmation ? 1 : 0,
    address_key: addressKey(attendeeEmail),
    search: searchText(attendeeName, attendeeEmail),
    address_proved: address_proved ? 1 : 0,
    has_calendar_entry: status === "confirmed" ? 1 : 0,
    answers: JSON.stringify(answers),
  });
  await insertGuests(trx, id, guests, now);
  const event_type = { id: event_type_id, slug, title, location_type, is_offered: true, max_guests };
  return {
    ...fields,
    id,
    event_type,
    requires_confirmation,
    location,
    answers,
    guests,
    address_proved,
    has_calendar_entry: status === "confirmed",
    confirmation_reason: null,
    expired: false,
    attendee_moves: 0,
    no_show: false,
    reschedule_reason: null,
    erased_at: null,
  };
}

/** The location of one booking: `{booking_uid}` in it makes it a room of its own. */
function locationOf({ location }: Pick<EventType, "location">, uid: string): string | null {
  return location && location.replaceAll("{booking_uid}", uid);
}
