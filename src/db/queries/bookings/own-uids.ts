import type { Db } from "../../database.ts";

/** Those of these UIDs that are a host's bookings. */
export async function findOwnUids(db: Db, hostId: number, uids: readonly string[]): Promise<Set<string>> {
  if (uids.length === 0) return new Set();
  const rows = db.selectFrom("bookings").select("uid").where("host_id", "=", hostId).where("uid", "in", uids);
  return new Set((await rows.execute()).map(({ uid }) => uid));
}
