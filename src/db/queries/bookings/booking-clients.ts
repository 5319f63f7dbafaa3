import type { EpochMs } from "../../../domain/interval.ts";
import type { Database, Db } from "../../database.ts";

const LOOKED_AT_ONCE = 500;

/**
 * Clears the client networks of bookings made before then, in small batches so that other writes are not held up. Each batch
 * continues after the last booking of the previous one.
 */
export async function forgetClientsBefore({ read, write }: Database, before: EpochMs): Promise<void> {
  for (;;) {
    const ids = await nextBefore(read, before);
    if (ids.length === 0) return;
    await write(async (trx) => {
      await trx
        .updateTable("bookings")
        .set({ client: null })
        .where("id", "in", ids)
        .where("client", "is not", null)
        .execute();
      await trx
        .updateTable("settings")
        .set({ clients_forgotten_to: ids.at(-1)! })
        .execute();
    });
  }
}

async function nextBefore(db: Db, before: EpochMs): Promise<number[]> {
  const { clients_forgotten_to } = await db
    .selectFrom("settings")
    .select("clients_forgotten_to")
    .executeTakeFirstOrThrow();
  const rows = await db
    .selectFrom("bookings")
    .select(["id", "created_at"])
    .where("id", ">", clients_forgotten_to)
    .orderBy("id")
    .limit(LOOKED_AT_ONCE)
    .execute();
  const young = rows.findIndex(({ created_at }) => created_at >= before);
  return rows.slice(0, young === -1 ? rows.length : young).map(({ id }) => id);
}
