import type { Trx } from "../../db/database.ts";
import { findBooking } from "../../db/queries/bookings/bookings.ts";
import type { CalendarRow } from "../../db/queries/calendars/calendars.ts";
import { type CalendarEntry, entriesAt, updateEntry } from "../../db/queries/calendars/entries.ts";
import { isLive } from "../../domain/booking.ts";
import type { ExternalEvent } from "../../domain/calendars.ts";
import type { Interval } from "../../domain/interval.ts";
import type { Booking } from "../../domain/records.ts";
import type { Deps } from "../deps.ts";
import { notifyOfEntry } from "./notify-of-entry.ts";

type Seen = { readonly href: string; readonly events: readonly ExternalEvent[] };

/** Notices entries of bookings that the host moved in their calendar, or moved back. */
export async function noticeMoved(
  trx: Trx,
  deps: Deps,
  entries: readonly CalendarEntry[],
  objects: readonly Seen[],
): Promise<void> {
  const seen = new Map(objects.map(({ href, events }) => [href, events]));
  for (const entry of entries) {
    const single = seen.get(entry.href)![0]?.single;
    if (single) await noticeTime(trx, deps, entry, single);
  }
}

/** A longer or shorter entry is no move: a booking keeps its duration. */
async function noticeTime(trx: Trx, deps: Deps, entry: CalendarEntry, time: Interval): Promise<void> {
  if (time.start === entry.starts_at) {
    if (entry.state !== "written") await forget(trx, entry);
    return;
  }
  if (entry.state === "moved" && entry.moved_from === time.start) return;
  const moved = { state: "moved", moved_from: time.start, moved_until: time.end } as const;
  await note(trx, deps, entry, moved);
}

/** Notices entries of bookings that the host deleted in their calendar. */
export async function noticeRemoved(
  trx: Trx,
  deps: Deps,
  { id }: CalendarRow,
  hrefs: readonly string[],
): Promise<void> {
  for (const entry of await entriesAt(trx, id, hrefs)) {
    if (entry.state === "removed") continue;
    await note(trx, deps, entry, { state: "removed", moved_from: null, moved_until: null });
  }
}

async function forget(trx: Trx, { booking_id }: CalendarEntry): Promise<void> {
  await updateEntry(trx, booking_id, {
    state: "written",
    moved_from: null,
    moved_until: null,
    noticed_at: null,
  });
}

type Change = Pick<CalendarEntry, "state" | "moved_from" | "moved_until">;

/**
 * The host is asked about meetings that are still to come. An entry that is about to be written is not noticed: what was found may
 * be the work of a write whose outcome was lost.
 */
async function note(trx: Trx, deps: Deps, entry: CalendarEntry, change: Change): Promise<void> {
  const booking = await findBooking(trx, entry.booking_id);
  if (!booking || !isToCome(deps, booking) || entry.sequence !== booking.sequence) return;
  await updateEntry(trx, booking.id, { ...change, noticed_at: deps.now() });
  await notifyOfEntry(trx, deps, booking, { ...entry, ...change });
}

function isToCome({ now }: Deps, { status, ends_at }: Booking): boolean {
  return isLive(status) && ends_at > now();
}
