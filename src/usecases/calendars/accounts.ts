import { SourceFailure } from "../../calendars/sources/failure.ts";
import { type Credentials, shownUrl } from "../../calendars/sources/open.ts";
import type { RemoteCalendar } from "../../calendars/sources/source.ts";
import type { Db, Trx } from "../../db/database.ts";
import {
  findAccount,
  findAccountRow,
  insertAccount,
  listAccounts,
  makeDue,
  updateAccount,
} from "../../db/queries/calendars/accounts.ts";
import { listCalendars } from "../../db/queries/calendars/calendars.ts";
import { type UnreadEvent, unreadEvents } from "../../db/queries/calendars/objects.ts";
import type { Caller } from "../../domain/actor.ts";
import { changedFields } from "../../domain/audit.ts";
import type { CalendarAccount, ConnectedCalendar } from "../../domain/calendars.ts";
import type { Host } from "../../domain/records.ts";
import { done, invalid, type Outcome, refused } from "../../domain/refusal.ts";
import { recordBy } from "../hosts/audit.ts";
import type { Deps } from "../deps.ts";
import { addOwned } from "../limits/quota.ts";
import { lockedWrite } from "../locked-write.ts";
import { openCredentials, sealCredentials } from "./credentials.ts";
import { saveFound } from "./found-calendars.ts";
import { enqueueMissingEntries } from "./missing-entries.ts";

/** An account with its calendars, and up to `MOST_UNREAD` events in them that cannot be read. */
export type ConnectedAccount = {
  readonly account: CalendarAccount;
  readonly calendars: readonly ConnectedCalendar[];
  readonly unread: readonly UnreadEvent[];
};

const MOST_UNREAD = 20;

export type NewAccount = Credentials & { readonly kind: "ics" | "caldav"; readonly name: string };

/** Changes of an account; another address, user name or password is tried first. */
export type AccountChanges = Partial<Credentials & { readonly name: string; readonly paused: boolean }>;

/** A host's accounts, oldest first. */
export async function connectedAccounts(db: Db, { id }: Pick<Host, "id">): Promise<ConnectedAccount[]> {
  const accounts = await listAccounts(db, id);
  const calendars = Map.groupBy(await listCalendars(db, id), ({ account_id }) => account_id);
  const unread = await unreadEvents(db, id, MOST_UNREAD);
  return accounts.map((account) => {
    const own = calendars.get(account.id) ?? [];
    const ids = new Set(own.map((calendar) => calendar.id));
    return { account, calendars: own, unread: unread.filter(({ calendar_id }) => ids.has(calendar_id)) };
  });
}

/** One of them. Refuses with `not_found`. */
export function connectedAccount(
  deps: Deps,
  host: Pick<Host, "id">,
  id: number,
): Promise<Outcome<ConnectedAccount>> {
  return connectedIn(deps.database.read, host, id);
}

async function connectedIn(db: Db, host: Pick<Host, "id">, id: number): Promise<Outcome<ConnectedAccount>> {
  const accounts = await connectedAccounts(db, host);
  const found = accounts.find(({ account }) => account.id === id);
  return found ? done(found) : refused("not_found");
}

/**
 * Connects an account after signing in to it. The events of all its calendars block. Refuses with
 * `too_many_calendar_accounts`, or names the field with which signing in failed.
 */
export async function connectAccount(
  deps: Deps,
  { host, ...caller }: Caller,
  { kind, name, ...credentials }: NewAccount,
): Promise<Outcome<ConnectedAccount>> {
  const listed = await signIn(deps, kind, credentials);
  if (!listed.ok) return listed;
  const sealed = sealCredentials(deps, host.id, credentials);
  const url = shownUrl(kind, credentials);
  const added = await addOwned(deps, host, "calendar_accounts", async (trx) => {
    const row = { host_id: host.id, kind, name, url, credentials: sealed };
    const account = await insertAccount(trx, row, deps.now());
    await saveFound(trx, deps, account, listed.value);
    await recordBy(trx, deps, { host, ...caller }, "calendar_account.created", account.id);
    trx.onCommit(deps.calendars.wakeSync);
    return done(account);
  });
  return added.ok ? connectedAccount(deps, host, added.value.id) : added;
}

const SIGN_IN_MS = 15_000;

/** Signs in and lists the calendars. */
async function signIn(
  deps: Deps,
  kind: NewAccount["kind"],
  credentials: Credentials,
): Promise<Outcome<readonly RemoteCalendar[]>> {
  const signal = AbortSignal.any([deps.stopping, AbortSignal.timeout(SIGN_IN_MS)]);
  try {
    const listed = await deps.calendars.open(kind, credentials).calendars(signal);
    return listed.length > 0 ? done(listed) : invalid("/url", "leads to no calendars");
  } catch (error) {
    if (!(error instanceof SourceFailure)) throw error;
    const isPassword = error.kind === "unauthorized" && kind === "caldav";
    return invalid(isPassword ? "/password" : "/url", error.message);
  }
}

/** Changes an account. Refuses with `not_found`, or names the field with which signing in failed. */
export async function changeAccount(
  deps: Deps,
  caller: Caller,
  id: number,
  { url, username, password, ...plain }: AccountChanges,
): Promise<Outcome<ConnectedAccount>> {
  const { host } = caller;
  const row = await findAccountRow(deps.database.read, id);
  if (!row || row.host_id !== host.id || row.disconnecting) return refused("not_found");
  const given = { ...(url && { url }), ...(username && { username }), ...(password && { password }) };
  const isOther = Object.keys(given).length > 0;
  const credentials = { ...openCredentials(deps, row), ...given };
  if (isOther && credentials.url === undefined) return invalid("/url", "must be given again");
  if (row.kind === "caldav" && isOtherServer(row.url, url) && password === undefined)
    return invalid("/password", "is required for another server");
  const kind = row.kind === "ics" ? "ics" : "caldav";
  const listed = isOther ? await signIn(deps, kind, credentials as Credentials) : undefined;
  if (listed && !listed.ok) return listed;
  return lockedWrite(deps, host, async (trx): Promise<Outcome<ConnectedAccount>> => {
    const found = await findAccount(trx, host.id, id);
    if (!found) return refused("not_found");
    const changed = [...changedFields(found, plain), ...Object.keys(given)].sort();
    if (listed) {
      await saveFound(trx, deps, found, listed.value);
      await updateAccount(trx, id, {
        credentials: sealCredentials(deps, host.id, credentials as Credentials),
        url: shownUrl(kind, credentials as Credentials),
      });
    }
    if (changed.length > 0) {
      await apply(trx, deps, found, plain, isOther);
      await recordBy(trx, deps, caller, "calendar_account.updated", id, changed);
    }
    return connectedIn(trx, host, id);
  });
}

/** A stored password only goes to the server that it was entered for. */
function isOtherServer(stored: string, url: string | undefined): boolean {
  return url !== undefined && URL.parse(url)?.origin !== URL.parse(stored)?.origin;
}

async function apply(
  trx: Trx,
  deps: Deps,
  account: CalendarAccount,
  { name = account.name, paused = account.paused }: Pick<AccountChanges, "name" | "paused">,
  isOther: boolean,
): Promise<void> {
  const resumes = account.paused && !paused;
  await updateAccount(trx, account.id, {
    name,
    paused: paused ? 1 : 0,
    updated_at: deps.now(),
  });
  if (resumes || isOther) await makeDue(trx, account.id, { now: deps.now(), isFull: true });
  if (resumes) await enqueueMissingEntries(trx, deps, account.host_id);
  trx.onCommit(deps.calendars.wakeSync);
}

/** Synchronizes an account now, reading everything again. Refuses with `not_found`. */
export function requestSync(deps: Deps, caller: Caller, id: number): Promise<Outcome<ConnectedAccount>> {
  const { host } = caller;
  return lockedWrite(deps, host, async (trx): Promise<Outcome<ConnectedAccount>> => {
    const found = await findAccount(trx, host.id, id);
    if (!found) return refused("not_found");
    await makeDue(trx, id, { now: deps.now(), isFull: true });
    trx.onCommit(deps.calendars.wakeSync);
    return connectedIn(trx, host, id);
  });
}
