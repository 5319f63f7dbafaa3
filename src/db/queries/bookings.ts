import { type RawBuilder, sql } from "kysely";
import type { BookingStatus } from "../../domain/booking.ts";
import type { EpochMs, Interval } from "../../domain/interval.ts";
import type { Booking, PageRequest } from "../../domain/records.ts";
import { isOverlap } from "../sqlite/errors.ts";
import type { Trx } from "../sqlite/group-commit.ts";
import { paged } from "./paging.ts";
import { type Db, prepared, preparedInsert } from "../prepared.ts";
import type { BookingRow, NewBookingRow } from "../tables.ts";

/** Written into the query, not bound to it: otherwise SQLite cannot know that the index of live bookings will do. */
const LIVE = [sql.lit<BookingStatus>("pending"), sql.lit<BookingStatus>("confirmed")] as const;

/** What a list of bookings can be narrowed to; `from` and `to` are about the start, both included. */
export type BookingFilter = {
  readonly status?: BookingStatus | undefined;
  readonly eventTypeId?: number | undefined;
  readonly from?: EpochMs | undefined;
  readonly to?: EpochMs | undefined;
  /** A part of the attendee's name or email, whatever its case. */
  readonly q?: string | undefined;
};

const withEventType = (db: Db) =>
  db
    .selectFrom("bookings as b")
    .innerJoin("event_types as e", "e.id", "b.event_type_id")
    .selectAll("b")
    .select(["e.slug as event_slug", "e.title as event_title"]);

const byId = prepared((db, id: number) => withEventType(db).where("b.id", "=", id));

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
  if (ids.items.length === 0) return { items: [], total: ids.total };
  const rows = await withEventType(db)
    .where(
      "b.id",
      "in",
      ids.items.map(({ id }) => id),
    )
    .orderBy("b.starts_at", "desc")
    .orderBy("b.id", "desc")
    .execute();
  return { items: rows.map(toBooking), total: ids.total };
}

function filtered(db: Db, hostId: number, { status, eventTypeId, from, to, q }: BookingFilter) {
  let query = db.selectFrom("bookings").where("host_id", "=", hostId);
  if (status !== undefined) query = query.where("status", "=", status);
  if (eventTypeId !== undefined) query = query.where("event_type_id", "=", eventTypeId);
  if (from !== undefined) query = query.where("starts_at", ">=", from);
  if (to !== undefined) query = query.where("starts_at", "<=", to);
  if (q === undefined) return query;
  return query.where(sql<boolean>`(${anyCase("attendee_name", q)} or ${anyCase("attendee_email", q)})`);
}

/** SQLite's `like` knows upper and lower case of ASCII alone, so other letters are looked for in both. */
function anyCase(column: "attendee_name" | "attendee_email", part: string): RawBuilder<boolean> {
  const patterns = [part, part.toLowerCase(), part.toUpperCase()].map(
    (one) => `%${one.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`,
  );
  const likes = [...new Set(patterns)].map((pattern) => sql`${sql.ref(column)} like ${pattern} escape '\\'`);
  return sql<boolean>`(${sql.join(likes, sql` or `)})`;
}

/** Starts at the last live booking that begins by the window's start: while they are disjoint, no earlier one reaches in. */
const liveDuring = prepared((db, hostId: number, from: EpochMs, until: EpochMs, exceptId: number) =>
  db
    .selectFrom("bookings")
    .select(["busy_from as start", "busy_until as end"])
    .where("host_id", "=", hostId)
    .where("status", "in", LIVE)
    .where("busy_from", "<", until)
    .where("busy_from", ">=", (query) =>
      query.fn.coalesce(
        query
          .selectFrom("bookings")
          .select("busy_from")
          .where("host_id", "=", hostId)
          .where("status", "in", LIVE)
          .where("busy_from", "<=", from)
          .orderBy("busy_from", "desc")
          .limit(1),
        query.val(from),
      ),
    )
    .where("id", "<>", exceptId)
    .orderBy("busy_from"),
);

/** The occupied times of the host's live bookings that may touch the window, in time order, but for one booking's. */
export function busyDuring(db: Db, hostId: number, window: Interval, exceptId = 0): Promise<Interval[]> {
  return liveDuring(db, hostId, window.start, window.end, exceptId);
}

const liveStarts = prepared(
  (db, hostId: number, eventTypeId: number, from: EpochMs, until: EpochMs, exceptId: number) =>
    db
      .selectFrom("bookings")
      .select("starts_at")
      .where("host_id", "=", hostId)
      .where("event_type_id", "=", eventTypeId)
      .where("starts_at", ">=", from)
      .where("starts_at", "<", until)
      .where("status", "in", LIVE)
      .where("id", "<>", exceptId),
);

/** The starts of an event type's live bookings in the window, but for one booking's. */
export async function startsDuring(
  db: Db,
  { id, host_id }: { readonly id: number; readonly host_id: number },
  window: Interval,
  exceptId = 0,
): Promise<EpochMs[]> {
  const rows = await liveStarts(db, host_id, id, window.start, window.end, exceptId);
  return rows.map(({ starts_at }) => starts_at);
}

const insert = preparedInsert("bookings", [
  "host_id",
  "event_type_id",
  "uid",
  "sequence",
  "status",
  "requires_confirmation",
  "attendee_name",
  "attendee_email",
  "attendee_time_zone",
  "attendee_locale",
  "notes",
  "answers",
  "location",
  "host_notes",
  "cancellation_reason",
  "starts_at",
  "ends_at",
  "busy_from",
  "busy_until",
  "created_at",
  "updated_at",
]);

/** Stores a booking and returns its id; undefined where the database says that the time is occupied. */
export async function insertBooking(trx: Trx, row: NewBookingRow): Promise<number | undefined> {
  return unlessOverlapping(async () => insert(trx, row));
}

/** Changes a booking; false where the database says that its new time is occupied. */
export async function updateBooking(
  trx: Trx,
  id: number,
  changes: Partial<Omit<BookingRow, "id" | "host_id" | "uid">>,
): Promise<boolean> {
  const changed = await unlessOverlapping(() =>
    trx.updateTable("bookings").set(changes).where("id", "=", id).executeTakeFirstOrThrow(),
  );
  return changed !== undefined;
}

async function unlessOverlapping<T>(write: () => Promise<T>): Promise<T | undefined> {
  try {
    return await write();
  } catch (error) {
    if (isOverlap(error)) return undefined;
    throw error;
  }
}

function toBooking({
  event_type_id,
  event_slug,
  event_title,
  busy_from: _from,
  busy_until: _until,
  ...row
}: BookingRow & { event_slug: string; event_title: string }): Booking {
  return {
    ...row,
    event_type: { id: event_type_id, slug: event_slug, title: event_title },
    requires_confirmation: row.requires_confirmation === 1,
    answers: JSON.parse(row.answers),
  };
}
