import { sql } from "kysely";
import type { EpochMs } from "../../domain/interval.ts";
import type { Letter, LetterFacts } from "../../domain/letter.ts";
import type { PageRequest } from "../../domain/records.ts";
import type { Trx } from "../sqlite/group-commit.ts";
import { type Delivery, toDelivery } from "./deliveries.ts";
import { paged } from "./paging.ts";
import { oweRow, WAITING } from "./outbox-rows.ts";
import { type Db, prepared } from "../prepared.ts";
import type { OutboxRow, OutboxStatus } from "../tables.ts";

/** A mail that is owed, on its way, or done with. */
export type OutboxMail = Omit<OutboxRow, "letter" | "facts" | "webhook_id"> & {
  readonly letter: Letter;
  readonly facts: LetterFacts;
};

/** A mail that becomes owed; `facts` are LetterFacts as JSON. */
export type OwedMail = Pick<
  OutboxRow,
  "host_id" | "booking_id" | "recipient" | "facts" | "message_id" | "useful_until"
> & { readonly letter: Letter };

/** Owes a mail: it is sent after the commit, as often as it takes. */
export function oweMail(trx: Trx, mail: OwedMail, now: EpochMs): void {
  oweRow(trx, { ...mail, webhook_id: null }, now);
}

const due = prepared((db, now: EpochMs, limit: number) =>
  db
    .selectFrom("outbox as o")
    .selectAll()
    .where("status", "=", WAITING)
    .where("webhook_id", "is", null)
    .where("next_attempt_at", "<=", now)
    .where("leased_until", "<=", now)
    .where((is) =>
      is.not(
        is.exists(
          is
            .selectFrom("outbox as earlier")
            .select("earlier.id")
            .where("earlier.status", "=", WAITING)
            .whereRef("earlier.booking_id", "=", "o.booking_id")
            .whereRef("earlier.recipient", "=", "o.recipient")
            .whereRef("earlier.id", "<", "o.id"),
        ),
      ),
    )
    .orderBy("next_attempt_at")
    .orderBy("id")
    .limit(limit),
);

/** True when `leaseMails` would find something that was due by then; takes no lock. */
export async function isMailDue(db: Db, now: EpochMs): Promise<boolean> {
  return (await due(db, now, 1)).length > 0;
}

/**
 * Takes up to `limit` due mails for this process alone until `until`, oldest first. Mails of one booking to
 * one recipient go in order: a later one waits for the earlier.
 */
export async function leaseMails(
  trx: Trx,
  now: EpochMs,
  until: EpochMs,
  limit: number,
): Promise<OutboxMail[]> {
  const rows = await due(trx, now, limit);
  if (rows.length === 0) return [];
  await trx
    .updateTable("outbox")
    .set({ leased_until: until })
    .where(
      "id",
      "in",
      rows.map(({ id }) => id),
    )
    .execute();
  return rows.map((row) => toMail({ ...row, leased_until: until }));
}

/**
 * Writes a reason into a letter about a booking that waits and was never handed to anybody, so that none can have
 * arrived without it; false where there is none such.
 */
export async function giveReasonToUntried(
  trx: Trx,
  bookingId: number,
  letter: Letter,
  reason: string,
): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable("outbox")
    .set({ facts: sql<string>`json_set(facts, '$.reason', ${reason})` })
    .where("booking_id", "=", bookingId)
    .where("letter", "=", letter)
    .where("status", "=", "waiting")
    .where("attempts", "=", 0)
    .where("leased_until", "=", 0)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** What became of a mail that this process had leased. */
export type MailResult = Pick<OutboxRow, "status" | "attempts"> &
  Partial<Pick<OutboxRow, "first_attempt_at" | "next_attempt_at" | "last_error" | "sent_at">>;

/** Writes down how a leased mail went and gives the lease back; false, changing nothing, if the lease was lost meanwhile. */
export async function settleMail(
  trx: Trx,
  leased: Pick<OutboxRow, "id" | "leased_until">,
  result: MailResult,
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

/** Something in the outbox: a mail, or a delivery to a webhook. */
export type OutboxItem =
  | { readonly kind: "mail"; readonly mail: OutboxMail }
  | { readonly kind: "webhook"; readonly delivery: Delivery };

export async function listOutbox(
  db: Db,
  hostId: number,
  status: OutboxStatus | undefined,
  page: PageRequest,
): Promise<{ items: OutboxItem[]; total: number }> {
  let rows = db.selectFrom("outbox").where("host_id", "=", hostId);
  if (status !== undefined) rows = rows.where("status", "=", status);
  const { items, total } = await paged(rows, page, (query) => query.selectAll().orderBy("id", "desc"));
  return { items: items.map(toItem), total };
}

export async function findInOutbox(db: Db, hostId: number, id: number): Promise<OutboxItem | undefined> {
  const row = await db
    .selectFrom("outbox")
    .selectAll()
    .where("host_id", "=", hostId)
    .where("id", "=", id)
    .executeTakeFirst();
  return row && toItem(row);
}

/** The mails about these bookings, oldest first. */
export async function mailsAbout(db: Db, bookingIds: readonly number[]): Promise<OutboxMail[]> {
  const mails = db
    .selectFrom("outbox")
    .selectAll()
    .where("booking_id", "in", bookingIds)
    .where("webhook_id", "is", null);
  return (await mails.orderBy("id").execute()).map(toMail);
}

/** Puts what was given up back in line, as if it were new. */
export async function requeue(trx: Trx, id: number, now: EpochMs): Promise<void> {
  await trx
    .updateTable("outbox")
    .set({
      status: "waiting",
      attempts: 0,
      first_attempt_at: null,
      next_attempt_at: now,
      leased_until: 0,
      last_error: null,
    })
    .where("id", "=", id)
    .execute();
}

function toItem(row: OutboxRow): OutboxItem {
  return row.webhook_id === null
    ? { kind: "mail", mail: toMail(row) }
    : { kind: "webhook", delivery: toDelivery(row) };
}

function toMail({ letter, facts, webhook_id: _, ...row }: OutboxRow): OutboxMail {
  return { ...row, letter: letter as Letter, facts: JSON.parse(facts) };
}
