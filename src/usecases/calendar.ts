import { busyDuring, startsDuring } from "../db/queries/bookings.ts";
import type { Bookable } from "../db/queries/event-types.ts";
import type { Db } from "../db/prepared.ts";
import { timeOffDuring } from "../db/queries/time-off.ts";
import { dateAt, type EpochDay } from "../domain/clock.ts";
import { DAY_MS, type EpochMs, type Interval, MINUTE_MS, union } from "../domain/interval.ts";
import type { Policy } from "../domain/policy.ts";
import type { EventType, EventTypeSettings } from "../domain/records.ts";
import { type Calendar, relevantTime } from "../domain/slots.ts";

/** An event type's rules in milliseconds. */
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

/** Reads what decides about the starts in `window`, and no more; one booking can be left out of it. */
export async function calendarAround(
  db: Db,
  { host, eventType, schedule }: Bookable,
  window: Interval,
  exceptBookingId = 0,
): Promise<Calendar> {
  const policy = policyOf(eventType);
  const time = relevantTime(policy, window);
  const busy = await busyDuring(db, host.id, time, exceptBookingId);
  const timeOff = union(await timeOffDuring(db, host.id, time));
  const starts =
    policy.maxBookingsPerDay === null ? [] : await startsOnDaysOf(db, eventType, window, exceptBookingId);
  return { schedule, busy, timeOff, bookedOn: countByDay(starts, (start) => dateAt(schedule.zone, start)) };
}

/** A cap is about whole days of the host, so the days at the window's ends are read whole. */
function startsOnDaysOf(db: Db, eventType: EventType, { start, end }: Interval, exceptBookingId: number) {
  return startsDuring(db, eventType, { start: start - 2 * DAY_MS, end: end + 2 * DAY_MS }, exceptBookingId);
}

function countByDay(starts: readonly EpochMs[], dayOf: (start: EpochMs) => EpochDay): Map<EpochDay, number> {
  const counts = new Map<EpochDay, number>();
  for (const start of starts) counts.set(dayOf(start), (counts.get(dayOf(start)) ?? 0) + 1);
  return counts;
}
