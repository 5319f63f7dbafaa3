import type { Trx } from "../../db/database.ts";
import { type AccountRow, updateAccount } from "../../db/queries/calendars/accounts.ts";
import { MINUTE_MS } from "../../domain/interval.ts";
import type { Host } from "../../domain/records.ts";
import { enqueueCalendarNotice } from "../../email/content/calendar-notice.ts";
import type { Deps } from "../deps.ts";

/** How long an unreachable account fails before its host is emailed: as long as a copy decides. */
const PATIENCE_MS = 15 * MINUTE_MS;

/** Emails the host once when an account does not recover by itself: at once if it was revoked. */
export async function reportFailing(
  trx: Trx,
  deps: Deps,
  host: Host,
  account: Pick<AccountRow, "id" | "status" | "failing_since" | "reported_at">,
): Promise<void> {
  const now = deps.now();
  const isLasting = account.status === "revoked" || now - account.failing_since! >= PATIENCE_MS;
  if (account.reported_at !== null || !isLasting) return;
  await updateAccount(trx, account.id, { reported_at: now });
  await enqueueCalendarNotice(trx, deps, host, { accountId: account.id });
  trx.onCommit(deps.wakeWorkers);
}
