import {
  type AccountRow,
  isAccountDue,
  leaseAccounts,
  updateAccount,
} from "../db/queries/calendars/accounts.ts";
import { startLeaseWorker, type Worker, type WorkerTimes } from "../jobs/lease-worker.ts";
import { named, syncLeased } from "../usecases/calendars/sync-account.ts";
import type { Deps } from "../usecases/deps.ts";

/** How many accounts are synchronized at once. */
const AT_ONCE = 4;
/** Longer than a synchronization may take. */
const LEASE_MS = 5 * 60_000;

/** Synchronizes the calendar accounts that are due, each in one process at a time. */
export function startCalendarSync(deps: Deps, times: WorkerTimes = {}): Worker {
  const { database, now, log } = deps;
  return startLeaseWorker<AccountRow>(
    {
      database,
      now,
      log,
      things: "calendar accounts",
      room: () => AT_ONCE,
      isDue: (at) => isAccountDue(database.read, at),
      lease: leaseAccounts,
      finish: (account) => syncLeased(deps, account),
      giveBack: (trx, { id }) => updateAccount(trx, id, { leased_until: 0 }),
      named,
      close: () => undefined,
    },
    { leaseMs: LEASE_MS, pollMs: 5_000, ...times },
  );
}
