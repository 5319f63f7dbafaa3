import { findHost } from "../../db/queries/hosts/hosts.ts";
import { findPasswordHash, findPasswordHolder } from "../../db/queries/hosts/passwords.ts";
import { sameCase } from "../../domain/text/address.ts";
import { HOUR_MS } from "../../domain/interval.ts";
import { RESETS_OF_ADDRESS } from "../../domain/limits.ts";
import type { Host } from "../../domain/records.ts";
import { done, type Outcome, refused } from "../../domain/refusal.ts";
import { enqueueResetEmail } from "../../email/content/reset-email.ts";
import { hashPassword } from "../../security/password.ts";
import type { Deps } from "../deps.ts";
import { mayUse } from "../limits/limits.ts";
import { lockedWrite } from "../locked-write.ts";
import { judgePassword, replacePassword } from "./passwords.ts";
import { openSessionIn, type Opened } from "./sessions.ts";

/** How long the link for a new password works. */
export const RESET_MS = HOUR_MS;

/**
 * Emails a host the link for choosing a new password. Does nothing if nobody has the address or it has reached its limit, and
 * the caller cannot tell. Without a mail server, the link is shown to whoever runs the server.
 */
export function forgotPassword(deps: Deps, email: string): Promise<void> {
  return deps.database.write(async (trx) => {
    const now = deps.now();
    const subject = `reset:${deps.addressHash(sameCase(email))}`;
    const may = await mayUse(trx, { subject, limit: RESETS_OF_ADDRESS }, now);
    if (!may.ok) return;
    await may.value();
    const holder = await findPasswordHolder(trx, email);
    if (!holder) return;
    const { password_hash, ...host } = holder;
    const validUntil = now + RESET_MS;
    await enqueueResetEmail(trx, deps, host, validUntil);
    trx.onCommit(deps.wakeWorkers);
    const token = deps.resets.issue({ id: host.id, passwordHash: password_hash }, validUntil);
    if (!deps.sendsMail)
      trx.onCommit(() =>
        deps.tellOperator(`New password for ${host.email}: ${deps.publicUrl}/reset/${token}`),
      );
  });
}

/** The host that a link for a new password belongs to; undefined if it does not work. */
export async function hostOfReset(deps: Deps, token: string): Promise<Host | undefined> {
  const claimed = deps.resets.claim(token);
  if (!claimed || claimed.validUntil <= deps.now()) return undefined;
  const host = await findHost(deps.database.read, claimed.hostId);
  if (!host) return undefined;
  const passwordHash = await findPasswordHash(deps.database.read, host.id);
  return deps.resets.isFor(token, { id: host.id, passwordHash }) ? host : undefined;
}

/**
 * Sets a new password, ends all sessions and opens a new one. Refuses with `not_found` if the link does not work, or an easy
 * password as invalid.
 */
export async function resetPassword(
  deps: Deps,
  token: string,
  password: string,
  userAgent: string | null,
): Promise<Outcome<Opened>> {
  const host = await hostOfReset(deps, token);
  if (!host) return refused("not_found");
  const good = await judgePassword(password, host);
  if (!good.ok) return good;
  const hash = await hashPassword(password);
  return lockedWrite(deps, host, async (trx) => {
    const passwordHash = await findPasswordHash(trx, host.id);
    if (!deps.resets.isFor(token, { id: host.id, passwordHash })) return refused("not_found");
    await replacePassword(trx, deps, { host, actor: { type: "link", party: "host" } }, hash, undefined);
    return done(await openSessionIn(trx, deps, host, userAgent));
  });
}
