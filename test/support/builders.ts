import type { Insertable, Selectable } from "kysely";
import type { Database } from "../../src/db/sqlite/open.ts";
import type { BookingRow, EventTypeRow, HostRow, OutboxRow, Tables } from "../../src/db/tables.ts";
import { MINUTE_MS } from "../../src/domain/interval.ts";
import type { LetterFacts } from "../../src/domain/letter.ts";

type Changes<Table extends keyof Tables> = Partial<Insertable<Tables[Table]>>;

/** When rows were made, unless a test says otherwise: 2026-03-02T09:00:00Z, a Monday. */
export const MADE_AT = Date.UTC(2026, 2, 2, 9);

let made = 0;

export function aHost(database: Database, changes: Changes<"hosts"> = {}): Promise<HostRow> {
  made += 1;
  return inserted(database, "hosts", {
    slug: `host-${made}`,
    name: `Host ${made}`,
    email: `host-${made}@example.com`,
    time_zone: "Europe/Berlin",
    created_at: MADE_AT,
    updated_at: MADE_AT,
    ...changes,
  });
}

export function anEventType(
  database: Database,
  host: Pick<HostRow, "id">,
  changes: Changes<"event_types"> = {},
): Promise<EventTypeRow> {
  made += 1;
  return inserted(database, "event_types", {
    host_id: host.id,
    slug: `event-type-${made}`,
    title: "Intro call",
    duration_minutes: 30,
    buffer_before: 0,
    buffer_after: 0,
    min_notice_minutes: 0,
    max_advance_days: 60,
    location_type: "video",
    requires_confirmation: 0,
    questions: "[]",
    hidden: 0,
    active: 1,
    created_at: MADE_AT,
    updated_at: MADE_AT,
    ...changes,
  });
}

/** A confirmed half hour; every booking that is made has a time of its own. */
export function aBooking(
  database: Database,
  eventType: Pick<EventTypeRow, "id" | "host_id">,
  changes: Changes<"bookings"> = {},
): Promise<BookingRow> {
  made += 1;
  const starts_at = changes.starts_at ?? MADE_AT + 30 * 24 * 60 * MINUTE_MS + made * 60 * MINUTE_MS;
  const ends_at = changes.ends_at ?? starts_at + 30 * MINUTE_MS;
  return inserted(database, "bookings", {
    host_id: eventType.host_id,
    event_type_id: eventType.id,
    uid: `booking-${made}@example.com`,
    sequence: 0,
    status: "confirmed",
    requires_confirmation: 0,
    attendee_name: "Ada Lovelace",
    attendee_email: `ada-${made}@example.com`,
    attendee_time_zone: "Europe/London",
    attendee_locale: "en",
    answers: "[]",
    starts_at,
    ends_at,
    busy_from: starts_at,
    busy_until: ends_at,
    created_at: MADE_AT,
    updated_at: MADE_AT,
    ...changes,
  });
}

/** A mail to the booking's attendee that is due since it was made. */
export function anOwedMail(
  database: Database,
  booking: BookingRow,
  changes: Changes<"outbox"> = {},
): Promise<OutboxRow> {
  made += 1;
  return inserted(database, "outbox", {
    host_id: booking.host_id,
    booking_id: booking.id,
    letter: "attendee_booked",
    recipient: booking.attendee_email,
    facts: JSON.stringify(factsOf(booking)),
    message_id: `<mail-${made}@example.com>`,
    useful_until: booking.ends_at,
    status: "waiting",
    attempts: 0,
    next_attempt_at: MADE_AT,
    leased_until: 0,
    created_at: MADE_AT,
    ...changes,
  });
}

function factsOf(booking: BookingRow): LetterFacts {
  return {
    bookingId: booking.id,
    uid: booking.uid,
    sequence: booking.sequence,
    status: booking.status,
    startsAt: booking.starts_at,
    endsAt: booking.ends_at,
    movedFrom: null,
    happenedAt: booking.updated_at,
    eventTitle: "Intro call",
    eventSlug: "intro-call",
    location: booking.location,
    host: { name: "Grace Hopper", email: "grace@example.com", slug: "grace", timeZone: "Europe/Berlin" },
    attendee: {
      name: booking.attendee_name,
      email: booking.attendee_email,
      timeZone: booking.attendee_time_zone,
    },
    notes: booking.notes,
    answers: [],
    actor: "attendee",
    reason: null,
    invitation: "REQUEST",
  };
}

function inserted<Table extends "hosts" | "event_types" | "bookings" | "outbox">(
  database: Database,
  table: Table,
  row: Insertable<Tables[Table]>,
): Promise<Selectable<Tables[Table]>> {
  return database.write((trx) =>
    trx
      .insertInto(table)
      .values(row as never)
      .returningAll()
      .executeTakeFirstOrThrow(),
  );
}
