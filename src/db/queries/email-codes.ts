import type { EpochMs } from "../../domain/interval.ts";
import type { Db, Trx } from "../database.ts";
import type { EmailCodeRow } from "../tables.ts";

/** Adds a code and resolves to its id. */
export async function insertCode(trx: Trx, code: Omit<EmailCodeRow, "id">): Promise<number> {
  const { id } = await trx.insertInto("email_codes").values(code).returning("id").executeTakeFirstOrThrow();
  return id;
}

export function findCode(db: Db, id: number): Promise<EmailCodeRow | undefined> {
  return db.selectFrom("email_codes").selectAll().where("id", "=", id).executeTakeFirst();
}

const usable = (db: Db, eventTypeId: number, address: string) =>
  db.selectFrom("email_codes").where("event_type_id", "=", eventTypeId).where("address", "=", address);

/** The codes for an address with which an event type can be booked. */
export function usableCodes(
  db: Db,
  eventTypeId: number,
  address: string,
  now: EpochMs,
): Promise<EmailCodeRow[]> {
  return usable(db, eventTypeId, address)
    .selectAll()
    .where("expires_at", ">", now)
    .where("guesses_left", ">", 0)
    .execute();
}

/** Counts a wrong guess against all of them. */
export async function countGuess(trx: Trx, codes: readonly Pick<EmailCodeRow, "id">[]): Promise<void> {
  const ids = codes.map(({ id }) => id);
  await trx
    .updateTable("email_codes")
    .set(({ eb }) => ({ guesses_left: eb("guesses_left", "-", 1) }))
    .where("id", "in", ids)
    .execute();
}

/** Uses up every code for an address and an event type. */
export async function useCodes(trx: Trx, eventTypeId: number, address: string): Promise<void> {
  await trx
    .updateTable("email_codes")
    .set({ guesses_left: 0 })
    .where("event_type_id", "=", eventTypeId)
    .where("address", "=", address)
    .execute();
}

export async function deleteCodesExpiredBy(trx: Trx, now: EpochMs): Promise<void> {
  await trx.deleteFrom("email_codes").where("expires_at", "<=", now).execute();
}
