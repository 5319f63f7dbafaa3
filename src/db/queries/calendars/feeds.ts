import { sql } from "kysely";
import { liveStatuses } from "../../../domain/booking.ts";
import type { EpochMs } from "../../../domain/interval.ts";
import type { Host } from "../../../domain/records.ts";
import type { Db, Trx } from "../../database.ts";
import { type Awaitable, prepared } from "../../prepared.ts";
import type { EventTypeRow } from "../../tables.ts";
import { HOST } from "../hosts/hosts.ts";

/** A host with what identifies their feed. */
export type FeedOwner = Host & {
  readonly created_at: EpochMs;
  readonly updated_at: EpochMs;
  readonly generation: number;
};

const byHost = prepared((db, hostId: number) =>
  db
    .selectFrom("hosts as h")
    .leftJoin("calendar_feeds as f", "f.host_id", "h.id")
    .select(HOST.map((column) => `h.${column}` as const))
    .select(["h.created_at", "h.updated_at", sql<number>`coalesce(f.generation, 0)`.as("generation")])
    .where("h.id", "=", hostId),
);

export async function findFeedOwner(db: Db, hostId: number): Promise<FeedOwner | undefined> {
  return (await byHost(db, hostId))[0];
}

/** Begins the next generation of a host's feed. The caller has locked the host. */
export async function renewFeed(trx: Trx, hostId: number): Promise<void> {
  await trx
    .insertInto("calendar_feeds")
    .values({ host_id: hostId, generation: 1 })
    .onConflict((conflict) =>
      conflict.column("host_id").doUpdateSet(({ eb }) => ({
        generation: eb("calendar_feeds.generation", "+", 1),
      })),
    )
    .execute();
}

/** A summary that changes with every change of bookings. */
export type BookingsState = {
  readonly count: number;
  readonly changedAt: EpochMs | null;
  readonly sequences: number | null;
  readonly erased: number;
};

const state = prepared((db, hostId: number, since: EpochMs) =>
  db
    .selectFrom("bookings")
    .select(({ fn }) => [
      fn.countAll<number>().as("count"),
      fn.max("updated_at").as("changedAt"),
      fn.sum<number | null>("sequence").as("sequences"),
      fn.count<number>("erased_at").as("erased"),
    ])
    .where("host_id", "=", hostId)
    .where("starts_at", ">=", since),
);

/**
 * The state of a host's bookings that start at or after `since`. Covers those that are no longer live, so that it never
 * returns to an earlier value.
 */
export async function bookingsState(db: Db, hostId: number, since: EpochMs): Promise<BookingsState> {
  return (await state(db, hostId, since))[0]!;
}

/** What events show of their event type. */
export type EventTitle = Pick<EventTypeRow, "id" | "slug" | "title" | "updated_at">;

const titles = prepared((db, hostId: number) =>
  db
    .selectFrom("event_types")
    .select(["id", "slug", "title", "updated_at"])
    .where("host_id", "=", hostId)
    .orderBy("id"),
);

/** The titles of all event types of a host, including deleted ones. */
export function eventTitles(db: Db, hostId: number): Awaitable<EventTitle[]> {
  return titles(db, hostId);
}

const live = prepared((db, hostId: number, since: EpochMs) =>
  db
    .selectFrom("bookings")
    .select("id")
    .where("host_id", "=", hostId)
    .where("starts_at", ">=", since)
    .where("status", "in", liveStatuses)
    .orderBy("starts_at")
    .orderBy("id"),
);

/** The ids of a host's live bookings that start at or after `since`, in time order. */
export async function liveBookingsSince(db: Db, hostId: number, since: EpochMs): Promise<number[]> {
  const rows = await live(db, hostId, since);
  return rows.map(({ id }) => id);
}
