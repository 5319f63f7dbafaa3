import type { Trx } from "../../db/database.ts";
import { countOf, saveCount } from "../../db/queries/limits/limit-counts.ts";
import { saveUses, usesOf } from "../../db/queries/limits/limit-uses.ts";
import type { EpochMs } from "../../domain/interval.ts";
import { allowedFrom, type Counted, increment, countedUses, type Limit } from "../../domain/limits.ts";
import { done, type Outcome, tooOften } from "../../domain/refusal.ts";
import type { KeyedHash } from "../../security/keyed-hash.ts";

/** The limits on visitors. Networks and addresses are only stored as hashes. */
export type Limits = { readonly bookingsPerHour: number; readonly hash: KeyedHash };

export type LimitedSubject = { readonly subject: string; readonly limit: Limit };

/** Records a use. A check alone records nothing, so that a refusal uses up nothing. */
export type RecordUse = () => Promise<void>;

export const nothing: RecordUse = async () => {};

export function all(...spends: readonly RecordUse[]): RecordUse {
  return async () => {
    for (const spend of spends) await spend();
  };
}

/**
 * Checks a sliding-window limit; `elsewhere` are uses that are recorded elsewhere. Refuses with the time until it allows
 * another use. The subject stays locked until the commit, so that the check is still valid when the use is recorded.
 */
export async function mayUse(
  trx: Trx,
  { subject, limit }: LimitedSubject,
  now: EpochMs,
  elsewhere: readonly EpochMs[] = [],
): Promise<Outcome<RecordUse>> {
  await trx.lockNames([subject]);
  const before = await usesOf(trx, subject);
  const from = allowedFrom(elsewhere.concat(before).toSorted(ascending), limit, now);
  if (from !== undefined) return tooOften(from - now);
  const times = [...countedUses(before, limit, now), now];
  return done(() => saveUses(trx, subject, times, now + limit.withinMs));
}

/**
 * Checks fixed-window limits, whose windows begin with the first use. Cheaper than `mayUse`, whose times would take a
 * database page per busy subject.
 */
export async function mayCount(
  trx: Trx,
  limited: readonly LimitedSubject[],
  now: EpochMs,
): Promise<Outcome<RecordUse>> {
  await trx.lockNames(limited.map(({ subject }) => subject));
  const after: [subject: string, increment: Counted][] = [];
  for (const { subject, limit } of limited) {
    const before = await countOf(trx, subject);
    const next = increment(before, limit, now);
    if (!next) return tooOften(before!.endsAt - now);
    after.push([subject, next]);
  }
  return done(async () => {
    for (const [subject, next] of after) await saveCount(trx, subject, next);
  });
}

function ascending(one: EpochMs, other: EpochMs): number {
  return one - other;
}
