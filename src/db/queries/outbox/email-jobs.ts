import type { ExpressionBuilder } from "kysely";
import { reminderKinds } from "../../../domain/email.ts";
import type { EpochMs } from "../../../domain/interval.ts";
import type { Db, Trx } from "../../database.ts";
import type { Job, Tables } from "../../tables.ts";
import { dueInOrder, leaseFound } from "./jobs.ts";

const due = dueInOrder("email");

/** Returns whether `leaseEmails` would find an email that was due by then; takes no lock. */
export async function isEmailDue(db: Db, now: EpochMs): Promise<boolean> {
  return (await due(db, now, 1)).length > 0;
}

/** Leases up to `limit` due emails to this process until `until`, longest due first. */
export async function leaseEmails(
  trx: Trx,
  lease: { readonly now: EpochMs; readonly until: EpochMs; readonly limit: number },
): Promise<Job[]> {
  return leaseFound(trx, await due(trx, lease.now, lease.limit), lease);
}

/** The emails about these bookings, oldest first. */
export function emailsAbout(db: Db, bookingIds: readonly number[]): Promise<Job[]> {
  return db
    .selectFrom("outbox")
    .selectAll()
    .where("booking_id", "in", bookingIds)
    .where("kind", "=", "email")
    .orderBy("id")
    .execute();
}

/** The emails about a booking that were never handed to a mail server, newest first. */
export function untriedEmails(db: Db, bookingId: number): Promise<Job[]> {
  return db
    .selectFrom("outbox")
    .selectAll()
    .where("booking_id", "=", bookingId)
    .where("kind", "=", "email")
    .where(isUntried)
    .orderBy("id", "desc")
    .execute();
}

/** Rewrites such an email; resolves to false, changing nothing, if it has been leased. */
export async function rewriteUntriedEmail(
  trx: Trx,
  id: number,
  changes: Partial<
    Pick<Job, "topic" | "recipient" | "subject" | "payload" | "message_id" | "useful_until" | "due_at">
  >,
): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable("outbox")
    .set(changes)
    .where("id", "=", id)
    .where(isUntried)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Expires such an email; resolves to false, changing nothing, if it has been leased. */
export async function expireUntriedEmail(trx: Trx, id: number): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable("outbox")
    .set({ status: "expired" })
    .where("id", "=", id)
    .where(isUntried)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Expires the reminders of a booking that have not been sent, because it has changed. */
export async function expireReminders(trx: Trx, bookingId: number): Promise<void> {
  await trx
    .updateTable("outbox")
    .set({ status: "expired" })
    .where("booking_id", "=", bookingId)
    .where("kind", "=", "email")
    .where("topic", "in", reminderKinds)
    .where("status", "=", "waiting")
    .where("leased_until", "=", 0)
    .execute();
}

function isUntried(is: ExpressionBuilder<Tables, "outbox">) {
  return is.and([is("status", "=", "waiting"), is("attempts", "=", 0), is("leased_until", "=", 0)]);
}

/** Replaces the contents of an email with what an erasure leaves of it. */
export async function replaceErasedEmail(
  trx: Trx,
  id: number,
  left: Pick<Job, "recipient" | "subject" | "payload"> & Partial<Pick<Job, "status" | "leased_until">>,
): Promise<void> {
  await trx
    .updateTable("outbox")
    .set({ ...left, last_error: null })
    .where("id", "=", id)
    .execute();
}
