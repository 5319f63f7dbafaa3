import { type Delivery, type DeliveryTry, triesOf } from "../db/queries/deliveries.ts";
import { findInOutbox, listOutbox, type OutboxItem, type OutboxMail, requeue } from "../db/queries/outbox.ts";
import type { Db } from "../db/prepared.ts";
import type { OutboxStatus } from "../db/tables.ts";
import { findWebhook } from "../db/queries/webhooks.ts";
import type { Caller } from "../domain/actor.ts";
import type { Host, Page, PageRequest } from "../domain/records.ts";
import { done, type Outcome, refused } from "../domain/refusal.ts";
import { type RenderedLetter, renderLetter } from "../mail/letters.ts";
import { linksFor } from "../mail/links.ts";
import { recordBy } from "./audit.ts";
import type { Deps } from "./deps.ts";

/** A mail with what it says. */
export type MailAndLetter = { readonly mail: OutboxMail; readonly letter: RenderedLetter };

/** A delivery to a webhook with each time that it was tried, oldest first. */
export type DeliveryAndTries = { readonly delivery: Delivery; readonly tries: readonly DeliveryTry[] };

/** What the outbox holds: a mail, or a delivery. */
export type OutboxEntry = MailAndLetter | DeliveryAndTries;

/** Writes a mail's letter from the facts that were kept with it; the links are made anew and always the same. */
export function writeLetter(
  { tokens, publicUrl }: Pick<Deps, "tokens" | "publicUrl">,
  mail: OutboxMail,
): RenderedLetter {
  const { facts } = mail;
  const booking = { id: facts.bookingId, uid: facts.uid };
  const followers = { host: facts.host.locale, attendee: facts.attendee.locale };
  return renderLetter(mail.letter, facts, linksFor(publicUrl, tokens, booking, followers));
}

/** What a host's bookings owe, owed or gave up, newest first. */
export async function hostOutbox(
  deps: Deps,
  host: Host,
  status: OutboxStatus | undefined,
  page: PageRequest,
): Promise<Page<OutboxEntry>> {
  const { items, total } = await listOutbox(deps.database.read, host.id, status, page);
  const deliveries = items.flatMap((item) => (item.kind === "webhook" ? [item.delivery] : []));
  const tries = await withTries(deps.database.read, deliveries);
  const triesById = new Map(tries.map((one) => [one.delivery.id, one]));
  return {
    items: items.map((item) =>
      item.kind === "mail"
        ? { mail: item.mail, letter: writeLetter(deps, item.mail) }
        : triesById.get(item.delivery.id)!,
    ),
    total,
  };
}

/** One mail or delivery. Refuses with `not_found`. */
export async function hostOutboxEntry(deps: Deps, host: Host, id: number): Promise<Outcome<OutboxEntry>> {
  const item = await findInOutbox(deps.database.read, host.id, id);
  return item ? done(await entryOf(deps, deps.database.read, item)) : refused("not_found");
}

/**
 * Sends what was given up once more. Refuses with `not_failed` for what was not, and with `webhook_off` for a delivery
 * that has nowhere to go.
 */
export async function retry(deps: Deps, caller: Caller, id: number): Promise<Outcome<OutboxEntry>> {
  const { host } = caller;
  const outcome = await deps.database.write(async (trx): Promise<Outcome<OutboxEntry>> => {
    const item = await findInOutbox(trx, host.id, id);
    if (!item) return refused("not_found");
    if (rowOf(item).status !== "failed") return refused("not_failed");
    if (item.kind === "webhook" && !(await isOn(trx, host, item.delivery))) return refused("webhook_off");
    await requeue(trx, id, deps.now());
    await recordBy(trx, deps, caller, item.kind === "mail" ? "mail.retried" : "delivery.retried", id);
    return done(await entryOf(deps, trx, (await findInOutbox(trx, host.id, id))!));
  });
  if (outcome.ok) deps.mailIsDue();
  return outcome;
}

async function isOn(db: Db, host: Host, { webhook_id }: Delivery): Promise<boolean> {
  return (await findWebhook(db, host.id, webhook_id))?.active ?? false;
}

function rowOf(item: OutboxItem): OutboxMail | Delivery {
  return item.kind === "mail" ? item.mail : item.delivery;
}

async function entryOf(deps: Deps, db: Db, item: OutboxItem): Promise<OutboxEntry> {
  if (item.kind === "mail") return { mail: item.mail, letter: writeLetter(deps, item.mail) };
  return (await withTries(db, [item.delivery]))[0]!;
}

/** These deliveries, each with its tries. */
export async function withTries(db: Db, deliveries: readonly Delivery[]): Promise<DeliveryAndTries[]> {
  if (deliveries.length === 0) return [];
  const tries = await triesOf(
    db,
    deliveries.map(({ id }) => id),
  );
  return deliveries.map((delivery) => ({ delivery, tries: tries.get(delivery.id) ?? [] }));
}

export { outboxStatuses } from "../db/tables.ts";
