import type { Db } from "../../db/database.ts";
import type { Bookable } from "../../db/queries/bookings/bookable.ts";
import { findAccountRow } from "../../db/queries/calendars/accounts.ts";
import {
  calendarsOfAccount,
  type DecidingCalendar,
  decidingCalendars,
} from "../../db/queries/calendars/calendars.ts";
import { isCopyRecent } from "../../domain/calendars.ts";
import type { EpochMs, Interval } from "../../domain/interval.ts";
import { relevantTime } from "../../domain/slots.ts";
import { policyOf } from "../bookings/calendar.ts";
import type { Deps } from "../deps.ts";
import { type JustRead, NOTHING, type ReadWindow } from "./coalesce.ts";
import { openAccount } from "./credentials.ts";
import { windowOf } from "./sync-account.ts";
import { readCalendarDuring } from "./sync-calendar.ts";

type Asked = Pick<Bookable, "host" | "eventType" | "hasCalendars">;

/** Thrown if a copy changed between its reading and the decision; never leaves `decideAfterReading`. */
class CopyChanged extends Error {}

/** How long a decision is repeated before the copies decide as if nothing had been read. */
const PATIENCE_MS = 2_000;

/**
 * Runs a write that decides by what `read` has read. Both are repeated if a copy changes in between, because another
 * reading that began earlier may have put an older state into it.
 */
export async function decideAfterReading<T>(
  read: () => Promise<JustRead | undefined>,
  decide: (justRead: JustRead) => Promise<T>,
): Promise<T> {
  const began = performance.now();
  do {
    const justRead = (await read()) ?? NOTHING;
    try {
      return await decide(justRead);
    } catch (error) {
      if (!(error instanceof CopyChanged)) throw error;
    }
  } while (performance.now() - began < PATIENCE_MS);
  return decide(NOTHING);
}

/**
 * Reads the calendars that decide on a start, for at most two seconds, so that an event made a moment ago counts. Runs outside
 * the write that decides, which calls `areCalendarsKnown` with the result inside `decideAfterReading`.
 */
export async function readCalendarsAround(deps: Deps, bookable: Asked, startsAt: EpochMs): Promise<JustRead> {
  if (!bookable.hasCalendars) return NOTHING;
  const window = windowAround(bookable, startsAt);
  const calendars = await decidingOn(deps.database.read, bookable);
  const accounts = [...new Set(calendars.map(({ account_id }) => account_id))];
  const read = await Promise.all(
    accounts.map((id) => deps.calendars.readings.read(id, window, readAccount(deps, bookable, id))),
  );
  return new Map(read.flatMap((versions) => [...versions]));
}

/**
 * Returns whether the copies may decide on a start: each calendar was just read, or its copy is recent and reaches that far.
 */
export async function areCalendarsKnown(
  db: Db,
  bookable: Asked,
  startsAt: EpochMs,
  justRead: JustRead,
  now: EpochMs,
): Promise<boolean> {
  if (!bookable.hasCalendars) return true;
  const { end } = windowAround(bookable, startsAt);
  const calendars = await decidingOn(db, bookable);
  if (calendars.some(({ id, busy_version }) => busy_version !== (justRead.get(id) ?? busy_version)))
    throw new CopyChanged();
  return calendars.every(
    ({ id, read_at, read_until }) =>
      justRead.has(id) || (isCopyRecent(read_at, now) && read_until !== null && read_until >= end),
  );
}

function windowAround({ eventType }: Asked, startsAt: EpochMs): Interval {
  return relevantTime(policyOf(eventType), { start: startsAt, end: startsAt + 1 });
}

async function decidingOn(db: Db, { host, eventType }: Asked): Promise<DecidingCalendar[]> {
  const { busy_calendars } = eventType;
  const calendars = await decidingCalendars(db, host.id);
  return busy_calendars === null ? calendars : calendars.filter(({ id }) => busy_calendars.includes(id));
}

/** Reads all calendars of an account that block, since bookings of several event types share a reading. */
function readAccount(deps: Deps, { host }: Asked, id: number): ReadWindow {
  return async (asked, signal) => {
    const account = await findAccountRow(deps.database.read, id);
    if (!account) return NOTHING;
    const source = openAccount(deps, account);
    const context = { source, signal, host, window: await windowOf(deps, host) };
    const calendars = await calendarsOfAccount(deps.database.read, id);
    const busy = calendars.filter((calendar) => calendar.busy === 1);
    const versions = busy.map(
      async ({ id }) => [id, await readCalendarDuring(deps, id, asked, context)] as const,
    );
    return new Map(await Promise.all(versions));
  };
}
