import type { Db } from "../../db/database.ts";
import { startsDuring } from "../../db/queries/bookings/bookings.ts";
import type { Bookable } from "../../db/queries/bookings/bookable.ts";
import { externalBusyDuring } from "../../db/queries/calendars/busy.ts";
import { holdsDuring } from "../../db/queries/bookings/holds.ts";
import { timeOffDuring } from "../../db/queries/hosts/time-off.ts";
import { dateAt, type EpochDay } from "../../domain/clock.ts";
import { DAY_MS, type EpochMs, type Interval, MINUTE_MS, union } from "../../domain/interval.ts";
import type { Policy } from "../../domain/policy.ts";
import type { Booking, EventType, EventTypeSettings } from "../../domain/records.ts";
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
    maxBookingsPerDay: eventType.max_bookings_per_day,
  };
}

/** A calendar, and when its first hold expires; Infinity if none does. */
export type LastingCalendar = Calendar & { readonly until: EpochMs };

/** Reads what decides on the starts in `window` at `now`, and no more; one booking can be excluded. */
export async function calendarAround(
  db: Db,
  { host, eventType, schedule, hasCalendars }: Bookable,
  window: Interval,
  now: EpochMs,
  except?: Booking,
): Promise<LastingCalendar> {
  const policy = policyOf(eventType);
  const time = relevantTime(policy, window);
  const busy = await holdsDuring(db, host.id, time, now, except?.meeting_id);
  const timeOff = union(await timeOffDuring(db, host.id, time));
  const external = hasCalendars
    ? union(await externalBusyDuring(db, host.id, time, eventType.busy_calendars))
    : [];
  const starts =
    policy.maxBookingsPerDay === null ? [] : await startsOnDaysOf(db, eventType, window, except?.id);
  const until = Math.min(...busy.map(({ expires_at }) => expires_at ?? Infinity));
  const bookedOn = countByDay(starts, (start) => dateAt(schedule.zone, start));
  return { schedule, busy, external, timeOff, bookedOn, until };
}

/** An event type with the duration of an existing booking, on its current grid of starts. */
export function asBooked(eventType: EventType, { starts_at, ends_at }: Booking): EventType {
  const { duration_minutes, slot_interval_minutes } = eventType;
  return {
    ...eventType,
    duration_minutes: (ends_at - starts_at) / MINUTE_MS,
    slot_interval_minutes: slot_interval_minutes ?? duration_minutes,
  };
}

/** The daily limit counts whole days of the host, so the days at both ends of the window are read completely. */
function startsOnDaysOf(db: Db, eventType: EventType, { start, end }: Interval, exceptBookingId?: number) {
  return startsDuring(db, eventType, { start: start - 2 * DAY_MS, end: end + 2 * DAY_MS }, exceptBookingId);
}

function countByDay(starts: readonly EpochMs[], dayOf: (start: EpochMs) => EpochDay): Map<EpochDay, number> {
  const counts = new Map<EpochDay, number>();
  for (const start of starts) counts.set(dayOf(start), (counts.get(dayOf(start)) ?? 0) + 1);
  return counts;
}
