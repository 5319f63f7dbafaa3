import { prepared } from "../../prepared.ts";
import type { Db } from "../../database.ts";

const version = prepared((db, hostId: number) =>
  db.selectFrom("slot_versions").select("version").where("host_id", "=", hostId),
);

/** The version of a host's slots; any change that can affect them increments it. */
export async function slotVersionOf(db: Db, hostId: number): Promise<number> {
  return (await version(db, hostId))[0]!.version;
}
