import { auditOfBookings } from "../../db/queries/hosts/audit.ts";
import { type Delivery, toDelivery } from "../../db/queries/outbox/deliveries.ts";
import { jobsAbout } from "../../db/queries/outbox/jobs.ts";
import type { AuditEntry } from "../../domain/audit.ts";
import type { Booking } from "../../domain/records.ts";
import { type EmailJob, toEmailJob } from "../../email/email-job.ts";
import type { Deps } from "../deps.ts";

/** What happened about a booking: emails and deliveries, newest first, and changes, oldest first. */
export type BookingHistory = {
  readonly emails: readonly EmailJob[];
  readonly deliveries: readonly Delivery[];
  readonly changes: readonly AuditEntry[];
};

/** More than a booking usually causes; the rest is in the outbox. */
const MOST_JOBS = 100;

export async function historyOf({ database }: Deps, { id }: Booking): Promise<BookingHistory> {
  const jobs = await jobsAbout(database.read, id, MOST_JOBS);
  return {
    emails: jobs.filter(({ kind }) => kind === "email").map(toEmailJob),
    deliveries: jobs.filter(({ kind }) => kind === "webhook").map(toDelivery),
    changes: await auditOfBookings(database.read, [id]),
  };
}
