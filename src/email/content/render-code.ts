import type { Db } from "../../db/database.ts";
import { getBookable } from "../../db/queries/bookings/bookable.ts";
import { findCode } from "../../db/queries/limits/email-codes.ts";
import { fill } from "../../i18n/wording.ts";
import type { EmailCodes } from "../../security/email-code.ts";
import type { OtherEmail } from "../email-job.ts";
import type { StoredCodeEmail } from "../enqueue-code.ts";
import { translationFor } from "./translation.ts";
import type { EmailContent } from "./compose.ts";
import type { RenderedEmail } from "./content.ts";
import { renderOther } from "./standalone.ts";
import { oneLine } from "../../domain/text/typed-text.ts";

/** Replaces the code for everybody except its recipient. */
const HIDDEN = "••• •••";

/** Renders an email with a code. Without `codes` the code is hidden, as in the host's list of emails. */
export async function renderCodeEmail(
  db: Db,
  codes: EmailCodes | undefined,
  email: OtherEmail,
): Promise<RenderedEmail> {
  const { payload, recipient } = email;
  const { codeId, eventTypeId, happenedAt, locale }: StoredCodeEmail = JSON.parse(payload);
  const { host, eventType } = await getBookable(db, eventTypeId);
  const row = codes && (await findCode(db, codeId));
  const digits = codes && row ? codes(row).replace(/^.../, "$& ") : HIDDEN;
  const translation = translationFor(locale);
  const { code } = translation.texts;
  const name = oneLine(host.name) || host.slug;
  const letter: EmailContent = {
    heading: code.heading,
    lead: fill(code.lead, { event: oneLine(eventType.title) || eventType.slug, name }),
    details: [{ label: code.label, lines: [digits] }],
    actions: [],
    footer: fill(code.footer, { email: recipient }),
  };
  const replyTo = { name, address: host.email };
  return renderOther(email, letter, translation, { replyTo, happenedAt, sender: name });
}
