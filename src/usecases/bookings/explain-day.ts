import { liveBookingsDuring } from "../../db/queries/bookings/booking-lists.ts";
import { listTimeOffDuring } from "../../db/queries/hosts/time-off.ts";
import type { EpochDay } from "../../domain/clock.ts";
import { explainDay, type Stretch } from "../../domain/explain.ts";
import { DAY_MS, intersection, overlaps, union } from "../../domain/interval.ts";
import type { Booking, EventType, Host, TimeOff } from "../../domain/records.ts";
import { done, type Outcome, refused } from "../../domain/refusal.ts";
import type { Zone } from "../../domain/zone.ts";
import type { Deps } from "../deps.ts";
import { calendarAround, policyOf } from "./calendar.ts";

/** A stretch of a day with what closes it. */
export type ExplainedStretch = Stretch & {
  readonly booking: Booking | undefined;
  readonly timeOff: TimeOff | undefined;
};

export type ExplainedDay = {
  readonly zone: Zone;
  readonly eventType: EventType;
  readonly stretches: readonly ExplainedStretch[];
};

/** Explains a day of one of a host's offered event types, in the zone of its hours. Refuses with `not_found`. */
export async function explain(
  deps: Deps,
  host: Host,
  eventSlug: string,
  day: EpochDay,
): Promise<Outcome<ExplainedDay>> {
  const { read } = deps.database;
  const bookable = await deps.findOffered(read, host.slug, eventSlug);
  if (!bookable) return refused("not_found");
  const { eventType, schedule } = bookable;
  const now = deps.now();
  const window = { start: (day - 2) * DAY_MS, end: (day + 3) * DAY_MS };
  const calendar = await calendarAround(read, bookable, window, now);
  const bookings = await liveBookingsDuring(read, host.id, window, MOST_BOOKINGS);
  const timeOff = await listTimeOffDuring(read, host.id, window);
  const meetings = union(bookings.map(({ starts_at, ends_at }) => ({ start: starts_at, end: ends_at })));
  const stretches = explainDay(policyOf(eventType), { ...calendar, meetings }, day, now);
  return done({
    zone: schedule.zone,
    eventType,
    stretches: stretches.flatMap((stretch) => detailed(stretch, bookings, timeOff)),
  });
}

/** As many one-minute meetings as fit into the window of five days. */
const MOST_BOOKINGS = 7_200;

/** The stretch with the booking or time off that closes it, or several if several do. */
function detailed(
  stretch: Stretch,
  bookings: readonly Booking[],
  timeOff: readonly TimeOff[],
): ExplainedStretch[] {
  const nothing = { booking: undefined, timeOff: undefined };
  if (stretch.reason === "booking") {
    const found = bookings.flatMap((booking) => {
      const part = intersection(stretch, { start: booking.starts_at, end: booking.ends_at });
      return part ? [{ ...part, reason: stretch.reason, booking, timeOff: undefined }] : [];
    });
    return filled(stretch, found);
  }
  if (stretch.reason !== "time_off") return [{ ...stretch, ...nothing }];
  const off = timeOff.find(({ starts_at, ends_at }) => overlaps(stretch, { start: starts_at, end: ends_at }));
  return [{ ...stretch, booking: undefined, timeOff: off }];
}

/** The parts of a stretch in order, with what lies between them. */
function filled(stretch: Stretch, parts: readonly ExplainedStretch[]): ExplainedStretch[] {
  const all: ExplainedStretch[] = [];
  let from = stretch.start;
  const gap = (end: number) => {
    if (from < end) all.push({ ...stretch, start: from, end, booking: undefined, timeOff: undefined });
  };
  for (const part of parts) {
    gap(part.start);
    all.push(part);
    from = part.end;
  }
  gap(stretch.end);
  return all;
}
