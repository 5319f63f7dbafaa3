import type { Selectable } from "kysely";
import type { EpochMs } from "../../../domain/interval.ts";
import type { Page, PageRequest } from "../../../domain/records.ts";
import type { BookingLinksTable } from "../../booking-tables.ts";
import type { Db, Trx } from "../../database.ts";
import { paged } from "../paging.ts";

/** What the booking form is filled with. */
export type Prefill = { readonly name?: string; readonly email?: string; readonly notes?: string };

/** A link that books one event type up to `uses` times, until `expires_at`. */
export type PrivateLink = Omit<Selectable<BookingLinksTable>, "prefill"> & { readonly prefill: Prefill };

export type NewPrivateLink = Omit<PrivateLink, "id" | "used">;

const ofEventType = (db: Db, eventTypeId: number) =>
  db.selectFrom("booking_links").where("event_type_id", "=", eventTypeId);

/** The private links of an event type, newest first. */
export async function listPrivateLinks(
  db: Db,
  eventTypeId: number,
  page: PageRequest,
): Promise<Page<PrivateLink>> {
  const { items, total } = await paged(ofEventType(db, eventTypeId), page, (query) =>
    query.selectAll().orderBy("id", "desc"),
  );
  return { items: items.map(toPrivateLink), total };
}

export async function findPrivateLink(
  db: Db,
  eventTypeId: number,
  id: number,
): Promise<PrivateLink | undefined> {
  const row = await ofEventType(db, eventTypeId).selectAll().where("id", "=", id).executeTakeFirst();
  return row && toPrivateLink(row);
}

export async function countPrivateLinks(db: Db, eventTypeId: number): Promise<number> {
  const counted = ofEventType(db, eventTypeId).select((fn) => fn.fn.countAll<number>().as("count"));
  return (await counted.executeTakeFirstOrThrow()).count;
}

export async function insertPrivateLink(trx: Trx, link: NewPrivateLink): Promise<PrivateLink> {
  const row = await trx
    .insertInto("booking_links")
    .values({ ...link, used: 0, prefill: JSON.stringify(link.prefill) })
    .returningAll()
    .executeTakeFirstOrThrow();
  return toPrivateLink(row);
}

export async function deletePrivateLink(trx: Trx, eventTypeId: number, id: number): Promise<boolean> {
  const { numDeletedRows } = await trx
    .deleteFrom("booking_links")
    .where("event_type_id", "=", eventTypeId)
    .where("id", "=", id)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}

/** Counts one use. Returns false, and counts none, if the link has expired or none is left. */
export async function countUseOfLink(trx: Trx, id: number, now: EpochMs): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable("booking_links")
    .set((is) => ({ used: is("used", "+", 1) }))
    .where("id", "=", id)
    .whereRef("used", "<", "uses")
    .where((is) => is.or([is("expires_at", "is", null), is("expires_at", ">", now)]))
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

function toPrivateLink({ prefill, ...row }: Selectable<BookingLinksTable>): PrivateLink {
  return { ...row, prefill: JSON.parse(prefill) };
}
