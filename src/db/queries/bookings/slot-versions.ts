import { prepared } from "../../prepared.ts";
import type { Db } from "../../database.ts";

const version = prepared((db, hostId: number) =>
  db.selectFrom("slot_versions").select("version").where("host_id", "=", hostId),
);

/** Another number each time that something has changed which decides about the host's slots. */
export async function slotVersionOf(db: Db, hostId: number): Promise<number> {
  return (await version(db, hostId))[0]!.version;
}
