import type { Db, Trx } from "../../db/database.ts";
import { findPasswordHash } from "../../db/queries/hosts/passwords.ts";
import type { EpochMs } from "../../domain/interval.ts";
import type { Host } from "../../domain/records.ts";
import { fill } from "../../i18n/wording.ts";
import type { ResetTokens } from "../../security/reset-token.ts";
import type { OtherEmail } from "../email-job.ts";
import type { EnqueueContext } from "../enqueue.ts";
import type { EmailContent } from "./compose.ts";
import type { RenderedEmail } from "./content.ts";
import { enqueueOther, renderOther } from "./standalone.ts";
import { translationFor } from "./translation.ts";

type StoredReset = { readonly validUntil: EpochMs; readonly happenedAt: EpochMs; readonly locale: string };

/** Enqueues the email with a host's link for a new password. */
export async function enqueueResetEmail(
  trx: Trx,
  context: EnqueueContext,
  { id, email, locale }: Host,
  validUntil: EpochMs,
): Promise<void> {
  const stored: StoredReset = { validUntil, happenedAt: context.now(), locale };
  await enqueueOther(trx, context, {
    hostId: id,
    letter: "host_password_reset",
    recipient: email,
    subject: translationFor(locale).texts.passwordReset.subject,
    payload: stored,
    idPrefix: `reset-${id}`,
    usefulUntil: validUntil,
  });
}

/** Renders that email. Without `resets` the link is left out, as in the host's list of emails. */
export async function renderResetEmail(
  db: Db,
  publicUrl: string,
  resets: ResetTokens | undefined,
  email: OtherEmail,
): Promise<RenderedEmail> {
  const { validUntil, happenedAt, locale }: StoredReset = JSON.parse(email.payload);
  const translation = translationFor(locale);
  const { passwordReset } = translation.texts;
  const account = { id: email.host_id, passwordHash: await findPasswordHash(db, email.host_id) };
  const url = resets && `${publicUrl}/reset/${resets.issue(account, validUntil)}`;
  const letter: EmailContent = {
    heading: passwordReset.heading,
    lead: passwordReset.lead,
    details: [],
    actions: url === undefined ? [] : [{ label: passwordReset.action, url, isMain: true }],
    footer: fill(passwordReset.footer, { server: publicUrl }),
  };
  const replyTo = { name: "", address: email.recipient };
  return renderOther(email, letter, translation, { replyTo, happenedAt });
}
