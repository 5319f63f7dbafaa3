import { dueAccounts } from "../db/queries/calendars/accounts.ts";
import { syncIfDue } from "../usecases/calendars/sync-account.ts";
import type { Deps } from "../usecases/deps.ts";

const POLL_MS = 5_000;
/** How many accounts are synchronized at once. */
const AT_ONCE = 4;

export type CalendarSync = {
  /** Signals that an account may be due; call it after the commit that makes it due. */
  wake(): void;
  /** Resolves once no synchronization is running and none is due. */
  idle(): Promise<void>;
  /** Starts nothing new, and resolves once running synchronizations have ended. */
  stop(): Promise<void>;
};

/** Synchronizes the calendar accounts that are due. Another server on the same database may do the same. */
export function startCalendarSync(deps: Deps, pollMs = POLL_MS): CalendarSync {
  const running = new Map<number, Promise<void>>();
  const timer = setInterval(wake, pollMs);
  let looking: Promise<void> | undefined;
  let isWanted = false;
  let isStopped = false;

  function wake(): void {
    if (isStopped) return;
    isWanted = true;
    looking ??= look().finally(() => (looking = undefined));
  }

  async function look(): Promise<void> {
    while (isWanted) {
      isWanted = false;
      await beginDue().catch((error: unknown) =>
        deps.log.error("due calendar accounts could not be read", { error: String(error) }),
      );
    }
  }

  async function beginDue(): Promise<void> {
    const due = await dueAccounts(deps.database.read, deps.now(), AT_ONCE + running.size);
    for (const id of due) if (running.size < AT_ONCE && !running.has(id)) begin(id);
  }

  function begin(id: number): void {
    const syncing = syncIfDue(deps, id)
      .catch((error: unknown) =>
        deps.log.error("calendar account could not be synchronized", {
          calendar_account_id: id,
          error: String(error),
        }),
      )
      .then(() => {
        running.delete(id);
        wake();
      });
    running.set(id, syncing);
  }

  async function idle(): Promise<void> {
    const isBusy = () => looking !== undefined || running.size > 0;
    while (isBusy()) await Promise.all([looking, ...running.values()]);
  }

  wake();
  return {
    wake,
    idle,
    async stop() {
      isStopped = true;
      clearInterval(timer);
      await idle();
    },
  };
}
