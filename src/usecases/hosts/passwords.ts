import type { Trx } from "../../db/database.ts";
import { findHostBySlug } from "../../db/queries/hosts/hosts.ts";
import { findPasswordHash, updatePasswordHash } from "../../db/queries/hosts/passwords.ts";
import { deleteSessionsOf } from "../../db/queries/hosts/sessions.ts";
import { type Caller, operator } from "../../domain/actor.ts";
import type { Host } from "../../domain/records.ts";
import { done, invalid, type Outcome, refused } from "../../domain/refusal.ts";
import { isGuessable } from "../../security/guessable.ts";
import { checkPassword, hashPassword } from "../../security/password.ts";
import { hashToken } from "../../security/random-token.ts";
import { recordBy } from "./audit.ts";
import type { Deps } from "../deps.ts";
import { lockedWrite } from "../locked-write.ts";
import { logFailure, type SignInClient, countAttempt } from "./sign-in-attempts.ts";

/**
 * Sets a host's password from the command line, and ends all their sessions. Refuses with `not_found`, and a password that is
 * easy to guess as invalid.
 */
export async function setPassword(deps: Deps, slug: string, password: string): Promise<Outcome<null>> {
  const owner = await findHostBySlug(deps.database.read, slug);
  if (!owner) return refused("not_found");
  const good = await judgePassword(password, owner);
  if (!good.ok) return good;
  const hash = await hashPassword(password);
  return deps.database.write(async (trx) => {
    const host = await findHostBySlug(trx, slug);
    if (!host) return refused("not_found");
    await replacePassword(trx, deps, { host, actor: operator }, hash, undefined);
    return done(null);
  });
}

/**
 * Changes a host's own password and ends all their sessions except the one with this token. Refuses as `judgePassword` and
 * `checkOwnPassword` do.
 */
export async function changePassword(
  deps: Deps,
  caller: Caller,
  client: SignInClient,
  { current, next, token }: { current: string; next: string; token: string | undefined },
): Promise<Outcome<null>> {
  const good = await judgePassword(next, caller.host);
  if (!good.ok) return good;
  const own = await checkOwnPassword(deps, caller, { client, password: current });
  if (!own.ok) return own;
  const hash = await hashPassword(next);
  return lockedWrite(deps, caller.host, async (trx) => {
    if (!(await own.value(trx))) return notYours;
    await replacePassword(trx, deps, caller, hash, token);
    return done(null);
  });
}

export const notYours = invalid("/current_password", "is not your password");

/** Refuses a password that is easy to guess, also for somebody who knows the host. */
export async function judgePassword(
  password: string,
  { name, email, slug }: Pick<Host, "name" | "email" | "slug">,
): Promise<Outcome<null>> {
  const guessable = await isGuessable(password, [slug, name, ...name.split(" "), email, ...email.split("@")]);
  return guessable ? tooEasy : done(null);
}

const tooEasy = invalid("/password", "is too easy to guess; use a few unrelated words or a password manager");

/** A host's current password, and the client that sent it. */
export type PasswordProof = { readonly client: SignInClient; readonly password: string };

/** Like `checkOwnPassword`; hosts without a password pass without a proof. */
export async function checkPasswordIfAny(
  deps: Deps,
  caller: Caller,
  proof: PasswordProof | undefined,
): Promise<Outcome<StillOwn>> {
  if (proof) return checkOwnPassword(deps, caller, proof);
  if ((await findPasswordHash(deps.database.read, caller.host.id)) !== null)
    return invalid("/current_password", "is required to change the email address");
  return done(async (trx) => (await findPasswordHash(trx, caller.host.id)) === null);
}

/** Returns whether the checked password is still the current one; call it in the transaction that relies on it. */
type StillOwn = (trx: Trx) => Promise<boolean>;

/**
 * Checks a host's current password, with the same delays as a sign-in: a stolen key must not help to guess it. Refuses a
 * wrong one as invalid, with `busy`, or with when to try again.
 */
async function checkOwnPassword(
  deps: Deps,
  { host }: Caller,
  { client, password }: PasswordProof,
): Promise<Outcome<StillOwn>> {
  const account = { email: host.email, hostId: host.id };
  const tried = await countAttempt(deps, account, client);
  if (!tried.ok) return tried;
  const hash = await findPasswordHash(deps.database.read, host.id);
  const verdict = await checkPassword(password, hash);
  if (verdict === "busy") return refused("busy");
  if (verdict === "wrong") {
    logFailure(deps, account, client, "wrong password");
    return notYours;
  }
  return done(async (trx) => {
    await tried.value(trx);
    return (await findPasswordHash(trx, host.id)) === hash;
  });
}

/** Replaces a password and ends all sessions except the one with this token. */
export async function replacePassword(
  trx: Trx,
  deps: Deps,
  caller: Caller,
  passwordHash: string,
  token: string | undefined,
): Promise<void> {
  await updatePasswordHash(trx, caller.host.id, passwordHash, deps.now());
  await deleteSessionsOf(trx, caller.host.id, token === undefined ? null : hashToken(token));
  await recordBy(trx, deps, caller, "host.updated", caller.host.id, ["password"]);
}
