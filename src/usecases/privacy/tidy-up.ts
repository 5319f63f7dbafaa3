import { forgetClientsBefore } from "../../db/queries/bookings/booking-clients.ts";
import { deleteCodesExpiredBy } from "../../db/queries/limits/email-codes.ts";
import { forgetAnswersBefore } from "../../db/queries/bookings/idempotency.ts";
import { deleteDoneJobs } from "../../db/queries/outbox/jobs.ts";
import { deleteExpiredLimits } from "../../db/queries/limits/limit-expiry.ts";
import { deleteSessionsEndedBy } from "../../db/queries/hosts/sessions.ts";
import { deleteFailuresBefore } from "../../db/queries/hosts/sign-in-failures.ts";
import { deleteSuppressionsEndedBy } from "../../db/queries/limits/suppressions.ts";
import { DAY_MS, HOUR_MS } from "../../domain/interval.ts";
import { FORGIVEN_AFTER_MS } from "../../domain/sign-in-delay.ts";
import { REMEMBERED_MS } from "../bookings/book.ts";
import type { Deps } from "../deps.ts";

/** How long a booking keeps its client network: at most a day, including the hour between two runs. */
const CLIENT_KEPT_MS = DAY_MS - HOUR_MS;

/** Deletes expired rows, and outbox entries older than this many days. */
export async function tidyUp({ database, now }: Deps, outboxDays: number): Promise<void> {
  await database.write(async (trx) => {
    await forgetAnswersBefore(trx, now() - REMEMBERED_MS);
    await deleteSessionsEndedBy(trx, now());
    await deleteFailuresBefore(trx, now() - FORGIVEN_AFTER_MS);
    await deleteCodesExpiredBy(trx, now());
    await deleteSuppressionsEndedBy(trx, now());
  });
  await forgetClientsBefore(database, now() - CLIENT_KEPT_MS);
  await deleteExpiredLimits(database, now());
  await deleteDoneJobs(database, now() - outboxDays * DAY_MS);
}
