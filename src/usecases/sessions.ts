import { findPasswordHash, findPasswordHolder, updatePasswordHash } from "../db/queries/passwords.ts";
import { deleteSession, extendSession, findSessionHolder, insertSession } from "../db/queries/sessions.ts";
import type { Caller } from "../domain/actor.ts";
import { DAY_MS } from "../domain/interval.ts";
import type { Host } from "../domain/records.ts";
import { done, type Outcome, refused } from "../domain/refusal.ts";
import { checkPassword, hashPassword, isOutdated } from "../security/password.ts";
import { hashToken, randomToken } from "../security/random-token.ts";
import type { Deps } from "./deps.ts";
import { lockedWrite } from "./locked-write.ts";

/** How long a session lasts that nobody uses. */
export const SESSION_MS = 30 * DAY_MS;
/** How precisely its last use is known. */
const USE_NOTED_EVERY_MS = DAY_MS;

/**
 * Opens a session for who knows a host's password; the token is shown this once. Refuses with `wrong_login`, in
 * the same time whether there is such a host or not, or with `busy`.
 */
export async function logIn(
  deps: Deps,
  { email, password }: { readonly email: string; readonly password: string },
): Promise<Outcome<{ host: Host; token: string }>> {
  const holder = await findPasswordHolder(deps.database.read, email);
  const verdict = await checkPassword(password, holder?.password_hash ?? null);
  if (verdict !== "right") return refused(verdict === "busy" ? "busy" : "wrong_login");
  const { password_hash, ...host } = holder!;
  const renewed = isOutdated(password_hash!) ? await hashPassword(password) : undefined;
  return openSession(deps, host, password_hash!, renewed);
}

/** Only while the password is still the one that was checked. */
function openSession(
  deps: Deps,
  host: Host,
  checked: string,
  renewed: string | undefined,
): Promise<Outcome<{ host: Host; token: string }>> {
  const token = randomToken();
  return lockedWrite(deps, host, async (trx) => {
    const now = deps.now();
    if ((await findPasswordHash(trx, host.id)) !== checked) return refused("wrong_login");
    if (renewed !== undefined) await updatePasswordHash(trx, host.id, renewed, now);
    await insertSession(trx, { hash: hashToken(token), host_id: host.id, expires_at: now + SESSION_MS }, now);
    return done({ host, token });
  });
}

/** Whose session this is; undefined for one that ended. `extended` says that it lasts for longer from now on. */
export async function authenticateSession(
  deps: Deps,
  token: string,
): Promise<{ caller: Caller; extended: boolean } | undefined> {
  const hash = hashToken(token);
  const holder = await findSessionHolder(deps.database.read, hash);
  const left = (holder?.expires_at ?? 0) - deps.now();
  if (!holder || left <= 0) return undefined;
  const { expires_at: _, ...host } = holder;
  const extended = left <= SESSION_MS - USE_NOTED_EVERY_MS;
  if (extended) extend(deps, hash);
  return { caller: { host, actor: { type: "session" } }, extended };
}

/** Nobody waits for this, and a full disk must not lock a host out. */
function extend(deps: Deps, hash: string): void {
  const until = deps.now() + SESSION_MS;
  deps.database.write((trx) => extendSession(trx, hash, until)).catch(() => undefined);
}

/** Ends a session; one that is over already stays so. */
export async function logOut(deps: Deps, token: string): Promise<void> {
  await deps.database.write((trx) => deleteSession(trx, hashToken(token)));
}
