import type { EpochMs } from "../domain/interval.ts";
import type { Trx } from "./group-commit.ts";
import { prepared } from "./prepared.ts";

/** The first answer to a booking request that carried a key. */
export type RememberedAnswer = {
  readonly request_hash: string;
  readonly booking_id: number;
  /** JSON, without the tokens. */
  readonly answer: string;
};

const remembered = prepared((db, eventTypeId: number, key: string, since: EpochMs) =>
  db
    .selectFrom("idempotency_keys")
    .select(["request_hash", "booking_id", "answer"])
    .where("event_type_id", "=", eventTypeId)
    .where("key", "=", key)
    .where("created_at", ">", since),
);

export async function findRememberedAnswer(
  trx: Trx,
  eventTypeId: number,
  key: string,
  since: EpochMs,
): Promise<RememberedAnswer | undefined> {
  return (await remembered(trx, eventTypeId, key, since))[0];
}

/** Remembers an answer, in the place of one that is too old to count. */
export async function rememberAnswer(
  trx: Trx,
  eventTypeId: number,
  key: string,
  remember: RememberedAnswer,
  now: EpochMs,
): Promise<void> {
  await trx
    .replaceInto("idempotency_keys")
    .values({ event_type_id: eventTypeId, key, ...remember, created_at: now })
    .execute();
}

export async function forgetAnswersBefore(trx: Trx, instant: EpochMs): Promise<void> {
  await trx.deleteFrom("idempotency_keys").where("created_at", "<=", instant).execute();
}
