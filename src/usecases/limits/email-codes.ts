import { timingSafeEqual } from "node:crypto";
import type { Trx } from "../../db/database.ts";
import type { Bookable } from "../../db/queries/bookings/bookable.ts";
import { codesFor, insertCode, updateGuesses } from "../../db/queries/limits/email-codes.ts";
import type { EmailCodeRow } from "../../db/tables.ts";
import { addressKey } from "../../domain/text/address.ts";
import { type EpochMs, MINUTE_MS } from "../../domain/interval.ts";
import { CODES_A_DAY, CODES_AN_HOUR } from "../../domain/limits.ts";
import { done, invalid, type Outcome, refused } from "../../domain/refusal.ts";
import { enqueueCodeEmail } from "../../email/enqueue-code.ts";
import type { Deps } from "../deps.ts";
import { all, mayUse, nothing, type RecordUse } from "./limits.ts";

export const CODE_MS = 10 * MINUTE_MS;
/**
 * Wrong guesses per code, counted separately for the client network that requested it and for all others, so that nobody
 * elsewhere can use up an owner's guesses.
 */
const GUESSES = 5;

export type CodeCommand = {
  readonly hostSlug: string;
  readonly eventSlug: string;
  readonly email: string;
  readonly locale: string;
  /** Keyed hash of the client network; undefined if it is not counted. */
  readonly client: string | undefined;
};

/**
 * Emails a code that verifies an address. Refuses only with `not_found`: it does not reveal whether the address has reached
 * its limit.
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
    const expires_at = now + CODE_MS;
    const codeId = await insertCode(trx, {
      event_type_id: bookable.eventType.id,
      address,
      client: command.client ?? null,
      guesses_left: GUESSES,
      others_guesses_left: GUESSES,
      created_at: now,
      expires_at,
    });
    await enqueueCodeEmail(trx, deps, bookable, { ...command, codeId, usefulUntil: expires_at });
    trx.onCommit(deps.wakeWorkers);
    return done(null);
  });
}

async function mayGetCode(
  trx: Trx,
  { limits }: Deps,
  address: string,
  now: EpochMs,
): Promise<Outcome<RecordUse>> {
  if (!limits) return done(nothing);
  const hourly = await mayUse(trx, { subject: `code:${address}`, limit: CODES_AN_HOUR }, now);
  if (!hourly.ok) return hourly;
  const daily = await mayUse(trx, { subject: `codes:${address}`, limit: CODES_A_DAY }, now);
  return daily.ok ? done(all(hourly.value, daily.value)) : daily;
}

/** Whether an address is verified; `use` consumes the code once the booking is made. */
export type Proof = { readonly proved: boolean; readonly use: RecordUse };

/** What the visitor sent to verify an address; `client` as in the request for the code. */
export type Claim = {
  readonly email: string;
  readonly code: string | undefined;
  readonly client: string | undefined;
  readonly isNeeded: boolean;
};

/**
 * Checks the code, if one was given or is required. Refuses an invalid one; a wrong guess counts against every code that it
 * could have been.
 */
export async function proofOf(
  trx: Trx,
  deps: Deps,
  { eventType }: Bookable,
  { email, code, client, isNeeded }: Claim,
): Promise<Outcome<Proof>> {
  if (code === undefined) {
    if (!isNeeded) return done({ proved: false, use: nothing });
    return invalid("/email_code", "is required: POST …/code emails one to the address");
  }
  const address = deps.addressHash(addressKey(email));
  await trx.lockNames([`code:${address}`]);
  const codes = await codesFor(trx, eventType.id, address, deps.now());
  const usable = codes
    .map((row) => ({ row, pool: poolFor(row, client) }))
    .filter(({ row, pool }) => row[pool] > 0);
  if (!usable.some(({ row }) => isSame(deps.codes(row), code))) {
    for (const { row, pool } of usable) await updateGuesses(trx, { ...row, [pool]: row[pool] - 1 });
    return invalid("/email_code", "is wrong or no longer valid");
  }
  return done({ proved: true, use: () => useCode(trx, codes) });
}

function poolFor(row: EmailCodeRow, client: string | undefined): "guesses_left" | "others_guesses_left" {
  return row.client === (client ?? null) ? "guesses_left" : "others_guesses_left";
}

async function useCode(trx: Trx, codes: readonly EmailCodeRow[]): Promise<void> {
  for (const row of codes) await updateGuesses(trx, { ...row, guesses_left: 0, others_guesses_left: 0 });
}

function isSame(one: string, other: string): boolean {
  return one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));
}
