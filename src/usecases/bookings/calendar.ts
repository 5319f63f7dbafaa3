import type { Db } from "../../db/database.ts";
import { liveMeetings } from "../../db/queries/bookings/bookings.ts";
import { usedDuring } from "../../db/queries/bookings/period-use.ts";
import type { Bookable } from "../../db/queries/bookings/bookable.ts";
import { externalBusyDuring } from "../../db/queries/calendars/busy.ts";
import { holdsDuring } from "../../db/queries/bookings/holds.ts";
import { timeOffDuring } from "../../db/queries/hosts/time-off.ts";
import { DAY_MS, type EpochMs, type Interval, MINUTE_MS, union } from "../../domain/interval.ts";
import { type Allowance, allowanceOf, periodAround, type Policy, withDuration } from "../../domain/policy.ts";
import type { Booking, EventType, EventTypeSettings, PeriodLimit } from "../../domain/records.ts";
import { type Calendar, relevantTime } from "../../domain/slots.ts";

/** An event type's rules, in milliseconds. */
export function policyOf(eventType: EventTypeSettings): Policy {
  return {
    durationMs: eventType.duration_minutes * MINUTE_MS,
    bufferBeforeMs: eventType.buffer_before * MINUTE_MS,
    bufferAfterMs: eventType.buffer_after * MINUTE_MS,
    minNoticeMs: eventType.min_notice_minutes * MINUTE_MS,
    maxAdvanceDays: eventType.max_advance_days,
    slotIntervalMs: (eventType.slot_interval_minutes ?? eventType.duration_minutes) * MINUTE_MS,
  };
}

/** A calendar, and when its first hold expires; Infinity if none does. */
export type LastingCalendar = Calendar & { readonly until: EpochMs };

/** Reads what decides on the starts in `window` at `now`, and no more; one booking can be excluded. */
export async function calendarAround(
  db: Db,
  bookable: Bookable,
  window: Interval,
  now: EpochMs,
  except?: Booking,
): Promise<LastingCalendar> {
  const { host, eventType, schedule, hasCalendars } = bookable;
  const policy = policyOf(eventType);
  const time = relevantTime(policy, window);
  const busy = await holdsDuring(db, host.id, time, now, except?.meeting_id);
  const timeOff = union(await timeOffDuring(db, host.id, time));
  const external = hasCalendars
    ? union(await externalBusyDuring(db, host.id, time, eventType.busy_calendars))
    : [];
  const allowances = await allowancesIn(db, bookable, window, except?.id);
  const until = Math.min(...busy.map(({ expires_at }) => expires_at ?? Infinity));
  return { schedule, busy, external, timeOff, allowances, until };
}

/** An event type with the duration of an existing booking, on its current grid of starts. */
export function asBooked(eventType: EventType, { starts_at, ends_at }: Booking): EventType {
  const minutes = (ends_at - starts_at) / MINUTE_MS;
  const grid = (withDuration(eventType, minutes) ?? eventType).duration_minutes;
  return {
    ...eventType,
    duration_minutes: minutes,
    slot_interval_minutes: eventType.slot_interval_minutes ?? grid,
  };
}

/** More days than a period has, and a time zone can shift it. */
const REACH_DAYS = { day: 2, week: 8, month: 32 } as const;

/** What the limits of the event type and the host leave; reads the periods around the window only if there are any. */
async function allowancesIn(
  db: Db,
  bookable: Bookable,
  { start, end }: Interval,
  exceptBookingId?: number,
): Promise<Allowance[]> {
  const { host, eventType, schedule, hostLimits } = bookable;
  const own = limitsOf(eventType);
  if (end - start === 1) return allowancesAt(db, bookable, start, exceptBookingId);
  const reach = Math.max(...[...own, ...hostLimits].map(({ period }) => REACH_DAYS[period] * DAY_MS));
  if (reach < 0) return [];
  const meetings = await liveMeetings(
    db,
    host.id,
    { start: start - reach, end: end + reach },
    exceptBookingId,
  );
  const ofType = meetings.filter(({ event_type_id }) => event_type_id === eventType.id);
  return [
    ...own.map((limit) => allowanceOf(limit, ofType, schedule.zone)),
    ...hostLimits.map((limit) => allowanceOf(limit, meetings, schedule.zone)),
  ];
}

/**
 * The same for one start. Counted in the database: with 20,000 bookings in a month, a limit per month took 12 ms of each
 * booking when they were read.
 */
async function allowancesAt(
  db: Db,
  { host, eventType, schedule, hostLimits }: Bookable,
  start: EpochMs,
  exceptBookingId: number | undefined,
): Promise<Allowance[]> {
  const allowances: Allowance[] = [];
  const add = async (limit: PeriodLimit, eventTypeId?: number) => {
    const { number, instants } = periodAround(limit, schedule.zone, start);
    const counted = { hostId: host.id, eventTypeId, exceptBookingId };
    let used = 0;
    for (const interval of instants) used += await usedDuring(db, counted, limit, interval);
    allowances.push({ limit, used: new Map([[number, used]]) });
  };
  for (const limit of limitsOf(eventType)) await add(limit, eventType.id);
  for (const limit of hostLimits) await add(limit);
  return allowances;
}

function limitsOf({ limits, max_bookings_per_day: most }: EventTypeSettings): readonly PeriodLimit[] {
  return most === null ? limits : [...limits, { period: "day", bookings: most }];
}
