import { sql } from "kysely";
import type { EpochMs } from "../domain/interval.ts";
import type { Trx } from "./group-commit.ts";
import { preparedInsert } from "./prepared.ts";
import type { OutboxRow, OutboxStatus } from "./tables.ts";

/** Written into a query, not bound to it: only so does SQLite know that the indexes of what waits will do. */
export const WAITING = sql.lit<OutboxStatus>("waiting");

type OwedRow = Pick<
  OutboxRow,
  "host_id" | "booking_id" | "letter" | "recipient" | "facts" | "message_id" | "useful_until" | "webhook_id"
>;

const insert = preparedInsert("outbox", [
  "host_id",
  "booking_id",
  "letter",
  "recipient",
  "facts",
  "message_id",
  "useful_until",
  "webhook_id",
  "status",
  "attempts",
  "next_attempt_at",
  "leased_until",
  "created_at",
]);

/** Owes a mail, or with a `webhook_id` a delivery: it is sent after the commit, as often as it takes. */
export async function oweRow(trx: Trx, row: OwedRow, now: EpochMs): Promise<void> {
  await insert(trx, {
    ...row,
    status: "waiting",
    attempts: 0,
    next_attempt_at: now,
    leased_until: 0,
    created_at: now,
  });
}
