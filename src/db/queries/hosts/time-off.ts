import type { ExpressionBuilder } from "kysely";
import type { Db, Trx } from "../../database.ts";
import { type EpochMs, type Interval } from "../../../domain/interval.ts";
import type { PageRequest } from "../../../domain/records.ts";
import type { TimeOff } from "../../../domain/schedule.ts";
import type { Tables } from "../../tables.ts";
import { paged } from "../paging.ts";
import { type Awaitable, prepared } from "../../prepared.ts";

/** The columns of time off, with the present username of the other host. */
const timeOffColumns = (is: ExpressionBuilder<Tables, "time_off">) =>
  [
    "time_off.id",
    "time_off.starts_at",
    "time_off.ends_at",
    "time_off.reason",
    "time_off.message",
    is
      .selectFrom("hosts")
      .select("hosts.slug")
      .whereRef("hosts.id", "=", "time_off.redirect_to")
      .as("redirect_to"),
  ] as const;

const during = prepared((db, hostId: number, from: EpochMs, until: EpochMs) =>
  db
    .selectFrom("time_off")
    .select(["starts_at as start", "ends_at as end"])
    .where("host_id", "=", hostId)
    .where("ends_at", ">", from)
    .where("starts_at", "<", until),
);

/** The host's time off that overlaps the window, in no particular order. */
export function timeOffDuring(db: Db, hostId: number, window: Interval): Awaitable<Interval[]> {
  return during(db, hostId, window.start, window.end);
}

/** The same with ids and reasons, in time order. */
export function listTimeOffDuring(db: Db, hostId: number, { start, end }: Interval): Promise<TimeOff[]> {
  return db
    .selectFrom("time_off")
    .select(timeOffColumns)
    .where("host_id", "=", hostId)
    .where("ends_at", ">", start)
    .where("starts_at", "<", end)
    .orderBy("starts_at")
    .execute();
}

/** The host's time off that is not over, in time order. */
export function listTimeOffAfter(db: Db, hostId: number, now: EpochMs, limit: number): Promise<TimeOff[]> {
  return db
    .selectFrom("time_off")
    .select(timeOffColumns)
    .where("host_id", "=", hostId)
    .where("ends_at", ">", now)
    .orderBy("starts_at")
    .orderBy("id")
    .limit(limit)
    .execute();
}

export function findTimeOff(db: Db, hostId: number, id: number): Promise<TimeOff | undefined> {
  return db
    .selectFrom("time_off")
    .select(timeOffColumns)
    .where("host_id", "=", hostId)
    .where("id", "=", id)
    .executeTakeFirst();
}

export function listTimeOff(
  db: Db,
  hostId: number,
  page: PageRequest,
): Promise<{ items: TimeOff[]; total: number }> {
  return paged(db.selectFrom("time_off").where("host_id", "=", hostId), page, (query) =>
    query.select(timeOffColumns).orderBy("starts_at").orderBy("id"),
  );
}

export type NewTimeOff = Pick<TimeOff, "starts_at" | "ends_at" | "reason" | "message"> & {
  readonly host_id: number;
  /** The id of the other host. */
  readonly redirect_to: number | null;
};

export async function insertTimeOff(trx: Trx, timeOff: NewTimeOff, now: EpochMs): Promise<TimeOff> {
  const { id } = await trx
    .insertInto("time_off")
    .values({ ...timeOff, created_at: now })
    .returning("id")
    .executeTakeFirstOrThrow();
  return (await findTimeOff(trx, timeOff.host_id, id))!;
}

/** What visitors read about time off: a message, or the page of another host with something to book. */
export type PublicTimeOff = Interval & {
  readonly message: string | null;
  readonly other: { readonly slug: string; readonly name: string } | null;
};

const anyPublic = prepared((db, hostId: number, from: EpochMs) =>
  db
    .selectFrom("time_off")
    .select("id")
    .where("host_id", "=", hostId)
    .where("ends_at", ">", from)
    .where((is) => is.or([is("message", "is not", null), is("redirect_to", "is not", null)]))
    .limit(1),
);

/** The host's time off in the window of which visitors read something, in time order. Cheap for hosts who have none. */
export async function publicTimeOffDuring(
  db: Db,
  hostId: number,
  { start, end }: Interval,
  limit: number,
): Promise<PublicTimeOff[]> {
  if ((await anyPublic(db, hostId, start)).length === 0) return [];
  const rows = await db
    .selectFrom("time_off as t")
    .leftJoin("hosts as other", (join) =>
      join
        .onRef("other.id", "=", "t.redirect_to")
        .on((is) =>
          is.exists(
            is
              .selectFrom("event_types as e")
              .select("e.id")
              .whereRef("e.host_id", "=", "t.redirect_to")
              .where("e.active", "=", 1)
              .where("e.hidden", "=", 0)
              .where("e.deleted_at", "is", null),
          ),
        ),
    )
    .select(["t.starts_at as start", "t.ends_at as end", "t.message", "other.slug", "other.name"])
    .where("t.host_id", "=", hostId)
    .where("t.ends_at", ">", start)
    .where("t.starts_at", "<", end)
    .where((is) => is.or([is("t.message", "is not", null), is("other.id", "is not", null)]))
    .orderBy("t.starts_at")
    .limit(limit)
    .execute();
  return rows.map(({ slug, name, ...row }) => ({
    ...row,
    other: slug === null || name === null ? null : { slug, name },
  }));
}

export async function deleteTimeOff(trx: Trx, hostId: number, id: number): Promise<boolean> {
  const { numDeletedRows } = await trx
    .deleteFrom("time_off")
    .where("host_id", "=", hostId)
    .where("id", "=", id)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}
