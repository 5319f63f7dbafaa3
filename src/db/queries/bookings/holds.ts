import { liveStatuses } from "../../../domain/booking.ts";
import type { EpochMs, Interval } from "../../../domain/interval.ts";
import { type Db, REFUSED, type Trx } from "../../database.ts";
import { type Awaitable, prepared, preparedInsert } from "../../prepared.ts";

/** A reserved time of a host; one with an expiry lapses by itself. */
export type Hold = Interval & { readonly expires_at: EpochMs | null };

/**
 * Starts at the last hold that begins by the window's start: holds are disjoint, so no earlier one reaches into the window.
 * This includes expired holds that have not been deleted yet.
 */
const during = prepared((db, hostId: number, from: EpochMs, until: EpochMs, now: EpochMs, except: number) =>
  db
    .selectFrom("holds")
    .select(["busy_from as start", "busy_until as end", "expires_at"])
    .where("host_id", "=", hostId)
    .where("busy_from", "<", until)
    .where("busy_from", ">=", (query) =>
      query.fn.coalesce(
        query
          .selectFrom("holds")
          .select("busy_from")
          .where("host_id", "=", hostId)
          .where("busy_from", "<=", from)
          .orderBy("busy_from", "desc")
          .limit(1),
        query.val(from),
      ),
    )
    .where((is) => is.or([is("expires_at", "is", null), is("expires_at", ">", now)]))
    .where((is) => is.or([is("meeting_id", "is", null), is("meeting_id", "<>", except)]))
    .orderBy("busy_from"),
);

/** The host's holds at `now` that may overlap the window, in time order, except those of one meeting. */
export function holdsDuring(
  db: Db,
  hostId: number,
  window: Interval,
  now: EpochMs,
  exceptMeetingId = 0,
): Awaitable<Hold[]> {
  return during(db, hostId, window.start, window.end, now, exceptMeetingId);
}

const firstExpired = prepared((db, hostId: number, now: EpochMs) =>
  db
    .selectFrom("holds")
    .select("busy_from")
    .where("host_id", "=", hostId)
    .where("expires_at", "<=", now)
    .limit(1),
);

/**
 * Deletes the host's expired holds, which would block new ones. Call it before adding or moving a hold. There are hardly ever
 * any, and checking first takes a third of the time of a delete.
 */
export async function deleteExpiredHolds(trx: Trx, hostId: number, now: EpochMs): Promise<void> {
  if ((await firstExpired(trx, hostId, now)).length === 0) return;
  await trx.deleteFrom("holds").where("host_id", "=", hostId).where("expires_at", "<=", now).execute();
}

const insert = preparedInsert("holds", ["host_id", "busy_from", "busy_until", "meeting_id", "expires_at"]);

/** Reserves a host's time for a meeting; false if it overlaps another hold. */
export async function insertHold(
  trx: Trx,
  hold: Hold & { readonly host_id: number; readonly meeting_id: number },
): Promise<boolean> {
  const { host_id, start, end, meeting_id, expires_at } = hold;
  const row = { host_id, busy_from: start, busy_until: end, meeting_id, expires_at };
  const inserted = await trx.attempt("overlap", () => insert(trx, row));
  return inserted !== REFUSED;
}

/** Moves a host's hold for a meeting; false if it would overlap another hold. */
export async function rescheduleHold(
  trx: Trx,
  { host_id, meeting_id }: { readonly host_id: number; readonly meeting_id: number },
  { start, end }: Interval,
): Promise<boolean> {
  const moved = await trx.attempt("overlap", () =>
    trx
      .updateTable("holds")
      .set({ busy_from: start, busy_until: end })
      .where("meeting_id", "=", meeting_id)
      .where("host_id", "=", host_id)
      .executeTakeFirstOrThrow(),
  );
  if (moved === REFUSED) return false;
  if (moved.numUpdatedRows !== 1n) throw new Error(`meeting ${meeting_id} has no hold`);
  return true;
}

/** Releases the time of a meeting without live bookings. */
export async function releaseHolds(trx: Trx, meetingId: number): Promise<void> {
  await trx
    .deleteFrom("holds")
    .where("meeting_id", "=", meetingId)
    .where((is) =>
      is.not(
        is.exists(
          is
            .selectFrom("bookings")
            .select("id")
            .where("meeting_id", "=", meetingId)
            .where("status", "in", liveStatuses),
        ),
      ),
    )
    .execute();
}
