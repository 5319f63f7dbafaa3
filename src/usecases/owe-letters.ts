import type { Trx } from "../db/sqlite/group-commit.ts";
import { oweMail } from "../db/queries/outbox.ts";
import type { BookingStatus } from "../domain/booking.ts";
import type { Interval } from "../domain/interval.ts";
import {
  type BookingEvent,
  invitationFor,
  type Letter,
  type LetterFacts,
  lettersOwed,
} from "../domain/letter.ts";
import { answerText } from "../domain/questions.ts";
import type { Booking, Host } from "../domain/records.ts";
import type { Deps } from "./deps.ts";

/** What just happened to a booking, inside the transaction that made it so. */
export type Happening = {
  readonly event: BookingEvent;
  /** The status before; null for a new booking. */
  readonly before: BookingStatus | null;
  readonly booking: Booking;
  readonly host: Host;
  readonly actor: "host" | "attendee";
  readonly reason?: string | null;
  readonly movedFrom?: Interval;
};

/**
 * Writes the letters that a change of a booking owes into the outbox, as part of the same transaction. Nobody writes to an
 * attendee who was erased.
 */
export function oweLetters(trx: Trx, deps: Deps, happening: Happening): void {
  const { booking, host } = happening;
  const now = deps.now();
  const facts = JSON.stringify(factsOf(happening, now));
  for (const letter of lettersOwed(happening.event, booking.status)) {
    if (booking.erased_at !== null && !letter.startsWith("host_")) continue;
    oweMail(
      trx,
      {
        host_id: booking.host_id,
        booking_id: booking.id,
        letter,
        recipient: letter.startsWith("host_") ? host.email : booking.attendee_email,
        facts,
        message_id: messageId(deps.mailDomain, booking, letter),
        useful_until: Math.max(booking.ends_at, happening.movedFrom?.end ?? 0),
      },
      now,
    );
  }
}

function factsOf(happening: Happening, now: number): LetterFacts {
  const { event, before, booking, host, actor, movedFrom, reason = null } = happening;
  return {
    bookingId: booking.id,
    uid: booking.uid,
    sequence: booking.sequence,
    status: booking.status,
    startsAt: booking.starts_at,
    endsAt: booking.ends_at,
    movedFrom: movedFrom ? { startsAt: movedFrom.start, endsAt: movedFrom.end } : null,
    happenedAt: now,
    eventTitle: booking.event_type.title,
    eventSlug: booking.event_type.slug,
    location: booking.location,
    host: {
      name: host.name,
      email: host.email,
      slug: host.slug,
      timeZone: host.time_zone,
      locale: host.locale,
    },
    attendee: {
      name: booking.attendee_name,
      email: booking.attendee_email,
      timeZone: booking.attendee_time_zone,
      locale: booking.attendee_locale,
    },
    notes: booking.notes,
    answers: booking.answers.map(({ label, answer }) => ({ label, answer: answerText(answer) })),
    actor,
    reason,
    invitation: invitationFor(event, before, booking.status),
  };
}

/** Stable over every attempt, so that a mail that arrives twice can be recognised (RFC 5322, 3.6.4). */
function messageId(domain: string, { uid, sequence }: Booking, letter: Letter): string {
  return `<${uid}.${sequence}.${letter}@${domain}>`;
}
