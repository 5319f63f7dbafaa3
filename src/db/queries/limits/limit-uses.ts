import type { EpochMs } from "../../../domain/interval.ts";
import type { Db, Trx } from "../../database.ts";
import { prepared } from "../../prepared.ts";

const bySubject = prepared((db, subject: string) =>
  db.selectFrom("limit_uses").select("times").where("subject", "=", subject),
);

/** The times at which a subject was used, oldest first. */
export async function usesOf(db: Db, subject: string): Promise<readonly EpochMs[]> {
  const [row] = await bySubject(db, subject);
  return row ? JSON.parse(row.times) : [];
}

/** Stores the times at which a subject was used; they are deleted once none counts any more. */
export async function saveUses(
  trx: Trx,
  subject: string,
  times: readonly EpochMs[],
  expiresAt: EpochMs,
): Promise<void> {
  const row = { times: JSON.stringify(times), expires_at: expiresAt };
  await trx
    .insertInto("limit_uses")
    .values({ subject, ...row })
    .onConflict((conflict) => conflict.column("subject").doUpdateSet(row))
    .execute();
}
