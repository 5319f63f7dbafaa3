import { accountsByStatus } from "../../db/queries/calendars/accounts.ts";
import { jobCounts } from "../../db/queries/outbox/job-counts.ts";
import { exposition } from "../../observability/exposition.ts";
import { countedFamilies, gauge, labelled } from "../../observability/families.ts";
import { processFamilies } from "../../observability/process.ts";
import type { Deps } from "../deps.ts";

/** All metrics in the Prometheus text format. */
export async function metricsText(deps: Deps): Promise<string> {
  const { waiting, failed, firstDueAt } = await jobCounts(deps.database.read, "email");
  const writes = await jobCounts(deps.database.read, "calendar");
  const accounts = await accountsByStatus(deps.database.read);
  const deliveries = await jobCounts(deps.database.read, "webhook");
  const oldestDueMs = firstDueAt === undefined ? 0 : Math.max(0, deps.now() - firstDueAt);
  return exposition([
    ...countedFamilies(deps.metrics),
    gauge("schedkit_outbox_mails", "Emails that are waiting or were given up.", [
      ...labelled("status", { waiting, failed }),
    ]),
    gauge("schedkit_outbox_deliveries", "Webhook deliveries that are waiting or were given up.", [
      ...labelled("status", { waiting: deliveries.waiting, failed: deliveries.failed }),
    ]),
    gauge("schedkit_outbox_calendar_writes", "Calendar writes that are waiting or were given up.", [
      ...labelled("status", { waiting: writes.waiting, failed: writes.failed }),
    ]),
    gauge("schedkit_calendar_accounts", "Connected calendar accounts by status.", [
      ...labelled("status", accounts),
    ]),
    gauge(
      "schedkit_outbox_oldest_due_seconds",
      "How long the oldest due email has been due, in seconds; 0 if there is none.",
      oldestDueMs / 1000,
    ),
    ...processFamilies(),
  ]);
}
