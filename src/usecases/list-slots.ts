import { type Bookable, findOffered, getBookable } from "../db/event-types.ts";
import type { Db } from "../db/prepared.ts";
import type { EpochDay } from "../domain/clock.ts";
import { DAY_MS, type EpochMs, intersection } from "../domain/interval.ts";
import { bookableWindow } from "../domain/policy.ts";
import type { Booking, EventType } from "../domain/records.ts";
import { done, type Outcome, refused } from "../domain/refusal.ts";
import { freeStarts } from "../domain/slots.ts";
import { findZone, instantsBetween, type Zone, zoneOf } from "../domain/zone.ts";
import { calendarAround, policyOf } from "./calendar.ts";
import type { Deps } from "./deps.ts";

/** A range of dates, both included, as the asker's clocks have them; the host's zone where none is named. */
export type SlotsQuery = {
  readonly from: EpochDay;
  readonly to: EpochDay;
  readonly timeZone: string | undefined;
};

export type FreeSlots = {
  readonly zone: Zone;
  readonly eventType: EventType;
  readonly starts: readonly EpochMs[];
};

/** Every start in the range that can be booked now, in time order; refuses with `not_found`. */
export async function listSlots(
  deps: Deps,
  hostSlug: string,
  eventSlug: string,
  query: SlotsQuery,
): Promise<Outcome<FreeSlots>> {
  const bookable = await findOffered(deps.database.read, hostSlug, eventSlug);
  if (!bookable) return refused("not_found");
  const zone = findZone(query.timeZone ?? bookable.host.time_zone)!;
  const starts = await startsInDays(deps.database.read, bookable, zone, query, deps.now());
  return done({ zone, eventType: bookable.eventType, starts });
}

/** The starts to which a booking can be moved by its attendee; none once its event type is no longer offered. */
export async function listMoves(deps: Deps, booking: Booking, query: SlotsQuery): Promise<FreeSlots> {
  const bookable = await getBookable(deps.database.read, booking.event_type.id);
  const zone = zoneOf(query.timeZone ?? booking.attendee_time_zone);
  const starts = bookable.offered
    ? await startsInDays(deps.database.read, bookable, zone, query, deps.now(), booking.id)
    : [];
  return {
    zone,
    eventType: bookable.eventType,
    starts: starts.filter((start) => start !== booking.starts_at),
  };
}

async function startsInDays(
  db: Db,
  bookable: Bookable,
  zone: Zone,
  { from, to }: SlotsQuery,
  now: EpochMs,
  exceptBookingId = 0,
): Promise<EpochMs[]> {
  const policy = policyOf(bookable.eventType);
  const starts: EpochMs[] = [];
  for (const days of instantsBetween(zone, from * DAY_MS, (to + 1) * DAY_MS)) {
    const window = intersection(days, bookableWindow(policy, now));
    if (!window) continue;
    const calendar = await calendarAround(db, bookable, window, exceptBookingId);
    starts.push(...freeStarts(policy, calendar, window, now));
  }
  return starts;
}
