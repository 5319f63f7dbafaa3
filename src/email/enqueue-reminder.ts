import { REFUSED, type Trx } from "../db/database.ts";
import { enqueue } from "../db/queries/outbox/jobs.ts";
import { type reminderKinds, type StoredEmail, usefulUntil } from "../domain/email.ts";
import type { Booking, Host } from "../domain/records.ts";
import { currentEvent, emailFacts } from "./content/facts.ts";
import { readerOf } from "./content/invitation.ts";
import { subjectOf } from "./content/subjects.ts";
import { type EnqueueContext, messageId } from "./enqueue.ts";

export type DueReminder = {
  readonly letter: (typeof reminderKinds)[number];
  readonly minutesBefore: number;
};

/**
 * Enqueues a reminder unless it was enqueued before: its Message-ID names the rule and the start, and the outbox takes each
 * Message-ID once.
 */
export async function enqueueReminder(
  trx: Trx,
  { now, mailDomain }: EnqueueContext,
  { booking, host }: { readonly booking: Booking; readonly host: Host },
  { letter, minutesBefore }: DueReminder,
): Promise<boolean> {
  const isForHost = readerOf(letter) === "host";
  const recipient = isForHost ? host.email : booking.attendee_email;
  const locale = isForHost ? host.locale : booking.attendee_locale;
  const event = currentEvent(booking, now());
  const start = booking.starts_at.toString(36);
  const job = {
    kind: "email",
    host_id: host.id,
    booking_id: booking.id,
    webhook_id: null,
    topic: letter,
    recipient,
    subject: subjectOf(letter, emailFacts(event, booking, host, locale)),
    payload: JSON.stringify({ ...event, locale } satisfies StoredEmail),
    message_id: messageId(mailDomain, [booking.uid, start, `${letter}-${minutesBefore}`], recipient),
    useful_until: usefulUntil(letter, event),
  } as const;
  return (await trx.attempt("unique", () => enqueue(trx, [job], now()))) !== REFUSED;
}
