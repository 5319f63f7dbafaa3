import {
  findPasswordHash,
  findPasswordHolder,
  updatePasswordHash,
} from "../../db/queries/hosts/passwords.ts";
import {
  deleteSession,
  deleteSessionByHash,
  deleteSessionsBeyond,
  deleteSessionsOf,
  findSessionHolder,
  insertSession,
  touchSession,
} from "../../db/queries/hosts/sessions.ts";
import type { Actor, Caller } from "../../domain/actor.ts";
import { DAY_MS, type EpochMs } from "../../domain/interval.ts";
import { MOST_SESSIONS } from "../../domain/quota.ts";
import type { Trx } from "../../db/database.ts";
import type { Host } from "../../domain/records.ts";
import { done, type Outcome, refused } from "../../domain/refusal.ts";
import { checkPassword, hashPassword, isOutdated } from "../../security/password.ts";
import { hashToken, randomToken } from "../../security/random-token.ts";
import { record, recordBy } from "./audit.ts";
import type { Deps } from "../deps.ts";
import { lockedWrite } from "../locked-write.ts";
import { recordUse, USE_NOTED_EVERY_MS } from "./record-use.ts";
import { type ForgiveAttempt, logFailure, type SignInClient, countAttempt } from "./sign-in-attempts.ts";

/** Sessions end this long after their last use, and at the latest this long after sign-in. */
export const UNUSED_MS = 30 * DAY_MS;
const LONGEST_MS = 90 * DAY_MS;

/** How many characters of the User-Agent header are stored. */
const MOST_OF_USER_AGENT = 300;

const bySession: Actor = { type: "session" };

export type SignIn = {
  readonly email: string;
  readonly password: string;
  readonly client: SignInClient;
  readonly userAgent: string | null;
};

/** A new session. Only this result contains the tokens. */
export type Opened = { readonly host: Host; readonly token: string; readonly deviceToken: string };

/**
 * Signs a host in. Refuses with `wrong_login`, taking as long whether the account exists or not, with `busy`, or with when to
 * try again.
 */
export async function logIn(
  deps: Deps,
  { email, password, client, userAgent }: SignIn,
): Promise<Outcome<Opened>> {
  const holder = await findPasswordHolder(deps.database.read, email);
  const account = { email, hostId: holder?.id };
  const tried = await countAttempt(deps, account, client);
  if (!tried.ok) return tried;
  const verdict = await checkPassword(password, holder?.password_hash ?? null);
  if (verdict === "busy") return refused("busy");
  if (verdict === "wrong") {
    logFailure(deps, account, client, "wrong password");
    return refused("wrong_login");
  }
  const { password_hash, ...host } = holder!;
  const renewed = isOutdated(password_hash!) ? await hashPassword(password) : undefined;
  return openSession(deps, host, { checked: password_hash!, renewed, userAgent, forgive: tried.value });
}

type Opening = {
  readonly checked: string;
  readonly renewed: string | undefined;
  readonly userAgent: string | null;
  readonly forgive: ForgiveAttempt;
};

/** Refuses if the password has changed since it was checked. */
function openSession(
  deps: Deps,
  host: Host,
  { checked, renewed, userAgent, forgive }: Opening,
): Promise<Outcome<Opened>> {
  return lockedWrite(deps, host, async (trx) => {
    if ((await findPasswordHash(trx, host.id)) !== checked) return refused("wrong_login");
    if (renewed !== undefined) await updatePasswordHash(trx, host.id, renewed, deps.now());
    await forgive(trx);
    return done(await openSessionIn(trx, deps, host, userAgent));
  });
}

/** Opens a session for a host who has proved who they are. */
export async function openSessionIn(
  trx: Trx,
  deps: Deps,
  host: Host,
  userAgent: string | null,
): Promise<Opened> {
  const token = randomToken();
  const now = deps.now();
  const session = {
    hash: hashToken(token),
    host_id: host.id,
    user_agent: userAgent?.slice(0, MOST_OF_USER_AGENT) ?? null,
    expires_at: now + UNUSED_MS,
  };
  const id = await insertSession(trx, session, now);
  await deleteSessionsBeyond(trx, host.id, MOST_SESSIONS);
  await recordBy(trx, deps, { host, actor: bySession }, "session.created", id);
  return { host, token, deviceToken: deps.devices.issue(host.id, now) };
}

export type Authenticated = {
  readonly caller: Caller;
  /** The new end of the session, if the browser's cookie has to be extended. */
  readonly extendedTo: EpochMs | undefined;
};

/** Finds the host of a session token; undefined if the session has ended. */
export async function authenticateSession(deps: Deps, token: string): Promise<Authenticated | undefined> {
  const holder = await findSessionHolder(deps.database.read, hashToken(token));
  const now = deps.now();
  if (!holder || holder.expires_at <= now) return undefined;
  const { session_id, session_created_at, last_used_at, expires_at, ...host } = holder;
  const caller = { host, actor: bySession };
  if (now - last_used_at < USE_NOTED_EVERY_MS) return { caller, extendedTo: undefined };
  const until = Math.min(now + UNUSED_MS, session_created_at + LONGEST_MS);
  recordUse(deps, (trx) => touchSession(trx, session_id, { last_used_at: now, expires_at: until }));
  return { caller, extendedTo: until > expires_at ? until : undefined };
}

/** Returns the id of the host's session with this token; undefined for any other token. */
export async function sessionIdOf(deps: Deps, host: Host, token: string): Promise<number | undefined> {
  const holder = await findSessionHolder(deps.database.read, hashToken(token));
  return holder?.id === host.id ? holder.session_id : undefined;
}

/** Ends the session with this token, if it is live. */
export async function logOut(deps: Deps, token: string): Promise<void> {
  await deps.database.write(async (trx) => {
    const ended = await deleteSessionByHash(trx, hashToken(token));
    if (!ended) return;
    const { host_id, id } = ended;
    await record(trx, deps, { host_id, actor: bySession, action: "session.deleted", subject_id: id });
  });
}

export function endSession(deps: Deps, caller: Caller, id: number): Promise<Outcome<null>> {
  return deps.database.write(async (trx) => {
    if (!(await deleteSession(trx, caller.host.id, id, deps.now()))) return refused("not_found");
    await recordBy(trx, deps, caller, "session.deleted", id);
    return done(null);
  });
}

/** Ends every session of a host, including the one that asks. */
export async function endAllSessions(deps: Deps, { host, actor }: Caller): Promise<void> {
  await deps.database.write(async (trx) => {
    const count = await deleteSessionsOf(trx, host.id, null);
    if (count === 0) return;
    await record(trx, deps, { host_id: host.id, actor, action: "session.deleted", subject_id: null, count });
  });
}
