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

/** The payload of the notice. */
type StoredNotice = { readonly newEmail: string; readonly happenedAt: EpochMs; readonly locale: string };

/** Long, so that an outage of the mail server does not swallow a security notice. */
const USEFUL_MS = 7 * DAY_MS;

/** Enqueues a notice to a host's previous email address, in the transaction that changes it. */
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
 * Renders the notice. Replies go to the first host, usually the operator, but never to the new address, which may be an
 * attacker's.
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
