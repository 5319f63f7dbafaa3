import { sql } from "kysely";
import type { Db, Trx } from "../../database.ts";
import { addressKey, sameCase } from "../../../domain/text/address.ts";
import { erasedAttendee } from "../../../domain/erasure.ts";
import type { EpochMs } from "../../../domain/interval.ts";
import { prepared } from "../../prepared.ts";

const ofAddress = prepared((db, key: string) =>
  db
    .selectFrom("bookings")
    .select(["id", "host_id", "attendee_email"])
    .where("address_key", "=", key)
    .orderBy("id"),
);

/** The ids of an address's bookings, with one host or with any, oldest first. */
export async function bookingsOfAttendee(db: Db, email: string, hostId?: number): Promise<number[]> {
  const wanted = sameCase(email);
  const rows = await ofAddress(db, addressKey(email));
  const theirs = rows.filter(
    (row) => (hostId === undefined || row.host_id === hostId) && sameCase(row.attendee_email) === wanted,
  );
  return theirs.map(({ id }) => id);
}

/** A position in a host's bookings, ordered by start. */
export type Position = { readonly startsAt: EpochMs; readonly id: number };

const startsAfter = prepared(
  (db, hostId: number, startsAt: EpochMs, id: number, until: EpochMs, limit: number) =>
    db
      .selectFrom("bookings")
      .select(["id", "starts_at", "ends_at", "erased_at"])
      .where("host_id", "=", hostId)
      .where(sql<boolean>`(starts_at, id) > (${startsAt}, ${id})`)
      .where("starts_at", "<=", until)
      .orderBy("starts_at")
      .orderBy("id")
      .limit(limit),
);

/** Up to `limit` bookings of a host after a position that start by `until`: the ids to erase and the next position. */
export async function overBefore(
  db: Db,
  hostId: number,
  { startsAt, id }: Position,
  until: EpochMs,
  limit: number,
): Promise<{ readonly ids: readonly number[]; readonly next: Position | undefined }> {
  const rows = await startsAfter(db, hostId, startsAt, id, until, limit);
  const last = rows.at(-1);
  return {
    ids: rows.filter((row) => row.erased_at === null && row.ends_at <= until).map((row) => row.id),
    next: last && { startsAt: last.starts_at, id: last.id },
  };
}

export type ErasedBooking = { readonly id: number; readonly host_id: number };

/**
 * Erases the attendee from bookings and remembered answers, and keeps the times. Returns the bookings that had not been
 * erased before.
 */
export async function eraseBookings(
  trx: Trx,
  ids: readonly number[],
  now: EpochMs,
): Promise<ErasedBooking[]> {
  const bookings = await trx
    .updateTable("bookings")
    .set({
      attendee_name: erasedAttendee.name,
      attendee_email: erasedAttendee.email,
      address_key: null,
      search: "",
      client: null,
      attendee_time_zone: erasedAttendee.timeZone,
      attendee_locale: erasedAttendee.locale,
      notes: null,
      answers: "[]",
      host_notes: null,
      cancellation_reason: null,
      confirmation_reason: null,
      reschedule_reason: null,
      updated_at: now,
      erased_at: now,
    })
    .where("id", "in", ids)
    .where("erased_at", "is", null)
    .returning(["id", "host_id"])
    .execute();
  const erasedIds = bookings.map(({ id }) => id);
  if (erasedIds.length === 0) return bookings;
  await trx.deleteFrom("guests").where("booking_id", "in", erasedIds).execute();
  await forgetAnswersAbout(trx, erasedIds);
  return bookings;
}

/** Forgets the remembered answers about these bookings, looking them up by event type, which is indexed. */
export async function forgetAnswersAbout(trx: Trx, bookingIds: readonly number[]): Promise<void> {
  const eventTypes = trx.selectFrom("bookings").select("event_type_id").where("id", "in", bookingIds);
  await trx
    .deleteFrom("idempotency_keys")
    .where("event_type_id", "in", eventTypes)
    .where("booking_id", "in", bookingIds)
    .execute();
}
