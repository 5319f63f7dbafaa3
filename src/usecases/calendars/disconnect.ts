import { SourceFailure } from "../../calendars/sources/failure.ts";
import type { CalendarSource } from "../../calendars/sources/source.ts";
import type { Trx } from "../../db/database.ts";
import {
  type AccountRow,
  deleteAccount,
  findAccount,
  updateAccount,
} from "../../db/queries/calendars/accounts.ts";
import { dropCopy } from "../../db/queries/calendars/objects.ts";
import { calendarsOfAccount } from "../../db/queries/calendars/calendars.ts";
import { type CalendarEntry, deleteEntry, entriesOfAccount } from "../../db/queries/calendars/entries.ts";
import { forgetCalendars } from "../../db/queries/hosts/event-types.ts";
import type { Caller } from "../../domain/actor.ts";
import type { CalendarAccount } from "../../domain/calendars.ts";
import { DAY_MS, MINUTE_MS } from "../../domain/interval.ts";
import { done, type Outcome, refused } from "../../domain/refusal.ts";
import { recordBy } from "../hosts/audit.ts";
import type { Deps } from "../deps.ts";
import { lockedWrite } from "../locked-write.ts";
import { openAccount } from "./credentials.ts";

/**
 * Disconnects an account, with everything copied from it. The bookings' entries stay there (`keep`), or are removed in the
 * background as long as the server accepts it (`remove`). Refuses with `not_found`.
 */
export function disconnectAccount(
  deps: Deps,
  caller: Caller,
  id: number,
  entries: "keep" | "remove",
): Promise<Outcome<null>> {
  const { host } = caller;
  return lockedWrite(deps, host, async (trx): Promise<Outcome<null>> => {
    const found = await findAccount(trx, host.id, id);
    if (!found) return refused("not_found");
    await recordBy(trx, deps, caller, "calendar_account.deleted", id);
    const hasEntries = entries === "remove" && (await entriesOfAccount(trx, id, 1)).length > 0;
    await forget(trx, found);
    if (!hasEntries) {
      await deleteAccount(trx, id);
      return done(null);
    }
    await updateAccount(trx, id, { disconnecting: "remove", sync_at: deps.now(), failing_since: null });
    trx.onCommit(deps.calendars.wakeSync);
    return done(null);
  });
}

/** Deletes what was copied, and the choices of these calendars. */
async function forget(trx: Trx, { id, host_id }: CalendarAccount): Promise<void> {
  const calendars = (await calendarsOfAccount(trx, id)).map((calendar) => calendar.id);
  await forgetCalendars(trx, host_id, calendars);
  for (const calendar of calendars) await dropCopy(trx, calendar);
}

const AT_ONCE = 50;
const AGAIN_MS = 5 * MINUTE_MS;
const LIMIT_MS = 2 * MINUTE_MS;
/** After this the account is deleted even if entries remain in a calendar that cannot be reached. */
const PATIENCE_MS = DAY_MS;

/** Removes the entries of an account that is being disconnected, and then the account. */
export async function finishDisconnecting(deps: Deps, account: AccountRow): Promise<void> {
  const isOver = await removeEntries(deps, account);
  if (deps.stopping.aborted) return;
  const now = deps.now();
  const since = account.failing_since ?? now;
  await deps.database.write((trx) =>
    isOver || now - since > PATIENCE_MS
      ? deleteAccount(trx, account.id)
      : updateAccount(trx, account.id, { failing_since: since, sync_at: now + AGAIN_MS, leased_until: 0 }),
  );
}

/** Returns whether none is left. */
async function removeEntries(deps: Deps, account: AccountRow): Promise<boolean> {
  const signal = AbortSignal.any([deps.stopping, AbortSignal.timeout(LIMIT_MS)]);
  try {
    const source = openAccount(deps, account);
    for (;;) {
      const entries = await entriesOfAccount(deps.database.read, account.id, AT_ONCE);
      if (entries.length === 0) return true;
      for (const entry of entries) await removeEntry(deps, source, entry, signal);
    }
  } catch (error) {
    if (error instanceof SourceFailure) return false;
    throw error;
  }
}

async function removeEntry(
  deps: Deps,
  { writer }: CalendarSource,
  { booking_id, href }: CalendarEntry,
  signal: AbortSignal,
): Promise<void> {
  await writer?.remove(href, null, signal);
  await deps.database.write((trx) => deleteEntry(trx, booking_id));
}
