import type { Trx } from "../../database.ts";
import type { EpochMs } from "../../../domain/interval.ts";
import { prepared } from "../../prepared.ts";

/** The first response to a booking request with an idempotency key. */
export type RememberedAnswer = {
  readonly request_hash: string;
  readonly booking_id: number;
  /** JSON, without the tokens. */
  readonly answer: string;
};

const remembered = prepared((db, hostSlug: string, eventSlug: string, key: string, since: EpochMs) =>
  db
    .selectFrom("idempotency_keys as k")
    .innerJoin("event_types as e", "e.id", "k.event_type_id")
    .innerJoin("hosts as h", "h.id", "e.host_id")
    .select(["k.request_hash", "k.booking_id", "k.answer"])
    .where("h.slug", "=", hostSlug)
    .where("e.slug", "=", eventSlug)
    .where("k.key", "=", key)
    .where("k.created_at", ">", since),
);

/** The first response under the key, even if the event type is no longer offered. */
export async function findRememberedAnswer(
  trx: Trx,
  { hostSlug, eventSlug }: { readonly hostSlug: string; readonly eventSlug: string },
  key: string,
  since: EpochMs,
): Promise<RememberedAnswer | undefined> {
  return (await remembered(trx, hostSlug, eventSlug, key, since))[0];
}

/** Stores a response, replacing an expired one. The primary key allows one response per key. */
export async function rememberAnswer(
  trx: Trx,
  eventTypeId: number,
  key: string,
  remember: RememberedAnswer,
  now: EpochMs,
): Promise<void> {
  const row = { ...remember, created_at: now };
  await trx
    .insertInto("idempotency_keys")
    .values({ event_type_id: eventTypeId, key, ...row })
    .onConflict((conflict) => conflict.columns(["event_type_id", "key"]).doUpdateSet(row))
    .execute();
}

export async function forgetAnswersBefore(trx: Trx, instant: EpochMs): Promise<void> {
  await trx.deleteFrom("idempotency_keys").where("created_at", "<=", instant).execute();
}
