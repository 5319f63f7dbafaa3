import { timingSafeEqual } from "node:crypto";
import type { Trx } from "../db/database.ts";
import type { Bookable } from "../db/queries/bookable.ts";
import { countGuess, insertCode, usableCodes, useCodes } from "../db/queries/email-codes.ts";
import { addressKey } from "../domain/address.ts";
import { type EpochMs, MINUTE_MS } from "../domain/interval.ts";
import { CODES_A_DAY, CODES_AN_HOUR } from "../domain/limits.ts";
import { done, invalid, type Outcome, refused } from "../domain/refusal.ts";
import { enqueueCodeEmail } from "../mail/enqueue-code.ts";
import type { Deps } from "./deps.ts";
import { all, mayUse, nothing, type Spend } from "./limits.ts";

/** How long a code can be used. */
export const CODE_MS = 10 * MINUTE_MS;
/** How often one may be guessed wrong: five of a million, three times an hour. */
const GUESSES = 5;

export type CodeCommand = {
  readonly hostSlug: string;
  readonly eventSlug: string;
  readonly email: string;
  /** The language tag that the email follows. */
  readonly locale: string;
};

/**
 * Emails a code that proves an address. Refuses with `not_found` only: whether the address got as many as it may get is nobody
 * else's business.
 */
export function requestCode(deps: Deps, command: CodeCommand): Promise<Outcome<null>> {
  return deps.database.write(async (trx) => {
    const bookable = await deps.findOffered(trx, command.hostSlug, command.eventSlug);
    if (!bookable) return refused("not_found");
    const now = deps.now();
    const address = deps.addressHash(addressKey(command.email));
    const limits = await mayGetCode(trx, deps, address, now);
    if (!limits.ok) return done(null);
    await limits.value();
    const code = {
      event_type_id: bookable.eventType.id,
      address,
      created_at: now,
      expires_at: now + CODE_MS,
    };
    const id = await insertCode(trx, { ...code, guesses_left: GUESSES });
    await enqueueCodeEmail(trx, deps, bookable, { ...command, codeId: id, usefulUntil: code.expires_at });
    trx.onCommit(deps.wakeWorkers);
    return done(null);
  });
}

async function mayGetCode(
  trx: Trx,
  { limits }: Deps,
  address: string,
  now: EpochMs,
): Promise<Outcome<Spend>> {
  if (!limits) return done(nothing);
  const hourly = await mayUse(trx, { subject: `code:${address}`, limit: CODES_AN_HOUR }, now);
  if (!hourly.ok) return hourly;
  const daily = await mayUse(trx, { subject: `codes:${address}`, limit: CODES_A_DAY }, now);
  return daily.ok ? done(all(hourly.value, daily.value)) : daily;
}

/** Whether an address is proved, and what uses the code up once the booking is made. */
export type Proof = { readonly proved: boolean; readonly use: Spend };

/**
 * Looks whether a code proves an address, if one was given or is needed. Refuses with what is wrong with it; a wrong one counts
 * against every code that it could have been.
 */
export async function proofOf(
  trx: Trx,
  deps: Deps,
  { eventType }: Bookable,
  { email, code, isNeeded }: { email: string; code: string | undefined; isNeeded: boolean },
): Promise<Outcome<Proof>> {
  if (code === undefined) {
    if (!isNeeded) return done({ proved: false, use: nothing });
    return invalid("/email_code", "is required: POST …/code emails one to the address");
  }
  const address = deps.addressHash(addressKey(email));
  const codes = await usableCodes(trx, eventType.id, address, deps.now());
  if (!codes.some((one) => isSame(deps.codes(one), code))) {
    if (codes.length > 0) await countGuess(trx, codes);
    return invalid("/email_code", "is not right, or no longer valid");
  }
  return done({ proved: true, use: () => useCodes(trx, eventType.id, address) });
}

function isSame(one: string, other: string): boolean {
  return one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));
}
