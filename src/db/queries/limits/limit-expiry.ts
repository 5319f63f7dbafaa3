import { setImmediate } from "node:timers/promises";
import type { EpochMs } from "../../../domain/interval.ts";
import type { Database, Db } from "../../database.ts";

const LOOKED_AT_ONCE = 1_000;

/** Deletes expired rows of the limits in small batches, so that other writes are not held up. */
export async function deleteExpiredLimits(database: Database, now: EpochMs): Promise<void> {
  await inParts(database, now, usesAfter, "limit_uses", "expires_at");
  await inParts(database, now, countsAfter, "limit_counts", "ends_at");
}

type Expiring = { readonly subject: string; readonly until: EpochMs };

async function inParts<Table extends "limit_uses" | "limit_counts">(
  { read, write }: Database,
  now: EpochMs,
  after: (db: Db, subject: string) => Promise<Expiring[]>,
  table: Table,
  end: Table extends "limit_uses" ? "expires_at" : "ends_at",
): Promise<void> {
  let rows = await after(read, "");
  while (rows.length > 0) {
    const expired = rows.filter(({ until }) => until <= now).map(({ subject }) => subject);
    if (expired.length > 0)
      await write((trx) =>
        trx
          .deleteFrom(table as "limit_uses")
          .where("subject", "in", expired)
          .where(end as "expires_at", "<=", now)
          .execute(),
      );
    await setImmediate();
    rows = await after(read, rows.at(-1)!.subject);
  }
}

function usesAfter(db: Db, subject: string): Promise<Expiring[]> {
  return db
    .selectFrom("limit_uses")
    .select(["subject", "expires_at as until"])
    .where("subject", ">", subject)
    .orderBy("subject")
    .limit(LOOKED_AT_ONCE)
    .execute();
}

function countsAfter(db: Db, subject: string): Promise<Expiring[]> {
  return db
    .selectFrom("limit_counts")
    .select(["subject", "ends_at as until"])
    .where("subject", ">", subject)
    .orderBy("subject")
    .limit(LOOKED_AT_ONCE)
    .execute();
}
