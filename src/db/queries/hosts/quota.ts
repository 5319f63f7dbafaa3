import type { Owned } from "../../../domain/quota.ts";
import type { Db } from "../../database.ts";

/** Counts a host's rows, except deleted ones that are only kept for their bookings. */
export async function countOwned(db: Db, table: Owned, hostId: number): Promise<number> {
  let owned = db
    .selectFrom(table as "event_types")
    .select(({ fn }) => fn.countAll<number>().as("count"))
    .where("host_id", "=", hostId);
  if (table === "event_types" || table === "webhooks") owned = owned.where("deleted_at", "is", null);
  return (await owned.executeTakeFirstOrThrow()).count;
}
