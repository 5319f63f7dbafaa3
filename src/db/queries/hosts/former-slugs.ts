import type { Db } from "../../database.ts";

/** The host whose slug this was before it was changed. */
export async function findHostOnceCalled(
  db: Db,
  slug: string,
): Promise<{ readonly id: number; readonly slug: string } | undefined> {
  return db
    .selectFrom("former_host_slugs as f")
    .innerJoin("hosts as h", "h.id", "f.host_id")
    .select(["h.id", "h.slug"])
    .where("f.slug", "=", slug)
    .executeTakeFirst();
}

/** The present slug of the bookable event type that has this slug, otherwise of the one that had it. */
export async function findEventSlug(db: Db, hostId: number, slug: string): Promise<string | undefined> {
  const bookable = db
    .selectFrom("event_types as e")
    .leftJoin("former_event_slugs as f", "f.event_type_id", "e.id")
    .select("e.slug")
    .where("e.host_id", "=", hostId)
    .where("e.active", "=", 1)
    .where("e.deleted_at", "is", null);
  const present = await bookable.where("e.slug", "=", slug).executeTakeFirst();
  const former = present ?? (await bookable.where("f.slug", "=", slug).executeTakeFirst());
  return former?.slug;
}
