import type { Selectable } from "kysely";
import type { ConnectedCalendar } from "../../../domain/calendars.ts";
import type { EpochMs } from "../../../domain/interval.ts";
import { prepared } from "../../prepared.ts";
import type { CalendarsTable } from "../../calendar-tables.ts";
import type { Db, Trx } from "../../database.ts";

export type CalendarRow = Selectable<CalendarsTable>;

/** A host's calendars, except those of accounts that are being disconnected. */
const ofHost = (db: Db, hostId: number) =>
  db
    .selectFrom("calendars as c")
    .innerJoin("calendar_accounts as a", "a.id", "c.account_id")
    .where("c.host_id", "=", hostId)
    .where("a.disconnecting", "is", null);

/** Returns whether every id is that of a calendar of the host. */
export async function areCalendarsOf(db: Db, hostId: number, ids: readonly number[]): Promise<boolean> {
  if (ids.length === 0) return true;
  const rows = await ofHost(db, hostId).select("c.id").where("c.id", "in", ids).execute();
  return rows.length === new Set(ids).size;
}

/** The calendars of a host's accounts, in the order in which they were found. */
export async function listCalendars(db: Db, hostId: number): Promise<ConnectedCalendar[]> {
  const rows = ofHost(db, hostId).selectAll("c").orderBy("c.id");
  return (await rows.execute()).map(toCalendar);
}

export async function findCalendar(
  db: Db,
  hostId: number,
  id: number,
): Promise<ConnectedCalendar | undefined> {
  const found = await ofHost(db, hostId).selectAll("c").where("c.id", "=", id).executeTakeFirst();
  return found && toCalendar(found);
}

const target = prepared((db, hostId: number) =>
  db
    .selectFrom("calendars as c")
    .innerJoin("calendar_accounts as a", "a.id", "c.account_id")
    .selectAll("c")
    .where("c.host_id", "=", hostId)
    .where("c.is_target", "=", 1)
    .where("a.paused", "=", 0)
    .where("a.disconnecting", "is", null),
);

/** The calendar to which a host's bookings are written; undefined if there is none, or its account is paused. */
export async function findTarget(db: Db, hostId: number): Promise<CalendarRow | undefined> {
  return (await target(db, hostId))[0];
}

export async function hasTarget(db: Db, hostId: number): Promise<boolean> {
  return (await findTarget(db, hostId)) !== undefined;
}

export function calendarsOfAccount(db: Db, accountId: number): Promise<CalendarRow[]> {
  return db.selectFrom("calendars").selectAll().where("account_id", "=", accountId).orderBy("id").execute();
}

type Found = Pick<CalendarRow, "href" | "name" | "time_zone" | "writable">;

/** Adds a calendar, or updates what its server says about it. */
export async function saveCalendar(
  trx: Trx,
  account: { readonly id: number; readonly host_id: number },
  found: Found,
  isBusy: boolean,
  now: EpochMs,
): Promise<void> {
  const row = {
    account_id: account.id,
    host_id: account.host_id,
    ...found,
    busy: isBusy ? (1 as const) : (0 as const),
    is_target: 0 as const,
    created_at: now,
  };
  const { name, time_zone, writable } = found;
  await trx
    .insertInto("calendars")
    .values(row)
    .onConflict((conflict) =>
      conflict.columns(["account_id", "href"]).doUpdateSet({ name, time_zone, writable }),
    )
    .execute();
}

export async function deleteCalendars(trx: Trx, ids: readonly number[]): Promise<void> {
  if (ids.length > 0) await trx.deleteFrom("calendars").where("id", "in", ids).execute();
}

export async function updateCalendar(
  trx: Trx,
  id: number,
  changes: Partial<Pick<CalendarRow, "busy" | "is_target" | "mark" | "read_at" | "read_until">>,
): Promise<void> {
  await trx.updateTable("calendars").set(changes).where("id", "=", id).execute();
}

/** Makes no calendar of the host the target. */
export async function clearTarget(trx: Trx, hostId: number): Promise<void> {
  await trx
    .updateTable("calendars")
    .set({ is_target: 0 })
    .where("host_id", "=", hostId)
    .where("is_target", "=", 1)
    .execute();
}

/** Counts a change of the copy of a calendar, so that no cached slots are used and no decision relies on an earlier reading. */
export async function countBusyChange(trx: Trx, id: number): Promise<void> {
  await trx
    .updateTable("calendars")
    .set((is) => ({ busy_version: is("busy_version", "+", 1) }))
    .where("id", "=", id)
    .execute();
}

/** A calendar that decides on bookings, with how recent its copy is. */
export type DecidingCalendar = Pick<
  CalendarRow,
  "id" | "account_id" | "read_at" | "read_until" | "busy_version"
>;

/** The calendars that block, of all accounts that are neither paused nor being disconnected. */
export function decidingCalendars(db: Db, hostId: number): Promise<DecidingCalendar[]> {
  return db
    .selectFrom("calendars as c")
    .innerJoin("calendar_accounts as a", "a.id", "c.account_id")
    .select(["c.id", "c.account_id", "c.read_at", "c.read_until", "c.busy_version"])
    .where("c.host_id", "=", hostId)
    .where("c.busy", "=", 1)
    .where("a.paused", "=", 0)
    .where("a.disconnecting", "is", null)
    .execute();
}

function toCalendar(row: CalendarRow): ConnectedCalendar {
  const { id, account_id, name, time_zone } = row;
  return {
    id,
    account_id,
    name,
    time_zone,
    writable: row.writable === 1,
    busy: row.busy === 1,
    is_target: row.is_target === 1,
  };
}

/** A calendar of any host. */
export function findCalendarRow(db: Db, id: number): Promise<CalendarRow | undefined> {
  return db.selectFrom("calendars").selectAll().where("id", "=", id).executeTakeFirst();
}
