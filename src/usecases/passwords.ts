import type { Trx } from "../db/database.ts";
import { findHostBySlug } from "../db/queries/hosts.ts";
import { findPasswordHash, updatePasswordHash } from "../db/queries/passwords.ts";
import { deleteOtherSessions } from "../db/queries/sessions.ts";
import { type Caller, operator } from "../domain/actor.ts";
import { done, invalid, type Outcome, refused } from "../domain/refusal.ts";
import { checkPassword, hashPassword } from "../security/password.ts";
import { hashToken } from "../security/random-token.ts";
import { recordBy } from "./audit.ts";
import type { Deps } from "./deps.ts";
import { lockedWrite } from "./locked-write.ts";

/** Sets a host's password from the command line, and ends all their sessions. Refuses with `not_found`. */
export async function setPassword(deps: Deps, slug: string, password: string): Promise<Outcome<null>> {
  const hash = await hashPassword(password);
  return deps.database.write(async (trx) => {
    const host = await findHostBySlug(trx, slug);
    if (!host) return refused("not_found");
    await replacePassword(trx, deps, { host, actor: operator }, hash, undefined);
    return done(null);
  });
}

/**
 * Changes a host's own password, who says the one that holds, and ends their sessions but the one with the token.
 * Refuses a wrong one as invalid, or with `busy`.
 */
export async function changePassword(
  deps: Deps,
  caller: Caller,
  { current, next, token }: { current: string; next: string; token: string | undefined },
): Promise<Outcome<null>> {
  const before = await findPasswordHash(deps.database.read, caller.host.id);
  const verdict = await checkPassword(current, before);
  if (verdict !== "right") return verdict === "busy" ? refused("busy") : notYours;
  const hash = await hashPassword(next);
  return lockedWrite(deps, caller.host, async (trx) => {
    if ((await findPasswordHash(trx, caller.host.id)) !== before) return notYours;
    await replacePassword(trx, deps, caller, hash, token);
    return done(null);
  });
}

const notYours = invalid("/current_password", "is not your password");

async function replacePassword(
  trx: Trx,
  deps: Deps,
  caller: Caller,
  passwordHash: string,
  token: string | undefined,
): Promise<void> {
  await updatePasswordHash(trx, caller.host.id, passwordHash, deps.now());
  await deleteOtherSessions(trx, caller.host.id, token === undefined ? null : hashToken(token));
  await recordBy(trx, deps, caller, "host.updated", caller.host.id, ["password"]);
}
