import type { Trx } from "../../db/database.ts";
import { deleteFailures, findFailures, saveFailures } from "../../db/queries/hosts/sign-in-failures.ts";
import { sameCase } from "../../domain/text/address.ts";
import { done, type Outcome, tooOften } from "../../domain/refusal.ts";
import {
  ALL_CLIENTS,
  type DelayRule,
  failedAgain,
  type Failures,
  ONE_CLIENT,
} from "../../domain/sign-in-delay.ts";
import type { Deps } from "../deps.ts";
import type { Limits } from "../limits/limits.ts";

/**
 * Growing delays for wrong passwords instead of a lockout. Each client is delayed by its own failures. A client that is new
 * to the account is also delayed by everybody's failures, up to a minute; a known device is not. Tries are stored, so a
 * restart resets nothing, and are counted before the password is checked, so parallel tries gain nothing.
 */

/** A client that tries a password. */
export type SignInClient = {
  /** The address or IPv6 network, for the log. */
  readonly name: string;
  /** The same for counting; undefined behind an untrusted proxy, where clients cannot be told apart. */
  readonly network: string | undefined;
  /** The device token of the request, if any. */
  readonly device: string | undefined;
};

/** The account whose password is tried; `hostId` is undefined if nobody has the address. */
export type Account = { readonly email: string; readonly hostId: number | undefined };

/** Takes the try back, because the password was right. */
export type ForgiveAttempt = (trx: Trx) => Promise<void>;

/** Counts a try as failed until it is forgiven. Refuses with when to try again, without counting, if it is too soon. */
export async function countAttempt(
  deps: Deps,
  account: Account,
  client: SignInClient,
): Promise<Outcome<ForgiveAttempt>> {
  if (!deps.limits) return done(async () => {});
  const subjects = subjectsOf(deps, deps.limits, account, client);
  const outcome = await incrementAttempts(deps, subjects);
  if (!outcome.ok) logFailure(deps, account, client, "too soon");
  return outcome;
}

function incrementAttempts(
  deps: Deps,
  subjects: readonly AttemptCounter[],
): Promise<Outcome<ForgiveAttempt>> {
  return deps.database.write(async (trx) => {
    await trx.lockNames(subjects.map(([subject]) => subject));
    const now = deps.now();
    const before = new Map<string, Failures | undefined>();
    for (const [subject] of subjects) before.set(subject, await findFailures(trx, subject));
    const lockedUntil = Math.max(...[...before.values()].map((failures) => failures?.locked_until ?? 0));
    if (lockedUntil > now) return tooOften(lockedUntil - now);
    for (const [subject, rule] of subjects)
      await saveFailures(trx, subject, failedAgain(before.get(subject), rule, now));
    return done((later: Trx) => forgive(later, subjects));
  });
}

/** Resets this client's failures, and removes one from everybody's. */
async function forgive(trx: Trx, subjects: readonly AttemptCounter[]): Promise<void> {
  for (const [subject, rule] of subjects) {
    if (rule === ONE_CLIENT) await deleteFailures(trx, subject);
    else {
      const failures = await findFailures(trx, subject);
      if (failures)
        await saveFailures(trx, subject, {
          ...failures,
          level: Math.max(0, failures.level - 1),
          locked_until: 0,
        });
    }
  }
}

type AttemptCounter = readonly [subject: string, rule: DelayRule];

function subjectsOf(
  { devices, now }: Deps,
  { hash }: Limits,
  { email, hostId }: Account,
  { network, device }: SignInClient,
): AttemptCounter[] {
  const account = sameCase(email);
  const known =
    device === undefined || hostId === undefined ? undefined : devices.deviceOf(device, hostId, now());
  if (known !== undefined) return [[hash(`sign-in:device:${known}:${account}`), ONE_CLIENT]];
  const all: AttemptCounter = [hash(`sign-in:all:${account}`), ALL_CLIENTS];
  return network === undefined ? [all] : [[hash(`sign-in:client:${network}:${account}`), ONE_CLIENT], all];
}

/** Logs a failed sign-in, for the operator and tools such as fail2ban. */
export function logFailure(
  { log }: Deps,
  { hostId }: Account,
  { name }: SignInClient,
  why: "wrong password" | "too soon",
): void {
  log.warn("sign-in failed", { client: name, host_id: hostId ?? null, why });
}
