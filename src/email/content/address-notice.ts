import type { Db, Trx } from "../../db/database.ts";
import { findFirstHost } from "../../db/queries/hosts/hosts.ts";
import { DAY_MS, type EpochMs } from "../../domain/interval.ts";
import type { Host } from "../../domain/records.ts";
import { fill } from "../../i18n/wording.ts";
import type { OtherEmail } from "../email-job.ts";
import type { EnqueueContext } from "../enqueue.ts";
import { translationFor } from "./translation.ts";
import type { EmailContent } from "./compose.ts";
import type { RenderedEmail } from "./content.ts";
import { enqueueOther, renderOther } from "./standalone.ts";
import { oneLine } from "../../domain/text/typed-text.ts";

type StoredNotice = { readonly newEmail: string; readonly happenedAt: EpochMs; readonly locale: string };

/** Long, so that an outage of the mail server does not swallow a security notice. */
const USEFUL_MS = 7 * DAY_MS;

/** Enqueues a notice to a host's previous email address, in the transaction that changes it. */
export async function enqueueAddressNotice(
  trx: Trx,
  context: EnqueueContext,
  { id, email, locale }: Host,
  newEmail: string,
): Promise<void> {
  const now = context.now();
  const stored: StoredNotice = { newEmail, happenedAt: now, locale };
  await enqueueOther(trx, context, {
    hostId: id,
    letter: "host_address_changed",
    recipient: email,
    subject: translationFor(locale).texts.addressChanged.subject,
    payload: stored,
    idPrefix: `address-${id}`,
    usefulUntil: now + USEFUL_MS,
  });
}

/**
 * Renders the notice. Replies go to the first host, usually the operator, but never to the new address, which may be an
 * attacker's.
 */
export async function renderAddressNotice(
  db: Db,
  publicUrl: string,
  notice: OtherEmail,
): Promise<RenderedEmail> {
  const { host_id, payload, recipient } = notice;
  const { newEmail, happenedAt, locale }: StoredNotice = JSON.parse(payload);
  const translation = translationFor(locale);
  const { addressChanged } = translation.texts;
  const letter: EmailContent = {
    heading: addressChanged.heading,
    lead: fill(addressChanged.lead, { email: newEmail }),
    details: [{ label: addressChanged.server, lines: [publicUrl] }],
    actions: [],
    footer: fill(addressChanged.footer, { email: recipient }),
  };
  const owner = await findFirstHost(db);
  const answers = owner && owner.id !== host_id ? owner : { name: "", email: recipient };
  const replyTo = { name: oneLine(answers.name), address: answers.email };
  return renderOther(notice, letter, translation, { replyTo, happenedAt });
}
