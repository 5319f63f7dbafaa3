import type { Db, Trx } from "../../database.ts";
import type { Actor } from "../../../domain/actor.ts";
import { type AuditAction, auditActions, type AuditEntry, subjectOf } from "../../../domain/audit.ts";
import type { EpochMs } from "../../../domain/interval.ts";
import type { Page, PageRequest } from "../../../domain/records.ts";
import { paged } from "../paging.ts";
import { prepared } from "../../prepared.ts";
import type { AuditRow } from "../../tables.ts";

/** An audit entry to insert; by default without changes and with a count of one. */
export type NewAuditEntry = {
  readonly host_id: number;
  readonly actor: Actor;
  readonly action: AuditAction;
  readonly subject_id: number | null;
  readonly changes?: readonly string[];
  readonly count?: number;
};

const insert = prepared(
  (
    db,
    host_id: number,
    at: EpochMs,
    actor: Actor["type"],
    key_prefix: string | null,
    party: "host" | "attendee" | null,
    action: AuditAction,
    subject_id: number | null,
    count: number,
    changes: string,
  ) =>
    db
      .insertInto("audit")
      .values({ host_id, at, actor, key_prefix, party, action, subject_id, count, changes }),
);

/** Records an action, in the transaction that performs it. */
export async function insertAuditEntry(trx: Trx, entry: NewAuditEntry, now: EpochMs): Promise<void> {
  const { host_id, actor, action, subject_id, changes = [], count = 1 } = entry;
  const prefix = actor.type === "key" ? actor.prefix : null;
  const party = actor.type === "link" ? actor.party : null;
  await insert(
    trx,
    host_id,
    now,
    actor.type,
    prefix,
    party,
    action,
    subject_id,
    count,
    JSON.stringify(changes),
  );
}

/** Filters for a list of entries; `from` and `to` are both inclusive. */
export type AuditFilter = {
  readonly action?: AuditAction | undefined;
  readonly from?: EpochMs | undefined;
  readonly to?: EpochMs | undefined;
};

/** A host's entries, newest first. */
export async function listAudit(
  db: Db,
  hostId: number,
  { action, from, to }: AuditFilter,
  page: PageRequest,
): Promise<Page<AuditEntry>> {
  let entries = db.selectFrom("audit").where("host_id", "=", hostId);
  if (action !== undefined) entries = entries.where("action", "=", action);
  if (from !== undefined) entries = entries.where("at", ">=", from);
  if (to !== undefined) entries = entries.where("at", "<=", to);
  const { items, total } = await paged(entries, page, (query) => query.selectAll().orderBy("id", "desc"));
  return { items: items.map(toEntry), total };
}

/** The entries about these bookings, oldest first. */
export async function auditOfBookings(db: Db, bookingIds: readonly number[]): Promise<AuditEntry[]> {
  const rows = await db
    .selectFrom("audit")
    .selectAll()
    .where("subject_id", "in", bookingIds)
    .where("action", "in", bookingActions)
    .orderBy("id")
    .execute();
  return rows.map(toEntry);
}

const bookingActions = auditActions.filter((action) => subjectOf(action) === "booking");

function toEntry({ id, host_id, at, action, subject_id, count, changes, ...row }: AuditRow): AuditEntry {
  return {
    id,
    host_id,
    at,
    actor: actorOf(row),
    action,
    subject: { type: subjectOf(action), id: subject_id },
    count,
    changes: JSON.parse(changes),
  };
}

function actorOf({ actor, key_prefix, party }: Pick<AuditRow, "actor" | "key_prefix" | "party">): Actor {
  if (actor === "key") return { type: actor, prefix: key_prefix! };
  if (actor === "link") return { type: actor, party: party! };
  return { type: actor };
}
