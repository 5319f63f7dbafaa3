import { sql } from "kysely";
import type { Db, Trx } from "../../database.ts";
import { type BookingStatus, liveStatuses } from "../../../domain/booking.ts";
import { DAY_MS, type EpochMs, type Interval } from "../../../domain/interval.ts";
import type { Booking, PageRequest } from "../../../domain/records.ts";
import { paged } from "../paging.ts";
import { type Awaitable, prepared, preparedInsert } from "../../prepared.ts";
import type { Flag } from "../../booking-tables.ts";
import type { BookingRow, NewBookingRow } from "../../tables.ts";
import { type BookingView, isInView } from "./booking-lists.ts";
import { toBooking, withMeeting } from "./booking-rows.ts";
import { searchPattern } from "./search-pattern.ts";

/** Filters for a list of bookings; `from` and `to` limit the start, both inclusive. */
export type BookingFilter = {
  readonly status?: BookingStatus | undefined;
  readonly eventTypeId?: number | undefined;
  readonly from?: EpochMs | undefined;
  readonly to?: EpochMs | undefined;
  /** Part of the attendee's name or email; ignores case and accents. */
  readonly q?: string | undefined;
  /** Only the bookings of this list, as of `now`. */
  readonly list?: { readonly view: BookingView; readonly now: EpochMs } | undefined;
};

const byId = prepared((db, id: number) => withMeeting(db).where("b.id", "=", id));

export async function findBooking(db: Db, id: number): Promise<Booking | undefined> {
  const [row] = await byId(db, id);
  return row && toBooking(row);
}

export async function findBookingOfHost(db: Db, hostId: number, id: number): Promise<Booking | undefined> {
  const booking = await findBooking(db, id);
  return booking?.host_id === hostId ? booking : undefined;
}

export async function listBookings(
  db: Db,
  hostId: number,
  filter: BookingFilter,
  page: PageRequest,
): Promise<{ items: Booking[]; total: number }> {
  const ids = await paged(filtered(db, hostId, filter), page, (query) =>
    query.select("id").orderBy("starts_at", "desc").orderBy("id", "desc"),
  );
  return { items: await withIds(db, ids.items), total: ids.total };
}

/** The host's bookings in the same order, the first ones or those after one of them. */
export async function bookingsAfter(
  db: Db,
  hostId: number,
  filter: BookingFilter,
  last: Pick<Booking, "id" | "starts_at"> | undefined,
  limit: number,
): Promise<Booking[]> {
  let query = filtered(db, hostId, filter);
  if (last)
    query = query.where((is) =>
      is.or([
        is("starts_at", "<", last.starts_at),
        is.and([is("starts_at", "=", last.starts_at), is("id", "<", last.id)]),
      ]),
    );
  const ids = await query
    .select("id")
    .orderBy("starts_at", "desc")
    .orderBy("id", "desc")
    .limit(limit)
    .execute();
  return withIds(db, ids);
}

async function withIds(db: Db, bookings: readonly Pick<Booking, "id">[]): Promise<Booking[]> {
  if (bookings.length === 0) return [];
  const ids = bookings.map(({ id }) => id);
  const rows = await withMeeting(db)
    .where("b.id", "in", ids)
    .orderBy("b.starts_at", "desc")
    .orderBy("b.id", "desc")
    .execute();
  return rows.map(toBooking);
}

function filtered(db: Db, hostId: number, { status, eventTypeId, from, to, q, list }: BookingFilter) {
  let query = db.selectFrom("bookings").where("host_id", "=", hostId);
  if (status !== undefined) query = query.where("status", "=", status);
  if (eventTypeId !== undefined) query = query.where("event_type_id", "=", eventTypeId);
  if (from !== undefined) query = query.where("starts_at", ">=", from);
  if (to !== undefined) query = query.where("starts_at", "<=", to);
  if (list !== undefined) query = query.where(isInView(list.view, list.now));
  if (q === undefined) return query;
  return query.where(sql<boolean>`search like ${searchPattern(q)} escape '\\'`);
}

const live = prepared((db, hostId: number, from: EpochMs, until: EpochMs, exceptId: number) =>
  db
    .selectFrom("bookings")
    .select(["starts_at as start", "ends_at as end", "event_type_id"])
    .where("host_id", "=", hostId)
    .where("starts_at", ">=", from)
    .where("starts_at", "<", until)
    .where("status", "in", liveStatuses)
    .where("id", "<>", exceptId),
);

/** The times of a host's live bookings that start in the window, except those of one booking. */
export function liveMeetings(
  db: Db,
  hostId: number,
  window: Interval,
  exceptId = 0,
): Awaitable<(Interval & { readonly event_type_id: number })[]> {
  return live(db, hostId, window.start, window.end, exceptId);
}

/** Selects the bookings of a bulk change. */
export type BulkSelection =
  | { readonly addressKey: string }
  | { readonly client: string }
  | { readonly from: EpochMs; readonly to: EpochMs };

/** The ids of the host's selected bookings that are live and not over, ordered by start. */
export async function liveBookingIds(
  db: Db,
  hostId: number,
  selection: BulkSelection,
  now: EpochMs,
  limit: number,
): Promise<number[]> {
  let query = db
    .selectFrom("bookings")
    .select("id")
    .where("host_id", "=", hostId)
    .where("starts_at", ">", now - DAY_MS)
    .where("ends_at", ">", now)
    .where("status", "in", liveStatuses);
  if ("addressKey" in selection) query = query.where("address_key", "=", selection.addressKey);
  else if ("client" in selection) query = query.where("client", "=", selection.client);
  else query = query.where("starts_at", ">=", selection.from).where("starts_at", "<=", selection.to);
  const rows = await query.orderBy("starts_at").orderBy("id").limit(limit).execute();
  return rows.map(({ id }) => id);
}

const ofMailbox = prepared((db, addressKey: string, proved: Flag, after: EpochMs, since: EpochMs) =>
  db
    .selectFrom("bookings")
    .select(["host_id", "starts_at", "created_at", "status"])
    .where("address_key", "=", addressKey)
    .where("address_proved", ">=", proved)
    .where((is) => is.or([is("starts_at", ">", after), is("created_at", ">", since)]))
    .orderBy("created_at"),
);

/**
 * The bookings of a mailbox with any host that start after one instant or were made after another, oldest first; optionally
 * only those with a verified address.
 */
export function bookingsOfMailbox(
  db: Db,
  mailbox: { readonly key: string; readonly proved: boolean },
  { startAfter, since }: { readonly startAfter: EpochMs; readonly since: EpochMs },
): Awaitable<Pick<BookingRow, "host_id" | "starts_at" | "created_at" | "status">[]> {
  return ofMailbox(db, mailbox.key, mailbox.proved ? 1 : 0, startAfter, since);
}

const overdue = prepared((db, now: EpochMs, limit: number, skipped: number) =>
  db
    .selectFrom("bookings")
    .select("id")
    .where("decide_by", "<=", now)
    .orderBy("decide_by")
    .orderBy("id")
    .limit(limit)
    .offset(skipped),
);

/** The ids of pending bookings past their deadline, longest overdue first, without the first `skipped`. */
export async function requestsToDecide(
  db: Db,
  now: EpochMs,
  limit: number,
  skipped: number,
): Promise<number[]> {
  const rows = await overdue(db, now, limit, skipped);
  return rows.map(({ id }) => id);
}

const insert = preparedInsert("bookings", [
  "host_id",
  "event_type_id",
  "meeting_id",
  "uid",
  "sequence",
  "status",
  "requires_confirmation",
  "organizer_email",
  "attendee_name",
  "attendee_email",
  "attendee_time_zone",
  "attendee_locale",
  "address_key",
  "search",
  "address_proved",
  "client",
  "has_calendar_entry",
  "decide_by",
  "confirmed_at",
  "link_id",
  "notes",
  "answers",
  "host_notes",
  "cancellation_reason",
  "starts_at",
  "ends_at",
  "created_at",
  "updated_at",
]);

/** Inserts a booking and resolves to its id. Its meeting holds the time. */
export async function insertBooking(trx: Trx, row: Omit<NewBookingRow, "id">): Promise<number> {
  return insert(trx, row);
}

/** Updates a booking, but not its meeting. */
export async function updateBooking(
  trx: Trx,
  id: number,
  changes: Partial<Omit<BookingRow, "id" | "host_id" | "uid">>,
): Promise<void> {
  await trx.updateTable("bookings").set(changes).where("id", "=", id).execute();
}
