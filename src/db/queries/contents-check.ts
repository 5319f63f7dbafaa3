import { sql } from "kysely";
import type { Db } from "../database.ts";
import type { EpochMs } from "../../domain/interval.ts";

/** A hold that begins before an earlier hold of the same host has ended; `host` is the slug. */
export type Overlap = { readonly host: string; readonly meeting: number | null; readonly busy_from: EpochMs };

/** Overlapping holds of one host, found without the triggers. */
export async function overlapsIn(db: Db): Promise<Overlap[]> {
  const { rows } = await sql<Overlap>`
    select h.slug as host, o.meeting_id as meeting, o.busy_from
    from (
      select host_id, meeting_id, busy_from, max(busy_until) over (
        partition by host_id order by busy_from rows between unbounded preceding and 1 preceding
      ) as taken_until
      from holds
    ) as o join hosts as h on h.id = o.host_id
    where o.taken_until > o.busy_from
    order by h.slug, o.busy_from`.execute(db);
  return rows;
}

/** Ids of live bookings that are not fully covered by a hold. */
export async function unheldBookings(db: Db): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select b.id from bookings as b
    left join holds as h on h.meeting_id = b.meeting_id and h.host_id = b.host_id
      and h.busy_from <= b.starts_at and h.busy_until >= b.ends_at
    where b.status in ('pending', 'confirmed') and h.host_id is null
    order by b.id`.execute(db);
  return rows.map(({ id }) => id);
}

/** When the newest row of any kind was created; undefined in an empty database. */
export async function newestRowAt(db: Db): Promise<EpochMs | undefined> {
  const times = await Promise.all(
    (["hosts", "bookings", "outbox", "api_keys"] as const).map((table) =>
      db.selectFrom(table).select("created_at").orderBy("id", "desc").limit(1).executeTakeFirst(),
    ),
  );
  const known = times.flatMap((row) => (row ? [row.created_at] : []));
  return known.length === 0 ? undefined : Math.max(...known);
}

/** The last error of the newest email that could not be sent; undefined if there is none. */
export async function lastEmailError(db: Db): Promise<string | undefined> {
  const row = await db
    .selectFrom("outbox")
    .select("last_error")
    .where("kind", "=", "email")
    .where("last_error", "is not", null)
    .where("status", "in", ["waiting", "failed"])
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirst();
  return row?.last_error ?? undefined;
}

/** Keys created before an instant and never used; `host` is the slug. */
export function unusedKeys(db: Db, before: EpochMs): Promise<{ prefix: string; host: string }[]> {
  return db
    .selectFrom("api_keys as k")
    .innerJoin("hosts as h", "h.id", "k.host_id")
    .select(["k.prefix", "h.slug as host"])
    .where("k.last_used_at", "is", null)
    .where("k.created_at", "<", before)
    .orderBy("k.id")
    .execute();
}

/** The slugs of all hosts, and of the hosts with neither an API key nor a password. */
export async function hostsIn(db: Db): Promise<{ all: string[]; lockedOut: string[] }> {
  const rows = await db
    .selectFrom("hosts as h")
    .select(["h.slug", "h.password_hash"])
    .select((of) =>
      of
        .selectFrom("api_keys as k")
        .select(of.fn.countAll<number>().as("n"))
        .whereRef("k.host_id", "=", "h.id")
        .$asScalar()
        .as("keys"),
    )
    .orderBy("h.id")
    .execute();
  const lockedOut = rows.filter(({ keys, password_hash }) => !keys && password_hash === null);
  return { all: rows.map(({ slug }) => slug), lockedOut: lockedOut.map(({ slug }) => slug) };
}

/** Visible event types (`host/event`) without a bookable hour. */
export async function eventTypesWithoutHours(db: Db): Promise<string[]> {
  const rows = await db
    .selectFrom("event_types as e")
    .innerJoin("hosts as h", "h.id", "e.host_id")
    .leftJoin("schedules as s", (join) =>
      join
        .onRef("s.host_id", "=", "e.host_id")
        .on((on) =>
          on.or([
            on("s.id", "=", on.ref("e.schedule_id")),
            on.and([on("e.schedule_id", "is", null), on("s.is_default", "=", 1)]),
          ]),
        ),
    )
    .select(["h.slug as host", "e.slug as event"])
    .where("e.active", "=", 1)
    .where("e.deleted_at", "is", null)
    .where((on) =>
      on.or([on("s.id", "is", null), on.and([on("s.weekly", "=", "[]"), on("s.overrides", "=", "[]")])]),
    )
    .execute();
  return rows.map(({ host, event }) => `${host}/${event}`);
}

/** The settings row, with the columns that this schema version has; undefined if it is missing. */
export async function settingsIn(db: Db): Promise<{ secret_fingerprint?: string | null } | undefined> {
  return await db.selectFrom("settings").selectAll().executeTakeFirst();
}
