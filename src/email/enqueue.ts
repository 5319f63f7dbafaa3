import type { Trx } from "../db/database.ts";
import {
  expireReminders,
  expireUntriedEmail,
  rewriteUntriedEmail,
  untriedEmails,
} from "../db/queries/outbox/email-jobs.ts";
import { enqueue, type NewJob } from "../db/queries/outbox/jobs.ts";
import type { Job } from "../db/tables.ts";
import type { Party } from "../domain/booking.ts";
import type { BookingChange } from "../domain/booking-change.ts";
import type { EpochMs } from "../domain/interval.ts";
import {
  isReminder,
  type EmailEvent,
  invitationFor,
  replacementKind,
  type EmailKind,
  emailsCausedBy,
  guestEmailCausedBy,
  type StoredEmail,
  usefulUntil,
} from "../domain/email.ts";
import type { Booking, Host } from "../domain/records.ts";
import { currentEvent } from "./content/facts.ts";
import { storedIn } from "./email-job.ts";
import { readerOf, sideOf } from "./content/invitation.ts";
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
  readonly recipient: string;
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
  const emails = await emailsOwed(trx, change, toEvent(change, now()));
  await enqueueOrRewrite(trx, { now, mailDomain }, change, emails);
}

async function enqueueOrRewrite(
  trx: Trx,
  { now, mailDomain }: EnqueueContext,
  { booking, host }: Pick<BookingChange, "booking" | "host">,
  emails: readonly NewEmail[],
): Promise<void> {
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
  for (const [index, { letter, recipient, event, replaces }] of emails.entries()) {
    const email = {
      topic: letter,
      recipient,
      subject: subjects[index]!,
      payload: JSON.stringify({ ...event, locale: locales[sideOf(letter)] } satisfies StoredEmail),
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
  { booking, host, event: happened, withhold }: BookingChange,
  event: EmailEvent,
): Promise<NewEmail[]> {
  const isTold = (party: Party) => party !== withhold && (party === "host" || booking.erased_at === null);
  const emails: NewEmail[] = emailsCausedBy(happened, booking)
    .filter((letter) => isTold(sideOf(letter)))
    .map((letter) => ({ letter, recipient: recipientOf(letter, booking, host), event }));
  const toGuests = guestEmailCausedBy(happened, booking);
  if (toGuests) emails.push(...booking.guests.map((recipient) => ({ letter: toGuests, recipient, event })));
  if (happened === "booked") return emails;
  await expireReminders(trx, booking.id);
  return replacingUntried(trx, booking, emails);
}

function recipientOf(letter: EmailKind, booking: Booking, host: Host): string {
  return sideOf(letter) === "host" ? host.email : booking.attendee_email;
}

/** The same emails, as replacements where the recipient has an earlier one to come. A guest who never heard of a meeting gets none. */
async function replacingUntried(
  trx: Trx,
  booking: Pick<Booking, "id">,
  emails: readonly NewEmail[],
): Promise<NewEmail[]> {
  const untried = await untriedEmails(trx, booking.id);
  const replacing: NewEmail[] = [];
  for (const { letter, recipient, event } of emails) {
    const reader = readerOf(letter);
    const replaces = untried.find(
      (one) =>
        readerOf(one.topic as EmailKind) === reader && (reader !== "guest" || one.recipient === recipient),
    );
    if (!replaces) {
      replacing.push({ letter, recipient, event });
      continue;
    }
    const untold = { letter: replaces.topic as EmailKind, event: storedIn(replaces) };
    const isNews = untold.letter !== "guest_invited" || event.invitation !== "CANCEL";
    if (isNews || !(await expireUntriedEmail(trx, replaces.id)))
      replacing.push({ ...replacementKind(untold, { letter, event }), recipient, replaces });
  }
  return replacing;
}

/** Invites new guests, and tells removed ones, if the meeting is in calendars. */
export async function enqueueGuestEmails(
  trx: Trx,
  context: EnqueueContext,
  change: Pick<BookingChange, "booking" | "host" | "actor">,
  { added, removed }: { readonly added: readonly string[]; readonly removed: readonly string[] },
): Promise<void> {
  const event = toEvent({ ...change, event: "booked" }, context.now());
  if (event.invitation === null) return;
  const emails = replacingUntried(trx, change.booking, [
    ...added.map((recipient) => ({ letter: "guest_invited", recipient, event }) as const),
    ...removed.map(
      (recipient) =>
        ({ letter: "guest_removed", recipient, event: { ...event, invitation: "CANCEL" } }) as const,
    ),
  ]);
  await enqueueOrRewrite(trx, context, change, await emails);
}

/** Returns whether the next email to a recipient replaces one that has not been tried yet. */
export async function willReplaceEmail(
  trx: Trx,
  { id }: Pick<Booking, "id">,
  reader: Party,
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
