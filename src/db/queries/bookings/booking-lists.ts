import { type Expression, type ExpressionBuilder, type SqlBool, sql } from "kysely";
import { type BookingStatus, liveStatuses } from "../../../domain/booking.ts";
import { DAY_MS, type EpochMs, type Interval } from "../../../domain/interval.ts";
import type { Booking } from "../../../domain/records.ts";
import type { Db } from "../../database.ts";
import type { Tables } from "../../tables.ts";
import { toBooking, withMeeting } from "./booking-rows.ts";
import { searchPattern } from "./search-pattern.ts";

/** The lists of a host's bookings. */
export const bookingViews = ["upcoming", "waiting", "past", "cancelled"] as const;
export type BookingView = (typeof bookingViews)[number];

export type ListFilter = {
  readonly view: BookingView;
  /** Part of the attendee's name or email; ignores case and accents. */
  readonly q?: string | undefined;
  readonly eventTypeId?: number | undefined;
};

/** One page of a list, and whether there is another. Counts nothing: the number would cost more than the page. */
export async function bookingsInView(
  db: Db,
  hostId: number,
  filter: ListFilter,
  now: EpochMs,
  { limit, page }: { readonly limit: number; readonly page: number },
): Promise<{ readonly items: readonly Booking[]; readonly hasMore: boolean }> {
  const found = await inView(db, hostId, filter, now)
    .select("id")
    .limit(limit + 1)
    .offset((page - 1) * limit)
    .execute();
  const ids = found.slice(0, limit).map(({ id }) => id);
  return { items: await bookingsByIds(db, ids), hasMore: found.length > limit };
}

/** The bookings with these ids that exist, in this order. */
export async function bookingsByIds(db: Db, ids: readonly number[]): Promise<Booking[]> {
  const rows = ids.length === 0 ? [] : await withMeeting(db).where("b.id", "in", ids).execute();
  const byId = new Map(rows.map((row) => [row.id, toBooking(row)]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

/**
 * The condition of a list. Meetings last at most a day, so the index on starts bounds the search for those that are not over.
 */
export function isInView(view: BookingView, now: EpochMs) {
  return (is: ExpressionBuilder<Tables, "bookings">): Expression<SqlBool> => {
    const isOneOf = (statuses: readonly BookingStatus[]) => is("status", "in", statuses);
    switch (view) {
      case "upcoming":
        return is.and([is("starts_at", ">", now - DAY_MS), is("ends_at", ">", now), isOneOf(liveStatuses)]);
      case "waiting":
        return is.and([is("starts_at", ">", now), is("status", "=", "pending")]);
      case "past":
        return is.and([is("starts_at", "<=", now), is("ends_at", "<=", now), isOneOf(liveStatuses)]);
      case "cancelled":
        return isOneOf(["declined", "cancelled"]);
    }
  };
}

function inView(db: Db, hostId: number, { view, q, eventTypeId }: ListFilter, now: EpochMs) {
  let query = db.selectFrom("bookings").where("host_id", "=", hostId).where(isInView(view, now));
  if (eventTypeId !== undefined) query = query.where("event_type_id", "=", eventTypeId);
  if (q !== undefined) query = query.where(sql<boolean>`search like ${searchPattern(q)} escape '\\'`);
  const order = view === "upcoming" || view === "waiting" ? "asc" : "desc";
  return query.orderBy("starts_at", order).orderBy("id", order);
}

/** How many requests wait for the host's decision, up to `most`. */
export async function countWaiting(db: Db, hostId: number, now: EpochMs, most: number): Promise<number> {
  const rows = await inView(db, hostId, { view: "waiting" }, now).select("id").limit(most).execute();
  return rows.length;
}

/** The live bookings that overlap a window, in time order. */
export async function liveBookingsDuring(
  db: Db,
  hostId: number,
  { start, end }: Interval,
  limit: number,
): Promise<Booking[]> {
  const rows = await withMeeting(db)
    .where("b.host_id", "=", hostId)
    .where("b.starts_at", ">", start - DAY_MS)
    .where("b.starts_at", "<", end)
    .where("b.ends_at", ">", start)
    .where("b.status", "in", liveStatuses)
    .orderBy("b.starts_at")
    .orderBy("b.id")
    .limit(limit)
    .execute();
  return rows.map(toBooking);
}
