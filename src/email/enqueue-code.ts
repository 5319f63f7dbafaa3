import type { Trx } from "../db/database.ts";
import type { Bookable } from "../db/queries/bookings/bookable.ts";
import type { EpochMs } from "../domain/interval.ts";
import { fill } from "../i18n/wording.ts";
import type { EnqueueContext } from "./enqueue.ts";
import { translationFor } from "./content/translation.ts";
import { enqueueOther } from "./content/standalone.ts";
import { oneLine } from "../domain/text/typed-text.ts";

/** The payload of an email with a code: where the code comes from, never the code. */
export type StoredCodeEmail = {
  readonly codeId: number;
  readonly eventTypeId: number;
  readonly happenedAt: EpochMs;
  readonly locale: string;
};

/** Enqueues the email with a code, in the transaction that inserts it. */
export async function enqueueCodeEmail(
  trx: Trx,
  context: EnqueueContext,
  { host, eventType }: Bookable,
  {
    codeId,
    email,
    locale,
    usefulUntil,
  }: { codeId: number; email: string; locale: string; usefulUntil: EpochMs },
): Promise<void> {
  const { code } = translationFor(locale).texts;
  const stored: StoredCodeEmail = { codeId, eventTypeId: eventType.id, happenedAt: context.now(), locale };
  await enqueueOther(trx, context, {
    hostId: host.id,
    letter: "email_code",
    recipient: email,
    subject: fill(code.subject, { name: oneLine(host.name) || host.slug }),
    payload: stored,
    idPrefix: `code-${codeId}`,
    usefulUntil,
  });
}
