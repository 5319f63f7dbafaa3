import type { EpochMs } from "../../../domain/interval.ts";
import type { Counted } from "../../../domain/limits.ts";
import type { Db, Trx } from "../../database.ts";
import { prepared } from "../../prepared.ts";

const bySubject = prepared((db, subject: string) =>
  db.selectFrom("limit_counts").select(["count", "ends_at as endsAt"]).where("subject", "=", subject),
);

/** The counter of a subject; undefined if there is none. */
export async function countOf(db: Db, subject: string): Promise<Counted | undefined> {
  return (await bySubject(db, subject))[0];
}

const upsert = prepared((db, subject: string, count: number, endsAt: EpochMs) =>
  db
    .insertInto("limit_counts")
    .values({ subject, count, ends_at: endsAt })
    .onConflict((conflict) =>
      conflict.column("subject").doUpdateSet((eb) => ({
        count: eb.ref("excluded.count"),
        ends_at: eb.ref("excluded.ends_at"),
      })),
    ),
);

export async function saveCount(trx: Trx, subject: string, { count, endsAt }: Counted): Promise<void> {
  await upsert(trx, subject, count, endsAt);
}
