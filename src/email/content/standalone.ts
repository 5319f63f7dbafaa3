import type { Trx } from "../../db/database.ts";
import { enqueue } from "../../db/queries/outbox/jobs.ts";
import type { EpochMs } from "../../domain/interval.ts";
import type { OtherEmailKind } from "../../domain/email.ts";
import type { OtherEmail } from "../email-job.ts";
import type { EnqueueContext } from "../enqueue.ts";
import { emailHtml } from "./html.tsx";
import type { EmailTranslation } from "./translation.ts";
import { emailText } from "./plain-text.ts";
import type { EmailContent } from "./compose.ts";
import type { RenderedEmail } from "./content.ts";

/** An email about no booking, before it becomes a row of the outbox. */
type NewOtherEmail = {
  readonly hostId: number;
  readonly letter: OtherEmailKind;
  readonly recipient: string;
  readonly subject: string;
  readonly payload: object;
  readonly idPrefix: string;
  readonly usefulUntil: EpochMs;
};

/** Enqueues an email about no booking, in the transaction that causes it. */
export async function enqueueOther(
  trx: Trx,
  { now, mailDomain }: EnqueueContext,
  { hostId, letter, payload, idPrefix, usefulUntil, ...email }: NewOtherEmail,
): Promise<void> {
  const job = {
    ...email,
    kind: "email",
    host_id: hostId,
    booking_id: null,
    webhook_id: null,
    topic: letter,
    payload: JSON.stringify(payload),
    message_id: `<${idPrefix}.${crypto.randomUUID()}@${mailDomain}>`,
    useful_until: usefulUntil,
  } as const;
  await enqueue(trx, [job], now());
}

/** Renders the text of an email about no booking. */
export function renderOther(
  { recipient, subject }: OtherEmail,
  letter: EmailContent,
  translation: EmailTranslation,
  {
    replyTo,
    happenedAt,
    sender = "",
  }: {
    readonly replyTo: RenderedEmail["replyTo"];
    readonly happenedAt: EpochMs;
    readonly sender?: string;
  },
): RenderedEmail {
  return {
    to: { name: "", address: recipient },
    replyTo,
    subject,
    text: emailText(letter, translation),
    html: emailHtml(subject, letter, translation),
    invitation: null,
    sender,
    date: happenedAt,
  };
}
