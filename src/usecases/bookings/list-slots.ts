import type { Db } from "../../db/database.ts";
import { type Bookable, getBookable } from "../../db/queries/bookings/bookable.ts";
import { slotVersionOf } from "../../db/queries/bookings/slot-versions.ts";
import { dateAt, type EpochDay } from "../../domain/clock.ts";
import { DAY_MS, type EpochMs, intersection } from "../../domain/interval.ts";
import { bookableWindow, endOfDay } from "../../domain/policy.ts";
import type { Booking, EventType, Host } from "../../domain/records.ts";
import { done, type Outcome, refused } from "../../domain/refusal.ts";
import { freeStarts } from "../../domain/slots.ts";
import { findZone, instantsBetween, type Zone, zoneOf } from "../../domain/zone.ts";
import { chooseDuration } from "./choose-duration.ts";
import { asBooked, calendarAround, policyOf } from "./calendar.ts";
import type { Deps } from "../deps.ts";

/** A range of dates, both inclusive, in the caller's zone; the host's zone by default. */
export type SlotsQuery = {
  readonly from: EpochDay;
  readonly to: EpochDay;
  readonly timeZone: string | undefined;
  /** One of the event type's lengths; the first shown by default. */
  readonly durationMinutes?: number | undefined;
};

export type FreeSlots = {
  readonly zone: Zone;
  readonly eventType: EventType;
  readonly starts: readonly EpochMs[];
  /** The first day that was left out; undefined if all fit. */
  readonly next: EpochDay | undefined;
  /** When the list first changes by the passing of time: a start falls below the notice, or a day ends. */
  readonly until: EpochMs;
};

/** An event type as its page shows it. */
export type Offer = {
  readonly host: Host;
  readonly eventType: EventType;
  /** The last instant within the horizon. */
  readonly horizon: EpochMs;
};

/** The event type and its host if it can be booked; refuses with `not_found`. */
export async function findOffer(deps: Deps, hostSlug: string, eventSlug: string): Promise<Outcome<Offer>> {
  const bookable = await deps.findOffered(deps.database.read, hostSlug, eventSlug);
  return bookable ? done({ ...bookable, horizon: horizonOf(bookable, deps.now()) }) : refused("not_found");
}

function horizonOf({ eventType, schedule }: Bookable, now: EpochMs): EpochMs {
  return bookableWindow(policyOf(eventType), schedule.zone, now).end - 1;
}

/** The maximum number of starts in one response; it is cut after a whole day. */
export const MOST_STARTS = 10_000;

/**
 * Lists the starts in the range that can be booked now, at most `MOST_STARTS`. Refuses with `not_found`, and a length that the
 * event type does not have as invalid.
 */
export async function listSlots(
  deps: Deps,
  hostSlug: string,
  eventSlug: string,
  query: SlotsQuery,
): Promise<Outcome<FreeSlots>> {
  const found = await deps.findOffered(deps.database.read, hostSlug, eventSlug);
  if (!found) return refused("not_found");
  const chosen = chooseDuration(found, query.durationMinutes, "/duration");
  if (!chosen.ok) return chosen;
  const bookable = chosen.value;
  const zone = findZone(query.timeZone ?? bookable.host.time_zone)!;
  const offer = await offerInDays(deps.database.read, bookable, zone, query, deps.now());
  return done({ zone, eventType: bookable.eventType, ...offer });
}

/** Like `listSlots`, as the text that `write` returns, cached. */
export function listSlotsAs(
  write: (slots: FreeSlots) => string,
  deps: Deps,
  hostSlug: string,
  eventSlug: string,
  query: SlotsQuery,
): Promise<Outcome<string>> {
  const key = JSON.stringify([
    hostSlug,
    eventSlug,
    query.from,
    query.to,
    query.timeZone,
    query.durationMinutes,
  ]);
  return deps.responseCache({
    key,
    now: deps.now(),
    version: () => versionOf(deps, hostSlug, eventSlug),
    make: async () => {
      const slots = await listSlots(deps, hostSlug, eventSlug, query);
      return slots.ok ? done({ text: write(slots.value), until: slots.value.until }) : slots;
    },
  });
}

/** Returns the cache version: the host's id, since slugs can change hands, and the version of the host's slots. */
async function versionOf(deps: Deps, hostSlug: string, eventSlug: string): Promise<string> {
  const { read } = deps.database;
  const bookable = await deps.findOffered(read, hostSlug, eventSlug);
  return bookable ? `${bookable.host.id} ${await slotVersionOf(read, bookable.host.id)}` : "";
}

/** The starts to which an attendee can reschedule a booking; none if its event type is no longer offered. */
export async function listRescheduleSlots(
  deps: Deps,
  booking: Booking,
  query: SlotsQuery,
): Promise<FreeSlots> {
  const { offered, ...current } = await getBookable(deps.database.read, booking.event_type.id);
  const bookable = { ...current, eventType: asBooked(current.eventType, booking) };
  const zone = zoneOf(query.timeZone ?? booking.attendee_time_zone);
  const offer = await offerInDays(deps.database.read, bookable, zone, query, deps.now(), booking);
  const starts = offered ? offer.starts.filter((start) => start !== booking.starts_at) : [];
  return { ...offer, zone, eventType: bookable.eventType, starts };
}

/** The event type of a booking with the booking's duration, whether or not it is still offered. */
export async function offerOf(deps: Deps, booking: Booking): Promise<Offer & { isOffered: boolean }> {
  const { offered, ...bookable } = await getBookable(deps.database.read, booking.event_type.id);
  const eventType = asBooked(bookable.eventType, booking);
  return { host: bookable.host, eventType, horizon: horizonOf(bookable, deps.now()), isOffered: offered };
}

type OfferedStarts = Pick<FreeSlots, "starts" | "next" | "until">;

async function offerInDays(
  db: Db,
  bookable: Bookable,
  zone: Zone,
  { from, to }: SlotsQuery,
  now: EpochMs,
  moved?: Booking,
): Promise<OfferedStarts> {
  const policy = policyOf(bookable.eventType);
  const { schedule } = bookable;
  let until = Infinity;
  const starts: EpochMs[] = [];
  for (const days of instantsBetween(zone, from * DAY_MS, (to + 1) * DAY_MS)) {
    const window = intersection(days, bookableWindow(policy, schedule.zone, now));
    if (!window) continue;
    const calendar = await calendarAround(db, bookable, window, now, moved);
    until = Math.min(until, calendar.until);
    // The first start beyond the limit determines where to cut.
    starts.push(...freeStarts(policy, calendar, window, now, MOST_STARTS + 1 - starts.length));
    if (starts.length > MOST_STARTS) break;
  }
  const firstLeaves = (starts[0] ?? Infinity) - policy.minNoticeMs + 1;
  const dayEnds = endOfDay(schedule.zone, dateAt(schedule.zone, now));
  return { ...cut(zone, starts), until: Math.min(until, firstLeaves, dayEnds) };
}

/** At most `MOST_STARTS` starts, cut after a whole day. */
function cut(zone: Zone, starts: readonly EpochMs[]): Pick<OfferedStarts, "starts" | "next"> {
  const beyond = starts[MOST_STARTS];
  if (beyond === undefined) return { starts, next: undefined };
  const next = dateAt(zone, beyond);
  return { starts: starts.filter((start) => dateAt(zone, start) < next), next };
}
