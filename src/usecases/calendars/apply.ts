import type { Trx } from "../../db/database.ts";
import { findOwnUids } from "../../db/queries/bookings/own-uids.ts";
import { replaceBusy } from "../../db/queries/calendars/busy.ts";
import { type CalendarRow, countBusyChange } from "../../db/queries/calendars/calendars.ts";
import { type CalendarEntry, entriesAt } from "../../db/queries/calendars/entries.ts";
import { deleteObjects, type ObjectRow, objectsAt, saveObjects } from "../../db/queries/calendars/objects.ts";
import type { ExternalEvent } from "../../domain/calendars.ts";
import { type EpochMs, type Interval, union } from "../../domain/interval.ts";
import type { Deps } from "../deps.ts";
import { noticeMoved, noticeRemoved } from "./entry-changes.ts";

/** An object of a calendar, and the events in it. */
export type ReadObject = {
  readonly href: string;
  readonly etag: string;
  readonly events: readonly ExternalEvent[];
};

/**
 * Copies objects that a reading returned which began at `began`; returns whether this changed the copy. What a later reading
 * returned stays, so that a slow reading never undoes a fast one.
 */
export async function applyObjects(
  trx: Trx,
  deps: Deps,
  calendar: CalendarRow,
  objects: readonly ReadObject[],
  began: EpochMs,
): Promise<boolean> {
  const hrefs = objects.map(({ href }) => href);
  const stored = await objectsAt(trx, calendar.id, hrefs);
  const known = new Map(stored.map((row) => [row.href, row]));
  const current = objects.filter(({ href }) => !isNewer(known.get(href), began, deps.now()));
  if (current.length === 0) return false;
  const ids = await saveObjects(
    trx,
    current.map((object) => rowOf(calendar, object, began)),
  );
  const entries = await entriesAt(
    trx,
    calendar.id,
    current.map(({ href }) => href),
  );
  const busyOf = await ownEvents(trx, calendar, current, entries);
  let isChanged = current.some(({ href, etag }) => known.get(href)?.etag !== etag);
  for (const object of current) {
    const owner = { host_id: calendar.host_id, calendar_id: calendar.id, object_id: ids.get(object.href)! };
    if (await replaceBusy(trx, owner, busyOf(object))) isChanged = true;
  }
  if (isChanged) await countBusyChange(trx, calendar.id);
  await noticeMoved(trx, deps, entries, current);
  return isChanged;
}

/** A row from the future was stored before the clock was set back. */
function isNewer(row: ObjectRow | undefined, began: EpochMs, now: EpochMs): boolean {
  return row !== undefined && row.seen_at > began && row.seen_at <= now;
}

/** Deletes objects that a reading no longer found which began at `began`; returns whether there were any. */
export async function applyRemovals(
  trx: Trx,
  deps: Deps,
  calendar: CalendarRow,
  hrefs: readonly string[],
  began: EpochMs,
): Promise<boolean> {
  const deleted = await deleteObjects(trx, calendar.id, hrefs, began);
  if (deleted.length === 0) return false;
  await countBusyChange(trx, calendar.id);
  await noticeRemoved(trx, deps, calendar, deleted);
  return true;
}

/** Titles are only kept of events that cannot be read, for the host to find them. */
function rowOf({ id }: CalendarRow, { href, etag, events }: ReadObject, began: EpochMs) {
  const unread = events.find(({ problem }) => problem !== null);
  return {
    calendar_id: id,
    href,
    etag,
    uid: events[0]?.uid ?? null,
    seen_at: began,
    problem: unread?.problem ?? null,
    title: unread?.title?.slice(0, MOST_OF_TITLE).toWellFormed() ?? null,
  };
}

const MOST_OF_TITLE = 200;

/**
 * Returns which times an object blocks. The bookings' own entries block nothing, whichever calendar they are in, unless the host
 * moved one: then they are busy at the new time too.
 */
async function ownEvents(
  trx: Trx,
  calendar: CalendarRow,
  objects: readonly ReadObject[],
  entries: readonly CalendarEntry[],
): Promise<(object: ReadObject) => Interval[]> {
  const uids = objects.flatMap(({ events }) => events.flatMap(({ uid }) => uid ?? []));
  const own = await findOwnUids(trx, calendar.host_id, uids);
  const written = new Map(entries.map((entry) => [entry.href, entry]));

  function busyTimes({ href }: ReadObject, { uid, busy, single }: ExternalEvent): readonly Interval[] {
    if (uid === null || !own.has(uid)) return busy;
    const entry = written.get(href);
    const isMoved = entry && single && (single.start !== entry.starts_at || single.end !== entry.ends_at);
    return isMoved ? busy : [];
  }

  return (object) => union(object.events.flatMap((event) => busyTimes(object, event)));
}
