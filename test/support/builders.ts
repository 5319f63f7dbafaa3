import type { Insertable, Selectable } from "kysely";
import type { Database } from "../../src/db/database.ts";
import type { BookingRow, EventTypeRow, HostRow, Job, Tables } from "../../src/db/tables.ts";
import { addressKey } from "../../src/domain/text/address.ts";
import { MINUTE_MS } from "../../src/domain/interval.ts";
import type { StoredEmail } from "../../src/domain/email.ts";
import { searchText } from "../../src/domain/text/search.ts";

type Changes<Table extends keyof Tables> = Partial<Insertable<Tables[Table]>>;

/** When rows are created by default: 2026-03-02T09:00:00Z, a Monday. */
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

/** A confirmed half-hour booking; each one has its own meeting and time. */
export async function aBooking(
  database: Database,
  eventType: Pick<EventTypeRow, "id" | "host_id">,
  changes: Changes<"bookings"> = {},
): Promise<BookingRow> {
  const n = ++made;
  const starts_at = changes.starts_at ?? MADE_AT + 30 * 24 * 60 * MINUTE_MS + n * 60 * MINUTE_MS;
  const ends_at = changes.ends_at ?? starts_at + 30 * MINUTE_MS;
  const times = { starts_at, ends_at };
  const { id: meeting_id } = await inserted(database, "meetings", {
    event_type_id: eventType.id,
    ...times,
    location: null,
    sequence: 0,
  });
  if (["pending", "confirmed"].includes(changes.status ?? "confirmed"))
    await inserted(database, "holds", {
      host_id: eventType.host_id,
      busy_from: starts_at,
      busy_until: ends_at,
      meeting_id,
    });
  const { attendee_name = "Ada Lovelace", attendee_email = `ada-${n}@example.com` } = changes;
  return inserted(database, "bookings", {
    host_id: eventType.host_id,
    event_type_id: eventType.id,
    meeting_id,
    uid: `booking-${n}@example.com`,
    sequence: 0,
    status: "confirmed",
    requires_confirmation: 0,
    organizer_email: "grace@example.com",
    attendee_name,
    attendee_email,
    address_key: addressKey(attendee_email),
    search: searchText(attendee_name, attendee_email),
    attendee_time_zone: "Europe/London",
    attendee_locale: "en",
    answers: "[]",
    ...times,
    created_at: MADE_AT,
    updated_at: MADE_AT,
    ...changes,
  });
}

/** An email to the booking's attendee that is already due. */
export function anEmailJob(
  database: Database,
  booking: BookingRow,
  changes: Changes<"outbox"> = {},
): Promise<Job> {
  made += 1;
  return inserted(database, "outbox", {
    kind: "email",
    host_id: booking.host_id,
    booking_id: booking.id,
    topic: "attendee_booked",
    recipient: booking.attendee_email,
    subject: `Email ${made}`,
    payload: JSON.stringify(storedEmail(booking)),
    message_id: `<mail-${made}@example.com>`,
    due_at: MADE_AT,
    useful_until: booking.ends_at,
    status: "waiting",
    attempts: 0,
    leased_until: 0,
    created_at: MADE_AT,
    ...changes,
  });
}

function storedEmail(booking: BookingRow): StoredEmail {
  return {
    sequence: booking.sequence,
    status: booking.status,
    startsAt: booking.starts_at,
    endsAt: booking.ends_at,
    movedFrom: null,
    happenedAt: booking.updated_at,
    eventTitle: "Intro call",
    eventSlug: "intro-call",
    actor: "attendee",
    reason: null,
    invitation: "REQUEST",
    locale: "en",
  };
}

function inserted<Table extends "hosts" | "event_types" | "meetings" | "holds" | "bookings" | "outbox">(
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
