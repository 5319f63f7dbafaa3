import type { Db, Trx } from "../../db/database.ts";
import { findFirstHost } from "../../db/queries/hosts/hosts.ts";
import { enqueue } from "../../db/queries/outbox/jobs.ts";
import { DAY_MS, type EpochMs } from "../../domain/interval.ts";
import type { Host } from "../../domain/records.ts";
import { fill } from "../../i18n/wording.ts";
import type { OtherEmail } from "../email-job.ts";
import type { EnqueueContext } from "../enqueue.ts";
import { letterHtml } from "./letter-html.ts";
import { speechFor } from "./letter-language.ts";
import { letterPlain } from "./letter-plain.ts";
import type { LetterText } from "./letter-texts.ts";
import type { RenderedEmail } from "./letters.ts";
import { oneLine } from "./typed-text.ts";

/** What is stored of the email that tells a host's old address of the new one. */
type StoredNotice = { readonly newEmail: string; readonly happenedAt: EpochMs; readonly locale: string };

/** Somebody who took an account over is not to keep its owner from hearing of it while a mail server is down. */
const USEFUL_MS = 7 * DAY_MS;

/** Tells the address that a host had until now of the new one, in the transaction that changes it. */
export async function enqueueAddressNotice(
  trx: Trx,
  { now, mailDomain }: EnqueueContext,
  { id, email, locale }: Host,
  newEmail: string,
): Promise<void> {
  const stored: StoredNotice = { newEmail, happenedAt: now(), locale };
  const job = {
    kind: "email",
    host_id: id,
    booking_id: null,
    webhook_id: null,
    topic: "host_address_changed",
    recipient: email,
    subject: speechFor(locale).texts.addressChanged.subject,
    payload: JSON.stringify(stored),
    message_id: `<address-${id}.${crypto.randomUUID()}@${mailDomain}>`,
    useful_until: now() + USEFUL_MS,
  } as const;
  await enqueue(trx, [job], now());
}

/**
 * Renders it. Replies go to the host who was added first, who runs the server as a rule; never to the new address, which
 * may be that of somebody who took the account over.
 */
export async function renderAddressNotice(
  db: Db,
  publicUrl: string,
  { host_id, payload, subject, recipient }: OtherEmail,
): Promise<RenderedEmail> {
  const { newEmail, happenedAt, locale }: StoredNotice = JSON.parse(payload);
  const speech = speechFor(locale);
  const { addressChanged } = speech.texts;
  const letter: LetterText = {
    heading: addressChanged.heading,
    lead: fill(addressChanged.lead, { email: newEmail }),
    details: [{ label: addressChanged.server, lines: [publicUrl] }],
    actions: [],
    footer: fill(addressChanged.footer, { email: recipient }),
  };
  const owner = await findFirstHost(db);
  const answers = owner && owner.id !== host_id ? owner : { name: "", email: recipient };
  return {
    to: { name: "", address: recipient },
    replyTo: { name: oneLine(answers.name), address: answers.email },
    subject,
    text: letterPlain(letter, speech),
    html: letterHtml(subject, letter, speech),
    invitation: null,
    date: happenedAt,
  };
}
