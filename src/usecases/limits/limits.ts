import type { Trx } from "../../db/database.ts";
import { countOf, saveCount } from "../../db/queries/limits/limit-counts.ts";
import { saveUses, usesOf } from "../../db/queries/limits/limit-uses.ts";
import type { EpochMs } from "../../domain/interval.ts";
import { allowedFrom, type Counted, counted, countedUses, type Limit } from "../../domain/limits.ts";
import { done, type Outcome, tooOften } from "../../domain/refusal.ts";
import type { KeyedHash } from "../../security/keyed-hash.ts";

/** What bounds visitors. Networks and addresses are only ever stored as hashes. */
export type Limits = { readonly bookingsPerHour: number; readonly hash: KeyedHash };

/** Something limited, `subject` saying of what and by whom. */
export type Limited = { readonly subject: string; readonly limit: Limit };

/** Records what was allowed. Nothing is recorded by looking alone, so that a refusal uses up nothing. */
export type Spend = () => Promise<void>;

/** Records nothing. */
export const nothing: Spend = async () => {};

/** Records all of these. */
export function all(...spends: readonly Spend[]): Spend {
  return async () => {
    for (const spend of spends) await spend();
  };
}

/**
 * Looks whether something may be done once more, within any stretch of time of the limit's length; `elsewhere` are times
 * that are recorded elsewhere. Refuses until when it may not. The subject is locked until the commit, so that what is allowed
 * here still is when it is spent.
 */
export async function mayUse(
  trx: Trx,
  { subject, limit }: Limited,
  now: EpochMs,
  elsewhere: readonly EpochMs[] = [],
): Promise<Outcome<Spend>> {
  await trx.lockNames([subject]);
  const before = await usesOf(trx, subject);
  const from = allowedFrom(elsewhere.concat(before).toSorted(ascending), limit, now);
  if (from !== undefined) return tooOften(from - now);
  const times = [...countedUses(before, limit, now), now];
  return done(() => saveUses(trx, subject, times, now + limit.withinMs));
}

/**
 * Looks whether things may be done once more, each within a stretch of time that begins with the first time. Takes
 * less than `mayUse`, whose times would be a page of the database for each busy subject.
 */
export async function mayCount(trx: Trx, limited: readonly Limited[], now: EpochMs): Promise<Outcome<Spend>> {
  await trx.lockNames(limited.map(({ subject }) => subject));
  const after: [subject: string, counted: Counted][] = [];
  for (const { subject, limit } of limited) {
    const before = await countOf(trx, subject);
    const next = counted(before, limit, now);
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
