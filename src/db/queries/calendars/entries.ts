import { type Selectable, sql } from "kysely";
import { liveStatuses } from "../../../domain/booking.ts";
import type { EntryState } from "../../../domain/calendars.ts";
import type { EpochMs } from "../../../domain/interval.ts";
import type { CalendarEntriesTable } from "../../calendar-tables.ts";
import type { Db, Trx } from "../../database.ts";
import { prepared } from "../../prepared.ts";

/** The calendar entry of a booking, as it was last written. */
export type CalendarEntry = Selectable<CalendarEntriesTable>;

const byBooking = prepared((db, bookingId: number) =>
  db.selectFrom("calendar_entries").selectAll().where("booking_id", "=", bookingId),
);

export async function findEntry(db: Db, bookingId: number): Promise<CalendarEntry | undefined> {
  return (await byBooking(db, bookingId))[0];
}

/** Stores an entry as it is written. */
export async function saveEntry(
  trx: Trx,
  entry: Omit<CalendarEntry, "state" | "moved_from" | "moved_until" | "noticed_at">,
): Promise<void> {
  const row = { ...entry, state: "written", moved_from: null, moved_until: null, noticed_at: null } as const;
  await trx
    .insertInto("calendar_entries")
    .values(row)
    .onConflict((conflict) => conflict.column("booking_id").doUpdateSet(row))
    .execute();
}

export async function updateEntry(
  trx: Trx,
  bookingId: number,
  changes: Partial<Omit<CalendarEntry, "booking_id" | "calendar_id" | "href">>,
): Promise<void> {
  await trx.updateTable("calendar_entries").set(changes).where("booking_id", "=", bookingId).execute();
}

export async function deleteEntry(trx: Trx, bookingId: number): Promise<void> {
  await trx.deleteFrom("calendar_entries").where("booking_id", "=", bookingId).execute();
}

/** The entries of a calendar with these hrefs. */
export function entriesAt(db: Db, calendarId: number, hrefs: readonly string[]): Promise<CalendarEntry[]> {
  return db
    .selectFrom("calendar_entries")
    .selectAll()
    .where("calendar_id", "=", calendarId)
    .where("href", "in", hrefs)
    .execute();
}

/** Up to `limit` entries of an account's calendars. */
export function entriesOfAccount(db: Db, accountId: number, limit: number): Promise<CalendarEntry[]> {
  return db
    .selectFrom("calendar_entries as e")
    .innerJoin("calendars as c", "c.id", "e.calendar_id")
    .selectAll("e")
    .where("c.account_id", "=", accountId)
    .limit(limit)
    .execute();
}

/** A booking whose host moved or deleted its calendar entry. */
export type ChangedEntry = CalendarEntry & { readonly calendar_name: string };

/** A literal, so that SQLite uses the index of changed entries. */
const WRITTEN = sql.lit<EntryState>("written");

/** With `+`, SQLite begins with the changed entries, not with all entries of the host. */
const HOST = sql<number>`+c.host_id`;

const changed = (db: Db) =>
  db
    .selectFrom("calendar_entries as e")
    .innerJoin("calendars as c", "c.id", "e.calendar_id")
    .selectAll("e")
    .select("c.name as calendar_name")
    .where("e.state", "<>", WRITTEN);

/** The entry of a booking if the host moved or deleted it in their calendar. */
export function changedEntryOf(db: Db, bookingId: number): Promise<ChangedEntry | undefined> {
  return changed(db).where("e.booking_id", "=", bookingId).executeTakeFirst();
}

/** The entries that a host moved or deleted in their calendar and has not decided about, of meetings that are not over. */
export function changedEntries(db: Db, hostId: number, now: EpochMs, limit: number): Promise<ChangedEntry[]> {
  return changed(db)
    .where(HOST, "=", hostId)
    .where("e.ends_at", ">", now)
    .orderBy("e.starts_at")
    .limit(limit)
    .execute();
}

/** The host's bookings whose calendar entries should be written: upcoming ones without an entry, and changed ones with one. */
export async function bookingsToWrite(
  db: Db,
  hostId: number,
  now: EpochMs,
  limit: number,
): Promise<{ id: number; host_id: number }[]> {
  return db
    .selectFrom("bookings as b")
    .leftJoin("calendar_entries as e", "e.booking_id", "b.id")
    .select(["b.id", "b.host_id"])
    .where("b.host_id", "=", hostId)
    .where("b.ends_at", ">", now)
    .where((is) =>
      is.or([
        is.and([is("e.booking_id", "is", null), is("b.status", "in", liveStatuses)]),
        is("e.sequence", "<>", is.ref("b.sequence")),
      ]),
    )
    .orderBy("b.starts_at")
    .limit(limit)
    .execute();
}

/** Makes entries differ from their bookings, so that the next write replaces them; returns the ids of their bookings. */
export async function outdateEntries(trx: Trx, bookingIds: readonly number[]): Promise<number[]> {
  const rows = await trx
    .updateTable("calendar_entries")
    .set({ sequence: NEVER })
    .where("booking_id", "in", bookingIds)
    .returning("booking_id")
    .execute();
  return rows.map(({ booking_id }) => booking_id);
}

/** A SEQUENCE that no booking has, so that an entry with it is written again. */
export const NEVER = -1;
