import type { Trx } from "../../db/database.ts";
import { deleteFailures, findFailures, saveFailures } from "../../db/queries/hosts/sign-in-failures.ts";
import { sameCase } from "../../domain/address.ts";
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
 * Passwords are guessed ever more slowly, and nobody is locked out. Each client waits for its own failures. Who signs in from
 * somewhere new waits for everybody's failures too, a minute at most; a known device does not. What was tried is stored, so that a
 * restart forgives nothing, and counts before the password is checked, so that tries at once are no more than one after the other.
 */

/** Who tries a password, as far as the request tells. */
export type SignInClient = {
  /** The address, or the IPv6 network, as the log names it. */
  readonly name: string;
  /** The same where it tells clients apart; undefined behind a proxy that nobody said to trust. */
  readonly network: string | undefined;
  /** The token of a device that was signed in before. */
  readonly device: string | undefined;
};

/** Whose password is tried: an address that somebody has, or nobody. */
export type Account = { readonly email: string; readonly hostId: number | undefined };

/** Takes back what counted as a failure, since the password was right. */
export type Forgive = (trx: Trx) => Promise<void>;

/** Counts a try as failed until it is forgiven. Refuses until when it is too soon, and then counts nothing. */
export async function takeTry(deps: Deps, account: Account, client: SignInClient): Promise<Outcome<Forgive>> {
  if (!deps.limits) return done(async () => {});
  const subjects = subjectsOf(deps, deps.limits, account, client);
  const outcome = await countTry(deps, subjects);
  if (!outcome.ok) logFailure(deps, account, client, "too soon");
  return outcome;
}

function countTry(deps: Deps, subjects: readonly Counted[]): Promise<Outcome<Forgive>> {
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

/** What this client did wrong is forgotten; of what everybody did, one try is taken back. */
async function forgive(trx: Trx, subjects: readonly Counted[]): Promise<void> {
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

type Counted = readonly [subject: string, rule: DelayRule];

function subjectsOf(
  { devices, now }: Deps,
  { hash }: Limits,
  { email, hostId }: Account,
  { network, device }: SignInClient,
): Counted[] {
  const account = sameCase(email);
  const known =
    device === undefined || hostId === undefined ? undefined : devices.deviceOf(device, hostId, now());
  if (known !== undefined) return [[hash(`sign-in:device:${known}:${account}`), ONE_CLIENT]];
  const all: Counted = [hash(`sign-in:all:${account}`), ALL_CLIENTS];
  return network === undefined ? [all] : [[hash(`sign-in:client:${network}:${account}`), ONE_CLIENT], all];
}

/** Says in the log that somebody did not get in, for whoever runs the server and their tools that block addresses. */
export function logFailure(
  { log }: Deps,
  { hostId }: Account,
  { name }: SignInClient,
  why: "wrong password" | "too soon",
): void {
  log.warn("sign-in failed", { client: name, host_id: hostId ?? null, why });
}
