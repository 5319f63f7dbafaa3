import { sql } from "kysely";
import type { EpochMs } from "../../../domain/interval.ts";
import type { Db } from "../../database.ts";
import { prepared } from "../../prepared.ts";
import type { JobKind, OutboxStatus } from "../../tables.ts";
import { WAITING } from "./jobs.ts";

/** How many jobs of a kind are waiting or have failed, and when the first waiting one became due. */
export type JobCounts = {
  readonly waiting: number;
  readonly failed: number;
  readonly firstDueAt: EpochMs | undefined;
};

/** A literal for the same reason as `WAITING`. */
const FAILED = sql.lit<OutboxStatus>("failed");

const waiting = prepared((db, kind: JobKind) =>
  db
    .selectFrom("outbox")
    .select(({ fn }) => [fn.countAll<number>().as("count"), fn.min("due_at").as("first")])
    .where("status", "=", WAITING)
    .where("kind", "=", kind),
);
const failed = prepared((db, kind: JobKind) =>
  db
    .selectFrom("outbox")
    .select(({ fn }) => fn.countAll<number>().as("count"))
    .where("status", "=", FAILED)
    .where("kind", "=", kind),
);

/** Reads only indexes, so its cost does not grow with the number of finished jobs. */
export async function jobCounts(db: Db, kind: JobKind): Promise<JobCounts> {
  const [[waits], [gaveUp]] = await Promise.all([waiting(db, kind), failed(db, kind)]);
  return { waiting: waits!.count, failed: gaveUp!.count, firstDueAt: waits!.first ?? undefined };
}
