import type { Trx } from "../db/database.ts";
import { expireReminders, rewriteUntriedEmail, untriedEmails } from "../db/queries/outbox/email-jobs.ts";
import { enqueue, type NewJob } from "../db/queries/outbox/jobs.ts";
import type { Job } from "../db/tables.ts";
import type { BookingChange } from "../domain/booking-change.ts";
import type { EpochMs } from "../domain/interval.ts";
import {
  isReminder,
  type EmailEvent,
  invitationFor,
  replacementKind,
  type EmailKind,
  emailsCausedBy,
  type StoredEmail,
  usefulUntil,
} from "../domain/email.ts";
import type { Booking } from "../domain/records.ts";
import { currentEvent } from "./content/facts.ts";
import { storedIn } from "./email-job.ts";
import { type Reader, readerOf } from "./content/invitation.ts";
import { subjectsOf } from "./content/subjects.ts";

/** What enqueueing an email needs from the server. */
export type EnqueueContext = {
  readonly now: () => EpochMs;
  /** The right-hand side of every Message-ID. */
  readonly mailDomain: string;
};

/** An email to enqueue; `replaces` is an earlier one that cannot have arrived. */
type NewEmail = {
  readonly letter: EmailKind;
  readonly event: EmailEvent;
  readonly replaces?: Job | undefined;
};

/**
 * Enqueues the emails that a change of a booking causes, in the same transaction. An email that has not been tried yet is
 * replaced by its successor; a reminder expires. An erased attendee gets none.
 */
export async function enqueueEmails(
  trx: Trx,
  { now, mailDomain }: EnqueueContext,
  change: BookingChange,
): Promise<void> {
  const { booking, host } = change;
  const emails = await emailsOwed(trx, change, toEvent(change, now()));
  const locales = { host: host.locale, attendee: booking.attendee_locale };
  const attendee = { name: booking.attendee_name, email: booking.attendee_email };
  const { event_type, status } = booking;
  const subjects = subjectsOf(
    emails.map(({ letter }) => letter),
    {
      eventTitle: event_type.title,
      eventSlug: event_type.slug,
      status,
      startsAt: booking.starts_at,
      host,
      attendee,
    },
    {
      host: { locale: host.locale, timeZone: host.time_zone },
      attendee: { locale: booking.attendee_locale, timeZone: booking.attendee_time_zone },
    },
  );
  const added: NewJob[] = [];
  for (const [index, { letter, event, replaces }] of emails.entries()) {
    const reader = readerOf(letter);
    const recipient = reader === "host" ? host.email : booking.attendee_email;
    const email = {
      topic: letter,
      recipient,
      subject: subjects[index]!,
      payload: JSON.stringify({ ...event, locale: locales[reader] } satisfies StoredEmail),
      message_id: messageId(mailDomain, [booking.uid, booking.sequence, letter], recipient),
      useful_until: usefulUntil(letter, event),
    };
    if (replaces && (await rewriteUntriedEmail(trx, replaces.id, { ...email, due_at: event.happenedAt })))
      continue;
    added.push({
      kind: "email",
      host_id: booking.host_id,
      booking_id: booking.id,
      webhook_id: null,
      ...email,
    });
  }
  await enqueue(trx, added, now());
}

/** The emails to each recipient of a change. */
async function emailsOwed(
  trx: Trx,
  { booking, event: happened, withhold }: BookingChange,
  event: EmailEvent,
): Promise<NewEmail[]> {
  const isTold = (reader: Reader) => reader !== withhold && (reader === "host" || booking.erased_at === null);
  const letters = emailsCausedBy(happened, booking).filter((letter) => isTold(readerOf(letter)));
  if (happened === "booked") return letters.map((letter) => ({ letter, event }));
  await expireReminders(trx, booking.id);
  const untried = await untriedEmails(trx, booking.id);
  return letters.map((letter) => {
    const replaces = untried.find(({ topic }) => readerOf(topic as EmailKind) === readerOf(letter));
    if (!replaces) return { letter, event };
    const untold = { letter: replaces.topic as EmailKind, event: storedIn(replaces) };
    return { ...replacementKind(untold, { letter, event }), replaces };
  });
}

/** Returns whether the next email to a recipient replaces one that has not been tried yet. */
export async function willReplaceEmail(
  trx: Trx,
  { id }: Pick<Booking, "id">,
  reader: Reader,
): Promise<boolean> {
  const untried = await untriedEmails(trx, id);
  return untried.some(({ topic }) => !isReminder(topic) && readerOf(topic as EmailKind) === reader);
}

function toEvent(change: BookingChange, now: EpochMs): EmailEvent {
  const { booking, actor, movedFrom, reason = null } = change;
  return {
    ...currentEvent(booking, now),
    movedFrom: movedFrom ? { startsAt: movedFrom.start, endsAt: movedFrom.end } : null,
    actor,
    reason,
    invitation: invitationFor(booking),
  };
}

/** The same on every attempt, so that duplicates can be recognised (RFC 5322, 3.6.4). */
export function messageId(
  domain: string,
  parts: readonly [uid: string, state: number | string, letter: string],
  recipient: string,
): string {
  return `<${parts.join(".")}.${digestOf(recipient)}@${domain}>`;
}

/** Distinguishes the recipients of one email. It need not be secret: only the recipient sees it. */
function digestOf(recipient: string): string {
  return Bun.hash(recipient).toString(36);
}

/**
 * Adds a reason to an email about a booking that has not been tried yet; returns false, changing nothing, if there is none.
 * The update repeats the condition, because a worker may lease the email at any moment.
 */
export async function addReasonToUntried(
  trx: Trx,
  bookingId: number,
  letter: EmailKind,
  reason: string,
): Promise<boolean> {
  const job = (await untriedEmails(trx, bookingId)).find(({ topic }) => topic === letter);
  if (!job) return false;
  return rewriteUntriedEmail(trx, job.id, { payload: JSON.stringify({ ...storedIn(job), reason }) });
}
