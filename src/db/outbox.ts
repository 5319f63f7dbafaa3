import { sql } from "kysely";
import type { EpochMs } from "../domain/interval.ts";
import type { Letter, LetterFacts } from "../domain/letter.ts";
import type { PageRequest } from "../domain/records.ts";
import type { Trx } from "./group-commit.ts";
import { paged } from "./paging.ts";
import { type Db, prepared, preparedInsert } from "./prepared.ts";
import type { OutboxRow, OutboxStatus } from "./tables.ts";

/** A mail that is owed, on its way, or done with. */
export type OutboxMail = Omit<OutboxRow, "letter" | "facts"> & {
  readonly letter: Letter;
  readonly facts: LetterFacts;
};

/** A mail that becomes owed; `facts` are LetterFacts as JSON. */
export type OwedMail = Pick<
  OutboxRow,
  "host_id" | "booking_id" | "recipient" | "facts" | "message_id" | "useful_until"
> & { readonly letter: Letter };

const insert = preparedInsert("outbox", [
  "host_id",
  "booking_id",
  "letter",
  "recipient",
  "facts",
  "message_id",
  "useful_until",
  "status",
  "attempts",
  "next_attempt_at",
  "leased_until",
  "created_at",
]);

/** Owes a mail: it is sent after the commit, as often as it takes. */
export async function oweMail(trx: Trx, mail: OwedMail, now: EpochMs): Promise<void> {
  await insert(trx, {
    ...mail,
    status: "waiting",
    attempts: 0,
    next_attempt_at: now,
    leased_until: 0,
    created_at: now,
  });
}

/** Written into the query, not bound to it: only so does SQLite know that the index of waiting mails will do. */
const WAITING = sql.lit<OutboxStatus>("waiting");

const due = prepared((db, now: EpochMs, limit: number) =>
  db
    .selectFrom("outbox as o")
    .selectAll()
    .where("status", "=", WAITING)
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

/** What became of a mail that this process had leased. */
export type MailResult = Pick<OutboxRow, "status" | "attempts"> &
  Partial<Pick<OutboxRow, "first_attempt_at" | "next_attempt_at" | "last_error" | "sent_at">>;

/** Writes down how a leased mail went and gives the lease back; false, changing nothing, if the lease was lost meanwhile. */
export async function settleMail(trx: Trx, leased: OutboxMail, result: MailResult): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable("outbox")
    .set({ ...result, leased_until: 0 })
    .where("id", "=", leased.id)
    .where("status", "=", "waiting")
    .where("leased_until", "=", leased.leased_until)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

export async function listOutbox(
  db: Db,
  hostId: number,
  status: OutboxStatus | undefined,
  page: PageRequest,
): Promise<{ items: OutboxMail[]; total: number }> {
  let mails = db.selectFrom("outbox").where("host_id", "=", hostId);
  if (status !== undefined) mails = mails.where("status", "=", status);
  const { items, total } = await paged(mails, page, (query) => query.selectAll().orderBy("id", "desc"));
  return { items: items.map(toMail), total };
}

export async function findOutboxMail(db: Db, hostId: number, id: number): Promise<OutboxMail | undefined> {
  const row = await db
    .selectFrom("outbox")
    .selectAll()
    .where("host_id", "=", hostId)
    .where("id", "=", id)
    .executeTakeFirst();
  return row && toMail(row);
}

/** Puts a mail that was given up back in line, as if it were new. */
export async function requeueMail(trx: Trx, id: number, now: EpochMs): Promise<void> {
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

function toMail({ letter, facts, ...row }: OutboxRow): OutboxMail {
  return { ...row, letter: letter as Letter, facts: JSON.parse(facts) };
}
