import { sql } from "kysely";
import type { EpochMs } from "../../domain/interval.ts";
import { WAITING } from "./outbox-rows.ts";
import { type Db, prepared } from "../prepared.ts";
import type { OutboxStatus } from "../tables.ts";

/** How many mails wait and how many were given up, and since when the first of those that wait could have gone. */
export type OutboxDepth = {
  readonly waiting: number;
  readonly failed: number;
  readonly firstDueAt: EpochMs | undefined;
};

/** Written into the query for the same reason as `WAITING`. */
const FAILED = sql.lit<OutboxStatus>("failed");

const waiting = prepared((db) =>
  db
    .selectFrom("outbox")
    .select(({ fn }) => [fn.countAll<number>().as("count"), fn.min("next_attempt_at").as("first")])
    .where("status", "=", WAITING)
    .where("webhook_id", "is", null),
);
const failed = prepared((db) =>
  db
    .selectFrom("outbox")
    .select(({ fn }) => fn.countAll<number>().as("count"))
    .where("status", "=", FAILED)
    .where("webhook_id", "is", null),
);

const deliveries = prepared((db) =>
  db.selectNoFrom((is) => [
    is
      .selectFrom("outbox")
      .select(({ fn }) => fn.countAll<number>().as("count"))
      .where("status", "=", WAITING)
      .where("webhook_id", "is not", null)
      .as("waiting"),
    is
      .selectFrom("outbox")
      .select(({ fn }) => fn.countAll<number>().as("count"))
      .where("status", "=", FAILED)
      .where("webhook_id", "is not", null)
      .as("failed"),
  ]),
);

/** How many deliveries to webhooks wait, and how many were given up. */
export async function deliveriesDepth(db: Db): Promise<Pick<OutboxDepth, "waiting" | "failed">> {
  const [depth] = await deliveries(db);
  return { waiting: depth!.waiting ?? 0, failed: depth!.failed ?? 0 };
}

/** Reads indexes alone, so that looking costs little however many mails were ever sent. */
export async function outboxDepth(db: Db): Promise<OutboxDepth> {
  const [[waits], [gaveUp]] = await Promise.all([waiting(db), failed(db)]);
  return { waiting: waits!.count, failed: gaveUp!.count, firstDueAt: waits!.first ?? undefined };
}
