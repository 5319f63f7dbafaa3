import type { Db, Trx } from "../../database.ts";
import type { EpochMs } from "../../../domain/interval.ts";
import type { PageRequest, ScheduleRecord, ScheduleSettings } from "../../../domain/records.ts";
import { paged } from "../paging.ts";
import type { ScheduleRow } from "../../tables.ts";

const SCHEDULE = ["id", "name", "time_zone", "weekly", "overrides", "is_default"] as const;

export async function findSchedule(db: Db, hostId: number, id: number): Promise<ScheduleRecord | undefined> {
  const row = await db
    .selectFrom("schedules")
    .select(SCHEDULE)
    .where("host_id", "=", hostId)
    .where("id", "=", id)
    .executeTakeFirst();
  return row && toScheduleRecord(row);
}

export async function listSchedules(db: Db, hostId: number, page: PageRequest) {
  const { items, total } = await paged(
    db.selectFrom("schedules").where("host_id", "=", hostId),
    page,
    (query) => query.select(SCHEDULE).orderBy("id"),
  );
  return { items: items.map(toScheduleRecord), total };
}

/** The host's schedules in one time zone. */
export async function schedulesIn(db: Db, hostId: number, timeZone: string): Promise<ScheduleRecord[]> {
  const rows = await db
    .selectFrom("schedules")
    .select(SCHEDULE)
    .where("host_id", "=", hostId)
    .where("time_zone", "=", timeZone)
    .orderBy("id")
    .execute();
  return rows.map(toScheduleRecord);
}

export async function insertSchedule(
  trx: Trx,
  hostId: number,
  settings: ScheduleSettings,
  now: EpochMs,
): Promise<ScheduleRecord> {
  const row = await trx
    .insertInto("schedules")
    .values({ host_id: hostId, ...toColumns(settings), created_at: now, updated_at: now })
    .returning(SCHEDULE)
    .executeTakeFirstOrThrow();
  return toScheduleRecord(row);
}

export async function replaceSchedule(
  trx: Trx,
  id: number,
  settings: ScheduleSettings,
  now: EpochMs,
): Promise<ScheduleRecord> {
  const row = await trx
    .updateTable("schedules")
    .set({ ...toColumns(settings), updated_at: now })
    .where("id", "=", id)
    .returning(SCHEDULE)
    .executeTakeFirstOrThrow();
  return toScheduleRecord(row);
}

/** Clears the default flag of the host's schedules, so that another one can become the default. */
export async function clearDefaultSchedule(trx: Trx, hostId: number): Promise<void> {
  await trx
    .updateTable("schedules")
    .set({ is_default: 0 })
    .where("host_id", "=", hostId)
    .where("is_default", "=", 1)
    .execute();
}

/** Returns whether an offered event type uses this schedule. */
export async function isScheduleInUse(db: Db, id: number): Promise<boolean> {
  const row = await db
    .selectFrom("event_types")
    .select("id")
    .where("schedule_id", "=", id)
    .where("deleted_at", "is", null)
    .executeTakeFirst();
  return row !== undefined;
}

/** Deletes the schedule and clears it from deleted event types. */
export async function deleteSchedule(trx: Trx, id: number): Promise<void> {
  await trx.updateTable("event_types").set({ schedule_id: null }).where("schedule_id", "=", id).execute();
  await trx.deleteFrom("schedules").where("id", "=", id).execute();
}

function toColumns({ name, timezone, weekly, overrides, is_default }: ScheduleSettings) {
  return {
    name,
    time_zone: timezone,
    weekly: JSON.stringify(weekly),
    overrides: JSON.stringify(overrides),
    is_default: is_default ? (1 as const) : (0 as const),
  };
}

function toScheduleRecord(row: Pick<ScheduleRow, (typeof SCHEDULE)[number]>): ScheduleRecord {
  return {
    id: row.id,
    name: row.name,
    timezone: row.time_zone,
    weekly: JSON.parse(row.weekly),
    overrides: JSON.parse(row.overrides),
    is_default: row.is_default === 1,
  };
}
