import type { EpochMs } from "../../../domain/interval.ts";
import type { Db, Trx } from "../../database.ts";
import type { Job } from "../../tables.ts";
import { dueInOrder, leaseFound } from "./jobs.ts";

/** A job of the kind `calendar`, in any status. */
export type CalendarJob = Job & { readonly booking_id: number };

const due = dueInOrder("calendar");

/** Returns whether `leaseCalendarJobs` would find a job that was due by then; takes no lock. */
export async function isCalendarJobDue(db: Db, now: EpochMs): Promise<boolean> {
  return (await due(db, now, 1)).length > 0;
}

/** Leases up to `limit` due jobs to this process until `until`, longest due first. */
export async function leaseCalendarJobs(
  trx: Trx,
  lease: { readonly now: EpochMs; readonly until: EpochMs; readonly limit: number },
): Promise<CalendarJob[]> {
  const jobs = await leaseFound(trx, await due(trx, lease.now, lease.limit), lease);
  return jobs.flatMap((job) => (job.booking_id === null ? [] : [{ ...job, booking_id: job.booking_id }]));
}
