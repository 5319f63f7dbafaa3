import type { Db, Trx } from "../../database.ts";
import type { EpochMs } from "../../../domain/interval.ts";
import type { EventType, EventTypeSettings, Page, PageRequest } from "../../../domain/records.ts";
import { paged } from "../paging.ts";
import type { EventTypeRow } from "../../tables.ts";

const ofHost = (db: Db, hostId: number) =>
  db.selectFrom("event_types").where("host_id", "=", hostId).where("deleted_at", "is", null);

export async function findEventType(db: Db, hostId: number, id: number): Promise<EventType | undefined> {
  const row = await ofHost(db, hostId).selectAll().where("id", "=", id).executeTakeFirst();
  return row && toEventType(row);
}

export async function listEventTypes(db: Db, hostId: number, page: PageRequest) {
  const { items, total } = await paged(ofHost(db, hostId), page, (query) => query.selectAll().orderBy("id"));
  return { items: items.map(toEventType), total };
}

export async function listPublicEventTypes(
  db: Db,
  hostId: number,
  page: PageRequest,
): Promise<Page<EventType>> {
  const offered = ofHost(db, hostId).where("hidden", "=", 0).where("active", "=", 1);
  const { items, total } = await paged(offered, page, (query) => query.selectAll().orderBy("id"));
  return { items: items.map(toEventType), total };
}

export async function isEventSlugTaken(db: Db, hostId: number, slug: string, exceptId = 0): Promise<boolean> {
  const row = await ofHost(db, hostId)
    .select("id")
    .where("slug", "=", slug)
    .where("id", "<>", exceptId)
    .executeTakeFirst();
  return row !== undefined;
}

export async function insertEventType(
  trx: Trx,
  hostId: number,
  settings: EventTypeSettings,
  now: EpochMs,
): Promise<EventType> {
  const row = await trx
    .insertInto("event_types")
    .values({ host_id: hostId, ...toColumns(settings), created_at: now, updated_at: now, deleted_at: null })
    .returningAll()
    .executeTakeFirstOrThrow();
  return toEventType(row);
}

export async function updateEventType(
  trx: Trx,
  id: number,
  settings: EventTypeSettings,
  now: EpochMs,
): Promise<EventType> {
  const row = await trx
    .updateTable("event_types")
    .set({ ...toColumns(settings), updated_at: now })
    .where("id", "=", id)
    .returningAll()
    .executeTakeFirstOrThrow();
  return toEventType(row);
}

/** Hides the event type for good; its bookings keep referring to it. */
export async function retireEventType(trx: Trx, id: number, now: EpochMs): Promise<void> {
  await trx.updateTable("event_types").set({ deleted_at: now }).where("id", "=", id).execute();
}

function toColumns(settings: EventTypeSettings) {
  const { requires_confirmation, questions, hidden, active, verify_email, ...plain } = settings;
  return {
    ...plain,
    verify_email: flag(verify_email),
    requires_confirmation: flag(requires_confirmation),
    questions: JSON.stringify(questions),
    hidden: flag(hidden),
    active: flag(active),
  };
}

function flag(value: boolean): 0 | 1 {
  return value ? 1 : 0;
}

export function toEventType({ deleted_at: _, ...row }: EventTypeRow): EventType {
  return {
    ...row,
    requires_confirmation: row.requires_confirmation === 1,
    verify_email: row.verify_email === 1,
    questions: JSON.parse(row.questions),
    hidden: row.hidden === 1,
    active: row.active === 1,
  };
}
