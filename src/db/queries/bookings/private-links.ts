import type { Selectable } from "kysely";
import type { EpochMs } from "../../../domain/interval.ts";
import type { Page, PageRequest } from "../../../domain/records.ts";
import { sameCase } from "../../../domain/text/address.ts";
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

/** A private link with the slugs of its host and event type. */
export type FilledLink = PrivateLink & { readonly host_slug: string; readonly event_slug: string };

/** The private links that are filled in with an address, of one host or of any, oldest first. */
export async function linksFilledWith(db: Db, email: string, hostId?: number): Promise<FilledLink[]> {
  let query = db
    .selectFrom("booking_links as l")
    .innerJoin("event_types as e", "e.id", "l.event_type_id")
    .innerJoin("hosts as h", "h.id", "l.host_id")
    .selectAll("l")
    .select(["h.slug as host_slug", "e.slug as event_slug"])
    .where("l.prefill", "<>", "{}")
    .orderBy("l.id");
  if (hostId !== undefined) query = query.where("l.host_id", "=", hostId);
  const wanted = sameCase(email);
  const links = (await query.execute()).map((row) => ({ ...row, ...toPrivateLink(row) }));
  return links.filter(({ prefill }) => prefill.email !== undefined && sameCase(prefill.email) === wanted);
}

/** Clears what links fill in; they can still be used. */
export async function clearPrefills(trx: Trx, ids: readonly number[]): Promise<void> {
  await trx.updateTable("booking_links").set({ prefill: "{}" }).where("id", "in", ids).execute();
}

/**
 * Clears what links fill in that expired by an instant, or that are used up by bookings whose attendees are all erased.
 * Returns how many there were.
 */
export async function clearPrefillsOver(trx: Trx, until: EpochMs): Promise<number> {
  const { numUpdatedRows } = await trx
    .updateTable("booking_links as l")
    .set({ prefill: "{}" })
    .where("prefill", "<>", "{}")
    .where((is) =>
      is.or([
        is("expires_at", "<=", until),
        is.and([
          is("used", ">=", is.ref("uses")),
          is.not(
            is.exists(
              is
                .selectFrom("bookings as b")
                .select("b.id")
                .whereRef("b.link_id", "=", "l.id")
                .where("b.erased_at", "is", null),
            ),
          ),
        ]),
      ]),
    )
    .executeTakeFirst();
  return Number(numUpdatedRows);
}

function toPrivateLink({ prefill, ...row }: Selectable<BookingLinksTable>): PrivateLink {
  return { ...row, prefill: JSON.parse(prefill) };
}
