import type { Db } from "../../database.ts";

/** Returns whether every id is that of a calendar of the host. */
export async function areCalendarsOf(db: Db, hostId: number, ids: readonly number[]): Promise<boolean> {
  if (ids.length === 0) return true;
  const rows = await db
    .selectFrom("calendars")
    .select("id")
    .where("host_id", "=", hostId)
    .where("id", "in", ids)
    .execute();
  return rows.length === new Set(ids).size;
}
