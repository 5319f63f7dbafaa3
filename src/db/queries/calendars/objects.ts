import { setImmediate } from "node:timers/promises";
import type { Selectable } from "kysely";
import type { EpochMs } from "../../../domain/interval.ts";
import type { CalendarObjectsTable } from "../../calendar-tables.ts";
import type { Db, Trx } from "../../database.ts";
import { prepared } from "../../prepared.ts";

export type ObjectRow = Selectable<CalendarObjectsTable>;

/** How many objects are read before other requests get their turn: about a millisecond. */
const KNOWN_AT_ONCE = 500;

const after = prepared((db, calendarId: number, href: string, limit: number) =>
  db
    .selectFrom("calendar_objects")
    .select(["href", "etag"])
    .where("calendar_id", "=", calendarId)
    .where("href", ">", href)
    .orderBy("href")
    .limit(limit),
);

/** The objects of a calendar by their hrefs, with their etags. What changes meanwhile may or may not be included. */
export async function knownObjects(db: Db, calendarId: number): Promise<Map<string, string>> {
  const known = new Map<string, string>();
  for (let last = ""; ;) {
    const rows = await after(db, calendarId, last, KNOWN_AT_ONCE);
    for (const { href, etag } of rows) known.set(href, etag);
    if (rows.length < KNOWN_AT_ONCE) return known;
    last = rows.at(-1)!.href;
    await setImmediate();
  }
}

/** The objects with these hrefs. */
export function objectsAt(db: Db, calendarId: number, hrefs: readonly string[]): Promise<ObjectRow[]> {
  return db
    .selectFrom("calendar_objects")
    .selectAll()
    .where("calendar_id", "=", calendarId)
    .where("href", "in", hrefs)
    .execute();
}

/** Adds or replaces objects, and returns their ids by their hrefs. */
export async function saveObjects(
  trx: Trx,
  objects: readonly Omit<ObjectRow, "id">[],
): Promise<Map<string, number>> {
  const rows = await trx
    .insertInto("calendar_objects")
    .values([...objects])
    .onConflict((conflict) =>
      conflict.columns(["calendar_id", "href"]).doUpdateSet((is) => ({
        etag: is.ref("excluded.etag"),
        uid: is.ref("excluded.uid"),
        seen_at: is.ref("excluded.seen_at"),
        problem: is.ref("excluded.problem"),
        title: is.ref("excluded.title"),
      })),
    )
    .returning(["id", "href"])
    .execute();
  return new Map(rows.map(({ id, href }) => [href, id]));
}

/** Deletes those of these objects that no reading has returned since `before`, and returns their hrefs. */
export async function deleteObjects(
  trx: Trx,
  calendarId: number,
  hrefs: readonly string[],
  before: EpochMs,
): Promise<string[]> {
  const rows = await trx
    .deleteFrom("calendar_objects")
    .where("calendar_id", "=", calendarId)
    .where("href", "in", hrefs)
    .where("seen_at", "<", before)
    .returning("href")
    .execute();
  return rows.map(({ href }) => href);
}

/** Events that cannot be read, with their titles, for their host. */
export type UnreadEvent = Pick<ObjectRow, "title"> & {
  readonly calendar_id: number;
  readonly problem: NonNullable<ObjectRow["problem"]>;
};

export async function unreadEvents(db: Db, hostId: number, limit: number): Promise<UnreadEvent[]> {
  const rows = await db
    .selectFrom("calendar_objects as o")
    .innerJoin("calendars as c", "c.id", "o.calendar_id")
    .select(["o.calendar_id", "o.problem", "o.title"])
    .where("c.host_id", "=", hostId)
    .where("o.problem", "is not", null)
    .orderBy("o.id")
    .limit(limit)
    .execute();
  return rows as UnreadEvent[];
}

/** Deletes everything copied from a calendar. */
export async function dropCopy(trx: Trx, calendarId: number): Promise<void> {
  await trx.deleteFrom("calendar_objects").where("calendar_id", "=", calendarId).execute();
}
