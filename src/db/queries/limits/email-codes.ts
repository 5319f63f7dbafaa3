import type { EpochMs } from "../../../domain/interval.ts";
import type { Db, Trx } from "../../database.ts";
import type { EmailCodeRow } from "../../tables.ts";

export async function insertCode(trx: Trx, code: Omit<EmailCodeRow, "id">): Promise<number> {
  const { id } = await trx.insertInto("email_codes").values(code).returning("id").executeTakeFirstOrThrow();
  return id;
}

export function findCode(db: Db, id: number): Promise<EmailCodeRow | undefined> {
  return db.selectFrom("email_codes").selectAll().where("id", "=", id).executeTakeFirst();
}

/** The unexpired codes of an address and an event type. */
export function codesFor(
  db: Db,
  eventTypeId: number,
  address: string,
  now: EpochMs,
): Promise<EmailCodeRow[]> {
  return db
    .selectFrom("email_codes")
    .selectAll()
    .where("event_type_id", "=", eventTypeId)
    .where("address", "=", address)
    .where("expires_at", ">", now)
    .execute();
}

/** Stores how many guesses a code has left. */
export async function updateGuesses(
  trx: Trx,
  { id, guesses_left, others_guesses_left }: EmailCodeRow,
): Promise<void> {
  await trx
    .updateTable("email_codes")
    .set({ guesses_left, others_guesses_left })
    .where("id", "=", id)
    .execute();
}

export async function deleteCodesExpiredBy(trx: Trx, now: EpochMs): Promise<void> {
  await trx.deleteFrom("email_codes").where("expires_at", "<=", now).execute();
}
