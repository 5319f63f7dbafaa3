import { type Db, REFUSED, type Trx } from "../../database.ts";
import type { EpochMs } from "../../../domain/interval.ts";
import type { Host } from "../../../domain/records.ts";
import type { Flag } from "../../booking-tables.ts";
import { prepared } from "../../prepared.ts";

/** The columns of a host that the rest of the server uses. */
export const HOST = [
  "id",
  "slug",
  "name",
  "email",
  "time_zone",
  "locale",
  "role",
  "when_calendar_unreachable",
] as const;

const bySlug = prepared((db, slug: string) => db.selectFrom("hosts").select(HOST).where("slug", "=", slug));
const byId = prepared((db, id: number) => db.selectFrom("hosts").select(HOST).where("id", "=", id));

/** Slugs are stored in lower case and found in any case. */
export async function findHostBySlug(db: Db, slug: string): Promise<Host | undefined> {
  return (await bySlug(db, slug.toLowerCase()))[0];
}

export async function findHost(db: Db, id: number): Promise<Host | undefined> {
  return (await byId(db, id))[0];
}

/** The hosts in the order in which they were added, at most `most` of them. */
export function listHosts(db: Db, most = -1): Promise<Host[]> {
  return db.selectFrom("hosts").select(HOST).orderBy("id").limit(most).execute();
}

/** The host who was added first, the demo host aside. */
export function findFirstHost(db: Db): Promise<Host | undefined> {
  return firstHost(db, 0);
}

/** The demo host, if there is one. */
export function findDemoHost(db: Db): Promise<Host | undefined> {
  return firstHost(db, 1);
}

function firstHost(db: Db, isDemo: 0 | 1): Promise<Host | undefined> {
  return db
    .selectFrom("hosts")
    .select(HOST)
    .where("is_demo", "=", isDemo)
    .orderBy("id")
    .limit(1)
    .executeTakeFirst();
}

export async function isDemoHost(db: Db, id: number): Promise<boolean> {
  return (await findDemoHost(db))?.id === id;
}

/** Deletes a host with everything that belongs to them. */
export async function deleteHost(trx: Trx, id: number): Promise<void> {
  const eventTypes = trx.selectFrom("event_types").select("id").where("host_id", "=", id);
  const jobs = trx.selectFrom("outbox").select("id").where("host_id", "=", id);
  await trx.deleteFrom("calendar_accounts").where("host_id", "=", id).execute();
  await trx.deleteFrom("delivery_tries").where("outbox_id", "in", jobs).execute();
  for (const table of ["outbox", "audit"] as const)
    await trx.deleteFrom(table).where("host_id", "=", id).execute();
  for (const table of ["idempotency_keys", "email_codes"] as const)
    await trx.deleteFrom(table).where("event_type_id", "in", eventTypes).execute();
  for (const table of ["bookings", "holds"] as const)
    await trx.deleteFrom(table).where("host_id", "=", id).execute();
  await trx.deleteFrom("meetings").where("event_type_id", "in", eventTypes).execute();
  for (const table of ["event_types", "webhooks"] as const)
    await trx.deleteFrom(table).where("host_id", "=", id).execute();
  await trx.deleteFrom("hosts").where("id", "=", id).execute();
}

/** Which of the two unique fields another host already uses; `slug` if both. */
export async function takenHostField(
  db: Db,
  { slug, email }: { slug: string | undefined; email: string | undefined },
  exceptId = 0,
): Promise<"slug" | "email"> {
  const rows = await db
    .selectFrom("hosts")
    .select(["slug", "email"])
    .where("id", "<>", exceptId)
    .where((is) => is.or([is("slug", "=", slug ?? ""), is("email", "=", email ?? "")]))
    .execute();
  return rows.some((row) => row.slug === slug) ? "slug" : "email";
}

/** A host to insert; `locale` is English by default. */
export type NewHost = Omit<Host, "id" | "locale" | "when_calendar_unreachable"> & {
  readonly locale?: string;
  readonly password_hash: string | null;
  readonly is_demo?: Flag;
};

/** Adds a host; `REFUSED` if another host has the slug or the email address. */
export function insertHost(trx: Trx, host: NewHost, now: EpochMs): Promise<Host | typeof REFUSED> {
  return trx.attempt("unique", () =>
    trx
      .insertInto("hosts")
      .values({ ...host, created_at: now, updated_at: now })
      .returning(HOST)
      .executeTakeFirstOrThrow(),
  );
}

/** Updates a host; `REFUSED` if another host has the slug or the email address. */
export function updateHost(
  trx: Trx,
  id: number,
  changes: Partial<Omit<Host, "id">>,
  now: EpochMs,
): Promise<Host | typeof REFUSED> {
  return trx.attempt("unique", () =>
    trx
      .updateTable("hosts")
      .set({ ...changes, updated_at: now })
      .where("id", "=", id)
      .returning(HOST)
      .executeTakeFirstOrThrow(),
  );
}
