import { setImmediate } from "node:timers/promises";
import { sql } from "kysely";
import type { EpochMs } from "../../../domain/interval.ts";
import type { PageRequest } from "../../../domain/records.ts";
import type { Database, Db, Trx } from "../../database.ts";
import { prepared, preparedInsert } from "../../prepared.ts";
import type { Job, JobKind, OutboxStatus } from "../../tables.ts";
import { paged } from "../paging.ts";

/** A literal instead of a parameter, so that SQLite can use the partial indexes of waiting jobs. */
export const WAITING = sql.lit<OutboxStatus>("waiting");
const CALENDAR = sql.lit<JobKind>("calendar");

/** A job to enqueue, due immediately unless `due_at` is given. */
export type NewJob = Pick<
  Job,
  | "kind"
  | "host_id"
  | "booking_id"
  | "webhook_id"
  | "topic"
  | "recipient"
  | "subject"
  | "payload"
  | "message_id"
  | "useful_until"
> & { readonly due_at?: EpochMs };

const insert = preparedInsert(
  "outbox",
  [
    "kind",
    "host_id",
    "booking_id",
    "webhook_id",
    "topic",
    "recipient",
    "subject",
    "payload",
    "message_id",
    "useful_until",
    "due_at",
    "created_at",
  ],
  { status: WAITING, attempts: sql.lit(0), leased_until: sql.lit(0) },
);

/** Enqueues jobs in the transaction that causes them; they run after the commit, at least once. */
export async function enqueue(trx: Trx, jobs: readonly NewJob[], now: EpochMs): Promise<void> {
  if (jobs.length === 0) return;
  await insert(trx, ...jobs.map((job) => ({ ...job, due_at: job.due_at ?? now, created_at: now })));
}

/** The outcome of a leased job: its end, or its next attempt. */
export type JobResult = Pick<Job, "status" | "attempts"> &
  Partial<Pick<Job, "first_attempt_at" | "due_at" | "last_error" | "sent_at">>;

/** Stores the outcome of a leased job and ends the lease; false, changing nothing, if the lease was lost. */
export async function settleJob(
  trx: Trx,
  leased: Pick<Job, "id" | "leased_until">,
  result: JobResult,
): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable("outbox")
    .set({ ...result, leased_until: 0 })
    .where("id", "=", leased.id)
    .where("status", "=", "waiting")
    .where("leased_until", "=", leased.leased_until)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/**
 * A query for due jobs of a kind. Those about one booking to one recipient run in order: one waits while an earlier one is due
 * or being retried. An untried job that is scheduled for later does not block the next one.
 */
export function dueInOrder(kind: JobKind) {
  const ofKind = sql.lit(kind);
  return prepared((db, now: EpochMs, limit: number) =>
    db
      .selectFrom("outbox as o")
      .selectAll()
      .where("status", "=", WAITING)
      .where("kind", "=", ofKind)
      .where("due_at", "<=", now)
      .where("leased_until", "<=", now)
      .where((is) =>
        is.not(
          is.exists(
            is
              .selectFrom("outbox as earlier")
              .select("earlier.id")
              .where("earlier.status", "=", WAITING)
              .where("earlier.kind", "=", ofKind)
              .whereRef("earlier.booking_id", "=", "o.booking_id")
              .whereRef("earlier.recipient", "=", "o.recipient")
              .whereRef("earlier.id", "<", "o.id")
              .where((one) => one.or([one("earlier.due_at", "<=", now), one("earlier.attempts", ">", 0)])),
          ),
        ),
      )
      .orderBy("due_at")
      .orderBy("id")
      .limit(limit),
  );
}

/**
 * Leases the found jobs and returns those it got. The update repeats the condition of the search, so two processes never
 * lease the same job.
 */
export async function leaseFound<Found extends Job>(
  trx: Trx,
  found: readonly Found[],
  { now, until }: { readonly now: EpochMs; readonly until: EpochMs },
): Promise<Found[]> {
  if (found.length === 0) return [];
  const rows = await trx
    .updateTable("outbox")
    .set({ leased_until: until })
    .where(
      "id",
      "in",
      found.map(({ id }) => id),
    )
    .where("status", "=", WAITING)
    .where("leased_until", "<=", now)
    .returning("id")
    .execute();
  const leased = new Set(rows.map(({ id }) => id));
  return found.filter(({ id }) => leased.has(id)).map((job) => ({ ...job, leased_until: until }));
}

/** A host's emails and deliveries, newest first. Calendar writes only bring an entry up to date, and are not listed. */
export function listJobs(
  db: Db,
  hostId: number,
  status: OutboxStatus | undefined,
  page: PageRequest,
): Promise<{ items: Job[]; total: number }> {
  let rows = db.selectFrom("outbox").where("host_id", "=", hostId).where("kind", "<>", CALENDAR);
  if (status !== undefined) rows = rows.where("status", "=", status);
  return paged(rows, page, (query) => query.selectAll().orderBy("id", "desc"));
}

/** The jobs about a booking, newest first. */
export function jobsAbout(db: Db, bookingId: number, limit: number): Promise<Job[]> {
  return db
    .selectFrom("outbox")
    .selectAll()
    .where("booking_id", "=", bookingId)
    .orderBy("id", "desc")
    .limit(limit)
    .execute();
}

/** An email or delivery of a host. */
export function findJob(db: Db, hostId: number, id: number): Promise<Job | undefined> {
  return db
    .selectFrom("outbox")
    .selectAll()
    .where("host_id", "=", hostId)
    .where("id", "=", id)
    .where("kind", "<>", CALENDAR)
    .executeTakeFirst();
}

const DELETED_AT_ONCE = 500;

const olderThan = prepared((db, after: number, before: EpochMs) =>
  db
    .selectFrom("outbox")
    .select(["id", "status", "useful_until"])
    .where("id", ">", after)
    .where("created_at", "<", before)
    .orderBy("id")
    .limit(DELETED_AT_ONCE),
);

/**
 * Deletes finished jobs that were enqueued before then: sent, expired, or failed and obsolete. Works in small batches, so
 * that other writes are not held up.
 */
export async function deleteDoneJobs({ read, write }: Database, before: EpochMs): Promise<void> {
  for (let after = 0; ;) {
    const rows = await olderThan(read, after, before);
    if (rows.length === 0) return;
    const done = rows.filter(({ status, useful_until }) =>
      status === "failed" ? useful_until < before : status !== "waiting",
    );
    if (done.length > 0) await write((trx) => deleteJobs(trx, done));
    after = rows.at(-1)!.id;
    await setImmediate();
  }
}

async function deleteJobs(trx: Trx, jobs: readonly Pick<Job, "id">[]): Promise<void> {
  const ids = jobs.map(({ id }) => id);
  await trx.deleteFrom("delivery_tries").where("outbox_id", "in", ids).execute();
  await trx.deleteFrom("outbox").where("id", "in", ids).where("status", "<>", WAITING).execute();
}

/** Requeues a failed job with fresh attempts; resolves to false, changing nothing, if it has not failed. */
export async function requeue(trx: Trx, id: number, now: EpochMs): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable("outbox")
    .set({
      status: "waiting",
      attempts: 0,
      first_attempt_at: null,
      due_at: now,
      leased_until: 0,
      last_error: null,
    })
    .where("id", "=", id)
    .where("status", "=", "failed")
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}
