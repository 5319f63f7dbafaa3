import type { Owned } from "../../../domain/quota.ts";
import type { Db } from "../../database.ts";

/** How many of its kind a host has; what was deleted and is kept for its bookings does not count. */
export async function countOwned(db: Db, table: Owned, hostId: number): Promise<number> {
  let owned = db
    .selectFrom(table as "event_types")
    .select(({ fn }) => fn.countAll<number>().as("count"))
    .where("host_id", "=", hostId);
  if (table === "event_types" || table === "webhooks") owned = owned.where("deleted_at", "is", null);
  return (await owned.executeTakeFirstOrThrow()).count;
}
