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

/** How many days ahead the host's event types can be booked, the largest of them; 0 without any. */
export async function longestAdvanceDays(db: Db, hostId: number): Promise<number> {
  const row = await ofHost(db, hostId)
    .select(({ fn }) => fn.max("max_advance_days").as("days"))
    .executeTakeFirst();
  return row?.days ?? 0;
}

/** Removes calendars from the event types that chose them. One that is left without any uses all that block. */
export async function forgetCalendars(trx: Trx, hostId: number, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return;
  const rows = await ofHost(trx, hostId).selectAll().where("busy_calendars", "<>", "null").execute();
  for (const { id, busy_calendars: chosen } of rows.map(toEventType)) {
    const left = chosen!.filter((calendarId) => !ids.includes(calendarId));
    if (left.length === chosen!.length) continue;
    const busy_calendars = JSON.stringify(left.length === 0 ? null : left);
    await trx.updateTable("event_types").set({ busy_calendars }).where("id", "=", id).execute();
  }
}

function toColumns(settings: EventTypeSettings) {
  const { requires_confirmation, questions, hidden, active, verify_email, busy_calendars, ...more } =
    settings;
  const { durations_minutes, limits, reminders, ...plain } = more;
  return {
    ...plain,
    verify_email: flag(verify_email),
    requires_confirmation: flag(requires_confirmation),
    questions: JSON.stringify(questions),
    busy_calendars: JSON.stringify(busy_calendars),
    durations_minutes: JSON.stringify(durations_minutes),
    limits: JSON.stringify(limits),
    reminders: JSON.stringify(reminders),
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
    busy_calendars: JSON.parse(row.busy_calendars),
    durations_minutes: JSON.parse(row.durations_minutes),
    limits: JSON.parse(row.limits),
    reminders: JSON.parse(row.reminders),
    hidden: row.hidden === 1,
    active: row.active === 1,
  };
}

/** The host's words for the emails about a booking, even of a deleted event type. */
export function notesForBooking(
  db: Db,
  bookingId: number,
): Promise<Pick<EventType, "confirmation_note" | "reminder_note">> {
  return db
    .selectFrom("event_types as e")
    .innerJoin("bookings as b", "b.event_type_id", "e.id")
    .select(["e.confirmation_note", "e.reminder_note"])
    .where("b.id", "=", bookingId)
    .executeTakeFirstOrThrow();
}
