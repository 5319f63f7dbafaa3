import { findOutboxMail, listOutbox, type OutboxMail, requeueMail } from "../db/outbox.ts";
import type { OutboxStatus } from "../db/tables.ts";
import type { Host, Page, PageRequest } from "../domain/records.ts";
import { done, type Outcome, refused } from "../domain/refusal.ts";
import { type RenderedLetter, renderLetter } from "../mail/letters.ts";
import { linksFor } from "../mail/links.ts";
import type { Deps } from "./deps.ts";

/** A mail with what it says. */
export type MailAndLetter = { readonly mail: OutboxMail; readonly letter: RenderedLetter };

/** Writes a mail's letter from the facts that were kept with it; the links are made anew and always the same. */
export function writeLetter(
  { tokens, publicUrl }: Pick<Deps, "tokens" | "publicUrl">,
  mail: OutboxMail,
): RenderedLetter {
  const { facts } = mail;
  return renderLetter(
    mail.letter,
    facts,
    linksFor(publicUrl, tokens, { id: facts.bookingId, uid: facts.uid }),
  );
}

/** The mails that a host's bookings owe, owed or gave up, newest first. */
export async function hostOutbox(
  deps: Deps,
  host: Host,
  status: OutboxStatus | undefined,
  page: PageRequest,
): Promise<Page<MailAndLetter>> {
  const { items, total } = await listOutbox(deps.database.read, host.id, status, page);
  return { items: items.map((mail) => ({ mail, letter: writeLetter(deps, mail) })), total };
}

export async function hostMail(deps: Deps, host: Host, id: number): Promise<Outcome<MailAndLetter>> {
  const mail = await findOutboxMail(deps.database.read, host.id, id);
  return mail ? done({ mail, letter: writeLetter(deps, mail) }) : refused("not_found");
}

/** Sends a mail that was given up once more; refuses with `not_failed` for any other. */
export async function retryMail(deps: Deps, host: Host, id: number): Promise<Outcome<MailAndLetter>> {
  const outcome = await deps.database.write(async (trx): Promise<Outcome<MailAndLetter>> => {
    const mail = await findOutboxMail(trx, host.id, id);
    if (!mail) return refused("not_found");
    if (mail.status !== "failed") return refused("not_failed");
    await requeueMail(trx, id, deps.now());
    const again = (await findOutboxMail(trx, host.id, id))!;
    return done({ mail: again, letter: writeLetter(deps, again) });
  });
  if (outcome.ok) deps.mailIsDue();
  return outcome;
}

export { outboxStatuses } from "../db/tables.ts";
