import type { Trx } from "../db/database.ts";
import { findUntriedEmail, rewriteUntriedEmail } from "../db/queries/email-jobs.ts";
import { enqueue, type NewJob } from "../db/queries/jobs.ts";
import type { BookingChange } from "../domain/booking-change.ts";
import type { EpochMs } from "../domain/interval.ts";
import {
  type EmailEvent,
  invitationFor,
  type Letter,
  lettersOwed,
  type StoredEmail,
} from "../domain/letter.ts";
import type { Booking } from "../domain/records.ts";
import { storedIn } from "./email-job.ts";
import { readerOf } from "./invitation.ts";
import { subjectsOf } from "./subjects.ts";

/** What enqueueing an email needs from the server. */
export type EnqueueContext = {
  readonly now: () => EpochMs;
  /** The right-hand side of every Message-ID. */
  readonly mailDomain: string;
};

/**
 * Enqueues the emails that follow from a change of a booking, in the same transaction. An erased attendee gets none.
 */
export async function enqueueEmails(
  trx: Trx,
  { now, mailDomain }: EnqueueContext,
  change: BookingChange,
): Promise<void> {
  const { booking, host } = change;
  const event = toEvent(change, now());
  const locales = { host: host.locale, attendee: booking.attendee_locale };
  const readers = booking.erased_at === null ? ["attendee", "host"] : ["host"];
  const letters = lettersOwed(change.event, booking.status).filter((one) => readers.includes(readerOf(one)));
  const attendee = { name: booking.attendee_name, email: booking.attendee_email };
  const subjects = subjectsOf(letters, { ...event, host, attendee }, locales);
  const payloadIn = (locale: string) => JSON.stringify({ ...event, locale } satisfies StoredEmail);
  const forHost = payloadIn(locales.host);
  const forAttendee = locales.attendee === locales.host ? forHost : payloadIn(locales.attendee);
  const jobs = letters.map((letter, index): NewJob => {
    const reader = readerOf(letter);
    const recipient = reader === "host" ? host.email : booking.attendee_email;
    return {
      kind: "email",
      host_id: booking.host_id,
      booking_id: booking.id,
      webhook_id: null,
      topic: letter,
      recipient,
      subject: subjects[index]!,
      payload: reader === "host" ? forHost : forAttendee,
      message_id: messageId(mailDomain, booking, letter, recipient),
      useful_until: Math.max(booking.ends_at, change.movedFrom?.end ?? 0),
    };
  });
  await enqueue(trx, jobs, event.happenedAt);
}

function toEvent(change: BookingChange, now: EpochMs): EmailEvent {
  const { event, before, booking, actor, movedFrom, reason = null } = change;
  return {
    sequence: booking.sequence,
    status: booking.status,
    startsAt: booking.starts_at,
    endsAt: booking.ends_at,
    movedFrom: movedFrom ? { startsAt: movedFrom.start, endsAt: movedFrom.end } : null,
    happenedAt: now,
    eventTitle: booking.event_type.title,
    eventSlug: booking.event_type.slug,
    actor,
    reason,
    invitation: invitationFor(event, before, booking.status),
  };
}

/** The same at every attempt, so that an email that arrives twice can be recognised (RFC 5322, 3.6.4). */
function messageId(domain: string, { uid, sequence }: Booking, letter: Letter, recipient: string): string {
  return `<${uid}.${sequence}.${letter}.${digestOf(recipient)}@${domain}>`;
}

/** Distinguishes the recipients of one letter. It need not be secret: only the recipient sees it. */
function digestOf(recipient: string): string {
  return Bun.hash(recipient).toString(36);
}

/**
 * Adds a reason to an email about a booking that has not been tried yet; returns false, changing nothing, if there is none.
 * Relies on the update repeating the condition: a worker may lease the email at any moment.
 */
export async function addReasonToUntried(
  trx: Trx,
  bookingId: number,
  letter: Letter,
  reason: string,
): Promise<boolean> {
  const job = await findUntriedEmail(trx, bookingId, letter);
  if (!job) return false;
  return rewriteUntriedEmail(trx, job.id, JSON.stringify({ ...storedIn(job), reason }));
}
