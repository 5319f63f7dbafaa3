import { DAY_MS, type EpochMs, type Interval } from "../../../domain/interval.ts";
import type { Db, Trx } from "../../database.ts";
import { prepared } from "../../prepared.ts";

/** Times are stored in pieces of at most a day, so none that begins earlier reaches into the window. */
const during = prepared((db, hostId: number, after: EpochMs, from: EpochMs, until: EpochMs) =>
  db
    .selectFrom("external_busy as b")
    .innerJoin("calendars as c", "c.id", "b.calendar_id")
    .innerJoin("calendar_accounts as a", "a.id", "c.account_id")
    .select(["b.busy_from as start", "b.busy_until as end", "b.calendar_id"])
    .where("b.host_id", "=", hostId)
    .where("b.busy_from", ">", after)
    .where("b.busy_from", "<", until)
    .where("b.busy_until", ">", from)
    .where("c.busy", "=", 1)
    .where("a.paused", "=", 0)
    .where("a.disconnecting", "is", null)
    .orderBy("b.busy_from"),
);

/** When a host is busy in a calendar. */
export type ExternalBusy = Interval & { readonly calendar_id: number };

/** The busy times that overlap the window, of all calendars that block or only those with these ids; they may overlap each other. */
export async function externalBusyDuring(
  db: Db,
  hostId: number,
  { start, end }: Interval,
  calendarIds: readonly number[] | null,
): Promise<ExternalBusy[]> {
  const busy = await during(db, hostId, start - DAY_MS, start, end);
  return calendarIds === null ? busy : busy.filter(({ calendar_id }) => calendarIds.includes(calendar_id));
}

/** How many rows one insert has; SQLite allows 32,766 parameters. */
const ROWS_AT_ONCE = 500;

/** Replaces the busy times of an event, which are sorted and disjoint; returns whether they differ from the previous ones. */
export async function replaceBusy(
  trx: Trx,
  owner: { readonly host_id: number; readonly calendar_id: number; readonly object_id: number },
  busy: readonly Interval[],
): Promise<boolean> {
  const pieces = busy.flatMap(inPieces);
  if (areSame(await busyOf(trx, owner.object_id), pieces)) return false;
  await trx.deleteFrom("external_busy").where("object_id", "=", owner.object_id).execute();
  const rows = pieces.map(({ start, end }) => ({ ...owner, busy_from: start, busy_until: end }));
  for (let from = 0; from < rows.length; from += ROWS_AT_ONCE)
    await trx
      .insertInto("external_busy")
      .values(rows.slice(from, from + ROWS_AT_ONCE))
      .execute();
  return true;
}

const busyOf = prepared((db, objectId: number) =>
  db
    .selectFrom("external_busy")
    .select(["busy_from as start", "busy_until as end"])
    .where("object_id", "=", objectId)
    .orderBy("busy_from"),
);

function areSame(some: readonly Interval[], others: readonly Interval[]): boolean {
  const isSame = ({ start, end }: Interval, at: number) =>
    start === others[at]!.start && end === others[at]!.end;
  return some.length === others.length && some.every(isSame);
}

/** Divides a time into pieces of at most a day. */
function inPieces({ start, end }: Interval): Interval[] {
  const count = Math.ceil((end - start) / DAY_MS);
  return Array.from({ length: count }, (_, index) => ({
    start: start + index * DAY_MS,
    end: Math.min(end, start + (index + 1) * DAY_MS),
  }));
}
