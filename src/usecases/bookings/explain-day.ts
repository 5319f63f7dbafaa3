import { liveBookingsDuring } from "../../db/queries/bookings/booking-lists.ts";
import { type ExternalBusy, externalBusyDuring } from "../../db/queries/calendars/busy.ts";
import { listCalendars } from "../../db/queries/calendars/calendars.ts";
import { listTimeOffDuring } from "../../db/queries/hosts/time-off.ts";
import type { ConnectedCalendar } from "../../domain/calendars.ts";
import type { EpochDay } from "../../domain/clock.ts";
import { explainDay, type Stretch } from "../../domain/explain.ts";
import { DAY_MS, intersection, overlaps, union } from "../../domain/interval.ts";
import type { Booking, EventType, Host } from "../../domain/records.ts";
import type { TimeOff } from "../../domain/schedule.ts";
import { done, type Outcome, refused } from "../../domain/refusal.ts";
import type { Zone } from "../../domain/zone.ts";
import type { Deps } from "../deps.ts";
import { chooseDuration } from "./choose-duration.ts";
import { calendarAround, policyOf } from "./calendar.ts";

/** A stretch of a day with what closes it; nothing if that is only near. */
export type ExplainedStretch = Stretch & {
  readonly booking?: Booking;
  readonly timeOff?: TimeOff;
  /** The calendar that has an event then. */
  readonly calendar?: ConnectedCalendar;
};

export type ExplainedDay = {
  readonly zone: Zone;
  readonly eventType: EventType;
  readonly stretches: readonly ExplainedStretch[];
};

/**
 * Explains a day of one of a host's offered event types, in the zone of its hours, for one of its lengths; the first shown by
 * default. Refuses with `not_found`, and another length as invalid.
 */
export async function explain(
  deps: Deps,
  host: Host,
  eventSlug: string,
  day: EpochDay,
  durationMinutes?: number,
): Promise<Outcome<ExplainedDay>> {
  const { read } = deps.database;
  const found = await deps.findOffered(read, host.slug, eventSlug);
  if (!found) return refused("not_found");
  const chosen = chooseDuration(found, durationMinutes, "/duration");
  if (!chosen.ok) return chosen;
  const bookable = chosen.value;
  const { eventType, schedule } = bookable;
  const now = deps.now();
  const window = { start: (day - 2) * DAY_MS, end: (day + 3) * DAY_MS };
  const calendar = await calendarAround(read, bookable, window, now);
  const bookings = await liveBookingsDuring(read, host.id, window, MOST_BOOKINGS);
  const timeOff = await listTimeOffDuring(read, host.id, window);
  const busy = bookable.hasCalendars
    ? await externalBusyDuring(read, host.id, window, eventType.busy_calendars)
    : [];
  const calendars = busy.length > 0 ? await listCalendars(read, host.id) : [];
  const meetings = union(bookings.map(({ starts_at, ends_at }) => ({ start: starts_at, end: ends_at })));
  const stretches = explainDay(policyOf(eventType), { ...calendar, meetings }, day, now);
  return done({
    zone: schedule.zone,
    eventType,
    stretches: stretches.flatMap((stretch) => detailed(stretch, { bookings, timeOff, busy, calendars })),
  });
}

/** As many one-minute meetings as fit into the window of five days. */
const MOST_BOOKINGS = 7_200;

type Closing = {
  readonly bookings: readonly Booking[];
  readonly timeOff: readonly TimeOff[];
  readonly busy: readonly ExternalBusy[];
  readonly calendars: readonly ConnectedCalendar[];
};

/** The stretch with what closes it, or several if several things do. */
function detailed(stretch: Stretch, { bookings, timeOff, busy, calendars }: Closing): ExplainedStretch[] {
  switch (stretch.reason) {
    case "booking":
      return filled(stretch, bookedParts(stretch, bookings));
    case "calendar":
      return filled(stretch, busyParts(stretch, busy, calendars));
    case "time_off": {
      const isThen = ({ starts_at, ends_at }: TimeOff) =>
        overlaps(stretch, { start: starts_at, end: ends_at });
      const off = timeOff.find(isThen);
      return [{ ...stretch, ...(off && { timeOff: off }) }];
    }
    default:
      return [stretch];
  }
}

function bookedParts(stretch: Stretch, bookings: readonly Booking[]): ExplainedStretch[] {
  return bookings.flatMap((booking) => {
    const part = intersection(stretch, { start: booking.starts_at, end: booking.ends_at });
    return part ? [{ ...part, reason: stretch.reason, booking }] : [];
  });
}

/** Events may overlap each other: the one that begins first is named. */
function busyParts(
  stretch: Stretch,
  busy: readonly ExternalBusy[],
  calendars: readonly ConnectedCalendar[],
): ExplainedStretch[] {
  const parts: ExplainedStretch[] = [];
  let from = stretch.start;
  for (const event of busy) {
    const part = from < stretch.end ? intersection({ start: from, end: stretch.end }, event) : undefined;
    const calendar = calendars.find(({ id }) => id === event.calendar_id);
    if (!part || !calendar) continue;
    const last = parts.at(-1);
    const isSame = last?.end === part.start && last.calendar?.id === calendar.id;
    if (isSame) parts.pop();
    parts.push({ ...part, start: isSame ? last.start : part.start, reason: stretch.reason, calendar });
    from = part.end;
  }
  return parts;
}

/** The parts of a stretch in order, with what lies between them. */
function filled(stretch: Stretch, parts: readonly ExplainedStretch[]): ExplainedStretch[] {
  const all: ExplainedStretch[] = [];
  let from = stretch.start;
  const gap = (end: number) => {
    if (from < end) all.push({ ...stretch, start: from, end });
  };
  for (const part of parts) {
    gap(part.start);
    all.push(part);
    from = part.end;
  }
  gap(stretch.end);
  return all;
}
