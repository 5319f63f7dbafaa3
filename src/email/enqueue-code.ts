import type { Trx } from "../db/database.ts";
import type { Bookable } from "../db/queries/bookings/bookable.ts";
import { enqueue } from "../db/queries/outbox/jobs.ts";
import type { EpochMs } from "../domain/interval.ts";
import { fill } from "../i18n/wording.ts";
import type { EnqueueContext } from "./enqueue.ts";
import { speechFor } from "./letters/letter-language.ts";
import { oneLine } from "./letters/typed-text.ts";

/** What is stored of an email with a code: where the code comes from, never the code. */
export type StoredCodeEmail = {
  readonly codeId: number;
  readonly eventTypeId: number;
  readonly happenedAt: EpochMs;
  readonly locale: string;
};

/** Enqueues the email with a code, in the transaction that adds it. */
export async function enqueueCodeEmail(
  trx: Trx,
  { now, mailDomain }: EnqueueContext,
  { host, eventType }: Bookable,
  {
    codeId,
    email,
    locale,
    usefulUntil,
  }: { codeId: number; email: string; locale: string; usefulUntil: EpochMs },
): Promise<void> {
  const { code } = speechFor(locale).texts;
  const stored: StoredCodeEmail = { codeId, eventTypeId: eventType.id, happenedAt: now(), locale };
  const job = {
    kind: "email",
    host_id: host.id,
    booking_id: null,
    webhook_id: null,
    topic: "email_code",
    recipient: email,
    subject: fill(code.subject, { name: oneLine(host.name) || host.slug }),
    payload: JSON.stringify(stored),
    message_id: `<code-${codeId}.${crypto.randomUUID()}@${mailDomain}>`,
    useful_until: usefulUntil,
  } as const;
  await enqueue(trx, [job], now());
}
