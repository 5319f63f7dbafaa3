import type { EpochMs } from "../../../domain/interval.ts";
import type { Db, Trx } from "../../database.ts";
import { prepared } from "../../prepared.ts";

const until = prepared((db, address: string) =>
  db.selectFrom("suppressions").select("until").where("address", "=", address),
);

/** Until when an address, given by its hash, receives no email; undefined if it is not suppressed. */
export async function suppressedUntil(db: Db, address: string, now: EpochMs): Promise<EpochMs | undefined> {
  const [row] = await until(db, address);
  return row && row.until > now ? row.until : undefined;
}

/** Suppresses all email to an address until then. */
export async function suppress(trx: Trx, address: string, endsAt: EpochMs): Promise<void> {
  await trx
    .insertInto("suppressions")
    .values({ address, until: endsAt })
    .onConflict((conflict) => conflict.column("address").doUpdateSet({ until: endsAt }))
    .execute();
}

export async function liftSuppression(trx: Trx, address: string): Promise<void> {
  await trx.deleteFrom("suppressions").where("address", "=", address).execute();
}

export async function deleteSuppressionsEndedBy(trx: Trx, now: EpochMs): Promise<void> {
  await trx.deleteFrom("suppressions").where("until", "<=", now).execute();
}
