import { SourceFailure } from "../../calendars/sources/failure.ts";
import type { CalendarSource, RemoteCalendar } from "../../calendars/sources/source.ts";
import { type AccountRow, findAccountRow, updateAccount } from "../../db/queries/calendars/accounts.ts";
import { calendarsOfAccount } from "../../db/queries/calendars/calendars.ts";
import { longestAdvanceDays } from "../../db/queries/hosts/event-types.ts";
import { findHost } from "../../db/queries/hosts/hosts.ts";
import { DAY_MS, type EpochMs, type Interval, MINUTE_MS } from "../../domain/interval.ts";
import type { Host } from "../../domain/records.ts";
import type { Deps } from "../deps.ts";
import { openAccount } from "./credentials.ts";
import { finishDisconnecting } from "./disconnect.ts";
import { saveFound } from "./found-calendars.ts";
import { enqueueMissingEntries } from "./missing-entries.ts";
import { reportFailing } from "./report-failing.ts";
import { syncCalendar } from "./sync-calendar.ts";

/** How long after a synchronization the next one begins; an event closes its slot within five minutes. */
const EVERY_MS = 4 * MINUTE_MS;
const FULL_EVERY_MS = DAY_MS;
/** The pauses after the first, second, … failure. */
const PAUSES_MS = [MINUTE_MS, 2 * MINUTE_MS, 4 * MINUTE_MS, 10 * MINUTE_MS];
/** How long one synchronization may take. */
const LIMIT_MS = 4 * MINUTE_MS;
/** How far beyond the last bookable day events are read, so that a day's delay of a full reading does no harm. */
const MARGIN_DAYS = 31;

/** Synchronizes an account that this process has leased. Never rejects because of the calendar server. */
export async function syncLeased(deps: Deps, account: AccountRow): Promise<void> {
  if (account.disconnecting) return finishDisconnecting(deps, account);
  const host = await findHost(deps.database.read, account.host_id);
  if (host) await syncAndSettle(deps, account, host);
}

async function syncAndSettle(deps: Deps, account: AccountRow, host: Host): Promise<void> {
  const began = deps.now();
  const isFull = account.full_synced_at === null || account.full_synced_at <= began - FULL_EVERY_MS;
  const failure = await failureOf(() => syncAccount(deps, account, host, isFull));
  await (failure ? settleFailed(deps, account, host, failure) : settleDone(deps, account, began, isFull));
}

async function failureOf(work: () => Promise<void>): Promise<SourceFailure | undefined> {
  try {
    await work();
    return undefined;
  } catch (error) {
    if (error instanceof SourceFailure) return error;
    throw error;
  }
}

async function syncAccount(deps: Deps, account: AccountRow, host: Host, isFull: boolean): Promise<void> {
  const source = openAccount(deps, account);
  const signal = AbortSignal.any([deps.stopping, AbortSignal.timeout(LIMIT_MS)]);
  const window = await windowOf(deps, host);
  if (isFull) {
    const listed = await listCalendars(source, signal);
    await deps.database.write((trx) => saveFound(trx, deps, account, listed));
  }
  for (const calendar of await calendarsOfAccount(deps.database.read, account.id)) {
    const isNeeded = calendar.busy === 1 || calendar.is_target === 1;
    const isShort = calendar.read_until === null || calendar.read_until < window.end - MARGIN_DAYS * DAY_MS;
    const context = { source, signal, host, window, isFull: isFull || isShort };
    if (isNeeded) await syncCalendar(deps, calendar.id, context);
  }
}

/** From yesterday to well beyond the last bookable day of the host's event types. */
export async function windowOf(deps: Deps, { id }: Pick<Host, "id">): Promise<Interval> {
  const days = await longestAdvanceDays(deps.database.read, id);
  const now = deps.now();
  return { start: now - DAY_MS, end: now + (days + 2 + MARGIN_DAYS) * DAY_MS };
}

/** Every account has a calendar; an empty list would open all times. */
async function listCalendars(
  source: CalendarSource,
  signal: AbortSignal,
): Promise<readonly RemoteCalendar[]> {
  const listed = await source.calendars(signal);
  if (listed.length > 0) return listed;
  throw new SourceFailure("not_a_calendar", "The server lists no calendars.");
}

/** If the account became due again meanwhile, because somebody asked for it, it stays due. */
async function settleDone(deps: Deps, account: AccountRow, began: EpochMs, isFull: boolean): Promise<void> {
  await deps.database.write(async (trx) => {
    const isDueAgain = (await findAccountRow(trx, account.id))?.sync_at !== account.sync_at;
    await updateAccount(trx, account.id, {
      error: null,
      failing_since: null,
      reported_at: null,
      last_synced_at: began,
      ...(!isDueAgain && { status: "ok", sync_at: began + EVERY_MS }),
      ...(!isDueAgain && isFull && { full_synced_at: began }),
      leased_until: 0,
    });
    // Writes of entries may have been given up meanwhile.
    if (isFull) await enqueueMissingEntries(trx, deps, account.host_id);
  });
  if (account.failing_since !== null) deps.log.info("calendar account recovered", named(account));
}

/** After any failure everything is listed again, because the copy may not be what the server thinks it is. */
async function settleFailed(
  deps: Deps,
  account: AccountRow,
  host: Host,
  { kind, message }: SourceFailure,
): Promise<void> {
  if (deps.stopping.aborted) return release(deps, account);
  const now = deps.now();
  const failing_since = account.failing_since ?? now;
  const failures = Math.floor((now - failing_since) / MINUTE_MS);
  const status = kind === "unauthorized" ? "revoked" : "failing";
  await deps.database.write(async (trx) => {
    await updateAccount(trx, account.id, {
      status,
      error: message,
      failing_since,
      full_synced_at: null,
      sync_at: now + PAUSES_MS[Math.min(failures, PAUSES_MS.length - 1)]!,
      leased_until: 0,
    });
    await reportFailing(trx, deps, host, { ...account, status, failing_since });
  });
  if (account.failing_since === null)
    deps.log.warn("calendar account failing", { ...named(account), status, reason: kind });
}

async function release(deps: Deps, { id }: AccountRow): Promise<void> {
  await deps.database.write((trx) => updateAccount(trx, id, { leased_until: 0 }));
}

/** The log fields of an account. */
export function named({ id, host_id, kind }: AccountRow): Record<string, unknown> {
  return { calendar_account_id: id, host_id, kind };
}
