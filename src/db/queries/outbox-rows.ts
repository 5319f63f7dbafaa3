import { sql } from "kysely";
import type { EpochMs } from "../../domain/interval.ts";
import type { Trx } from "../sqlite/group-commit.ts";
import { preparedInsert } from "../prepared.ts";
import type { OutboxRow, OutboxStatus } from "../tables.ts";

/** Written into a query, not bound to it: only so does SQLite know that the indexes of what waits will do. */
export const WAITING = sql.lit<OutboxStatus>("waiting");

type OwedRow = Pick<
  OutboxRow,
  "host_id" | "booking_id" | "letter" | "recipient" | "facts" | "message_id" | "useful_until" | "webhook_id"
>;

const insert = preparedInsert(
  "outbox",
  [
    "host_id",
    "booking_id",
    "letter",
    "recipient",
    "facts",
    "message_id",
    "useful_until",
    "webhook_id",
    "next_attempt_at",
    "created_at",
  ],
  { status: WAITING, attempts: sql.lit(0), leased_until: sql.lit(0) },
);

/** Owes a mail, or with a `webhook_id` a delivery: it is sent after the commit, as often as it takes. */
export function oweRow(trx: Trx, row: OwedRow, now: EpochMs): void {
  insert(trx, { ...row, next_attempt_at: now, created_at: now });
}
