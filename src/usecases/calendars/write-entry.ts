import type { CalendarSource, CalendarWriter, Written } from "../../calendars/sources/source.ts";
import type { Trx } from "../../db/database.ts";
import { findBooking } from "../../db/queries/bookings/bookings.ts";
import { findAccountRow } from "../../db/queries/calendars/accounts.ts";
import { replaceBusy } from "../../db/queries/calendars/busy.ts";
import {
  type CalendarRow,
  countBusyChange,
  findCalendarRow,
  findTarget,
} from "../../db/queries/calendars/calendars.ts";
import {
  type CalendarEntry,
  deleteEntry,
  findEntry,
  NEVER,
  saveEntry,
} from "../../db/queries/calendars/entries.ts";
import { type ObjectRow, objectsAt, saveObjects } from "../../db/queries/calendars/objects.ts";
import { findHost } from "../../db/queries/hosts/hosts.ts";
import { isLive } from "../../domain/booking.ts";
import type { Booking } from "../../domain/records.ts";
import { hostEntry } from "../../email/content/host-entry.ts";
import type { Deps } from "../deps.ts";
import { openAccount } from "./credentials.ts";

/** Where an entry is or belongs: the calendar, and how to write there. */
type Place = { readonly calendar: CalendarRow; readonly writer: CalendarWriter };

/**
 * Brings the calendar entry of a booking up to date: writes the booking as it is now, or removes the entry of one that does not
 * take place. Doing it twice changes nothing. Throws SourceFailure.
 */
export async function writeEntry(deps: Deps, bookingId: number, signal: AbortSignal): Promise<void> {
  const { read } = deps.database;
  const booking = await findBooking(read, bookingId);
  const entry = await findEntry(read, bookingId);
  if (!booking || (entry && entry.sequence === booking.sequence)) return;
  const isOff = !isLive(booking.status);
  if (isOff && !entry) return;
  const place = await placeOf(deps, booking, entry);
  if (!place) return;
  await (isOff ? remove(deps, place, entry!, signal) : write(deps, place, booking, entry, signal));
}

/** An entry stays in the calendar that it was written to; a new one goes to the target. */
async function placeOf(
  deps: Deps,
  { host_id }: Booking,
  entry: CalendarEntry | undefined,
): Promise<Place | undefined> {
  const { read } = deps.database;
  const calendar = entry ? await findCalendarRow(read, entry.calendar_id) : await findTarget(read, host_id);
  const account = calendar && (await findAccountRow(read, calendar.account_id));
  if (!account || account.paused === 1 || account.disconnecting) return undefined;
  const { writer }: CalendarSource = openAccount(deps, account);
  return writer ? { calendar, writer } : undefined;
}

async function remove(
  deps: Deps,
  { calendar, writer }: Place,
  { booking_id, href }: CalendarEntry,
  signal: AbortSignal,
): Promise<void> {
  await writer.remove(href, null, signal);
  await deps.database.write(async (trx) => {
    await deleteEntry(trx, booking_id);
    const [object] = await objectsAt(trx, calendar.id, [href]);
    if (object) await saveOwnObject(trx, deps, calendar, object);
  });
}

async function write(
  deps: Deps,
  { calendar, writer }: Place,
  booking: Booking,
  entry: CalendarEntry | undefined,
  signal: AbortSignal,
): Promise<void> {
  const host = (await findHost(deps.database.read, booking.host_id))!;
  const event = { calendar: calendar.href, uid: booking.uid, ical: hostEntry(host, deps.publicUrl, booking) };
  const put = (replaces: { readonly href: string; readonly etag: string | null } | null) =>
    writer.put({ ...event, replaces }, signal);
  if (!entry) await announce(deps, calendar, booking, await writer.hrefOf(event));
  const first = await put(entry ? { href: entry.href, etag: null } : null);
  const written = first.status === "conflict" ? await putAgain(writer, first.href, put, signal) : first;
  if (written.status === "conflict") throw new Error("the entry changes while it is written");
  await store(deps, calendar, booking, written);
}

/** Stores where an entry is about to be written, so that it is found there if the outcome of the write is lost. */
async function announce(deps: Deps, { id }: CalendarRow, booking: Booking, href: string): Promise<void> {
  const entry = { ...entryOf(booking, id), href, etag: null, sequence: NEVER };
  await deps.database.write((trx) => saveEntry(trx, entry));
}

/** The entry is there already, from an attempt whose outcome was lost; or the one to replace is gone. */
async function putAgain(
  writer: CalendarWriter,
  href: string,
  put: (replaces: { readonly href: string; readonly etag: string | null } | null) => Promise<Written>,
  signal: AbortSignal,
): Promise<Written> {
  const found = await writer.get(href, signal);
  return put(found && { href, etag: found.etag });
}

/** With its object, so that its removal is noticed even before the next synchronization. */
async function store(
  deps: Deps,
  calendar: CalendarRow,
  booking: Booking,
  { href, etag }: { readonly href: string; readonly etag: string | null },
): Promise<void> {
  const object = { href, etag: etag ?? "", uid: booking.uid, problem: null, title: null };
  await deps.database.write(async (trx) => {
    await saveEntry(trx, { ...entryOf(booking, calendar.id), href, etag });
    await saveOwnObject(trx, deps, calendar, object);
  });
}

/**
 * Stores the object of an entry that was written or removed. Readings that began before may not contain that, and those that
 * found the entry before its write was stored took it for busy.
 */
async function saveOwnObject(
  trx: Trx,
  deps: Deps,
  { id: calendar_id, host_id }: CalendarRow,
  { href, etag, uid, problem, title }: Pick<ObjectRow, "href" | "etag" | "uid" | "problem" | "title">,
): Promise<void> {
  const object = { calendar_id, href, etag, uid, problem, title, seen_at: deps.now() };
  const ids = await saveObjects(trx, [object]);
  const owner = { host_id, calendar_id, object_id: ids.get(href)! };
  if (await replaceBusy(trx, owner, [])) await countBusyChange(trx, calendar_id);
}

function entryOf({ id, sequence, starts_at, ends_at }: Booking, calendar_id: number) {
  return { booking_id: id, calendar_id, sequence, starts_at, ends_at };
}
