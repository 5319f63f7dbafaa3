import type { Db, Trx } from "../../database.ts";
import { type EpochMs, type Interval } from "../../../domain/interval.ts";
import type { PageRequest, TimeOff } from "../../../domain/records.ts";
import { paged } from "../paging.ts";
import { type Awaitable, prepared } from "../../prepared.ts";

const TIME_OFF = ["id", "starts_at", "ends_at", "reason"] as const;

const during = prepared((db, hostId: number, from: EpochMs, until: EpochMs) =>
  db
    .selectFrom("time_off")
    .select(["starts_at as start", "ends_at as end"])
    .where("host_id", "=", hostId)
    .where("ends_at", ">", from)
    .where("starts_at", "<", until),
);

/** The host's time off that overlaps the window, in no particular order. */
export function timeOffDuring(db: Db, hostId: number, window: Interval): Awaitable<Interval[]> {
  return during(db, hostId, window.start, window.end);
}

/** The same with ids and reasons, in time order. */
export function listTimeOffDuring(db: Db, hostId: number, { start, end }: Interval): Promise<TimeOff[]> {
  return db
    .selectFrom("time_off")
    .select(TIME_OFF)
    .where("host_id", "=", hostId)
    .where("ends_at", ">", start)
    .where("starts_at", "<", end)
    .orderBy("starts_at")
    .execute();
}

/** The host's time off that is not over, in time order. */
export function listTimeOffAfter(db: Db, hostId: number, now: EpochMs, limit: number): Promise<TimeOff[]> {
  return db
    .selectFrom("time_off")
    .select(TIME_OFF)
    .where("host_id", "=", hostId)
    .where("ends_at", ">", now)
    .orderBy("starts_at")
    .orderBy("id")
    .limit(limit)
    .execute();
}

export function findTimeOff(db: Db, hostId: number, id: number): Promise<TimeOff | undefined> {
  return db
    .selectFrom("time_off")
    .select(TIME_OFF)
    .where("host_id", "=", hostId)
    .where("id", "=", id)
    .executeTakeFirst();
}

export function listTimeOff(
  db: Db,
  hostId: number,
  page: PageRequest,
): Promise<{ items: TimeOff[]; total: number }> {
  return paged(db.selectFrom("time_off").where("host_id", "=", hostId), page, (query) =>
    query.select(TIME_OFF).orderBy("starts_at").orderBy("id"),
  );
}

export function insertTimeOff(
  trx: Trx,
  timeOff: { host_id: number; starts_at: EpochMs; ends_at: EpochMs; reason: string | null },
  now: EpochMs,
): Promise<TimeOff> {
  return trx
    .insertInto("time_off")
    .values({ ...timeOff, created_at: now })
    .returning(TIME_OFF)
    .executeTakeFirstOrThrow();
}

export async function deleteTimeOff(trx: Trx, hostId: number, id: number): Promise<boolean> {
  const { numDeletedRows } = await trx
    .deleteFrom("time_off")
    .where("host_id", "=", hostId)
    .where("id", "=", id)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}
