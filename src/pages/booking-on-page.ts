import { dateAt, type EpochDay, isoDate, isoInstant } from "../domain/clock.ts";
import type { EpochMs } from "../domain/interval.ts";
import { answerText } from "../domain/questions.ts";
import type { Booking, Host } from "../domain/records.ts";
import type { Zone } from "../domain/zone.ts";
import type { BookingView } from "./booking-view.ts";
import type { FreeDay } from "./move-page.ts";

/** A booking as its page shows it, in the zone of whoever has the link. */
export function viewOf(booking: Booking, host: Host, timeZone: string): BookingView {
  return {
    eventTitle: booking.event_type.title,
    hostName: host.name,
    attendeeName: booking.attendee_name,
    attendeeEmail: booking.attendee_email,
    startsAt: booking.starts_at,
    endsAt: booking.ends_at,
    timeZone,
    location: booking.location,
    status: booking.status,
    reason: booking.cancellation_reason,
    notes: booking.notes,
    answers: booking.answers.map(({ label, answer }) => ({ label, answer: answerText(answer) })),
  };
}

/** Free starts by the days of a zone. */
export function daysOf(starts: readonly EpochMs[], zone: Zone): FreeDay[] {
  const byDay = new Map<EpochDay, EpochMs[]>();
  for (const start of starts) {
    const day = dateAt(zone, start);
    const known = byDay.get(day);
    if (known) known.push(start);
    else byDay.set(day, [start]);
  }
  return [...byDay].map(([day, list]) => ({
    date: isoDate(day),
    starts: list.map((startsAt) => ({ start: isoInstant(startsAt), startsAt })),
  }));
}
