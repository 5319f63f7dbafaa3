import type { Db } from "../../db/database.ts";
import { type Delivery, type DeliveryTry, toDelivery, triesOf } from "../../db/queries/outbox/deliveries.ts";
import { findJob, listJobs, requeue } from "../../db/queries/outbox/jobs.ts";
import { findWebhook } from "../../db/queries/hosts/webhooks.ts";
import type { Job, OutboxStatus } from "../../db/tables.ts";
import type { Caller } from "../../domain/actor.ts";
import type { Host, Page, PageRequest } from "../../domain/records.ts";
import { done, type Outcome, refused } from "../../domain/refusal.ts";
import { type EmailJob, toEmailJob } from "../../email/email-job.ts";
import type { RenderedContent } from "../../email/content/content.ts";
import { renderEmail } from "../../email/content/render.ts";
import { recordBy } from "../hosts/audit.ts";
import type { Deps } from "../deps.ts";
import { lockedWrite } from "../locked-write.ts";

export type EmailWithContent = { readonly email: EmailJob; readonly letter: RenderedContent };

/** A webhook delivery with its attempts, oldest first. */
export type DeliveryAndTries = { readonly delivery: Delivery; readonly tries: readonly DeliveryTry[] };

export type OutboxEntry = { readonly email: EmailJob } | DeliveryAndTries;

export type WholeEntry = EmailWithContent | DeliveryAndTries;

/** A host's emails and deliveries, newest first. Renders nothing. */
export async function hostOutbox(
  deps: Deps,
  host: Host,
  status: OutboxStatus | undefined,
  page: PageRequest,
): Promise<Page<OutboxEntry>> {
  const { items, total } = await listJobs(deps.database.read, host.id, status, page);
  const deliveries = items.filter(({ kind }) => kind === "webhook").map(toDelivery);
  const tries = await withTries(deps.database.read, deliveries);
  const byId = new Map(tries.map((one) => [one.delivery.id, one]));
  return { items: items.map((job) => byId.get(job.id) ?? { email: toEmailJob(job) }), total };
}

/** One email or delivery. Refuses with `not_found`. */
export async function hostOutboxEntry(deps: Deps, host: Host, id: number): Promise<Outcome<WholeEntry>> {
  const job = await findJob(deps.database.read, host.id, id);
  return job ? done(await entryOf(deps, deps.database.read, job)) : refused("not_found");
}

/**
 * Requeues a failed entry. Refuses with `not_failed` for any other, and with `webhook_off` for a delivery whose webhook is
 * switched off.
 */
export function retry(deps: Deps, caller: Caller, id: number): Promise<Outcome<WholeEntry>> {
  const { host } = caller;
  return lockedWrite(deps, host, async (trx): Promise<Outcome<WholeEntry>> => {
    const job = await findJob(trx, host.id, id);
    if (!job) return refused("not_found");
    if (job.status !== "failed") return refused("not_failed");
    if (job.kind === "webhook" && !(await isOn(trx, host, job))) return refused("webhook_off");
    if (!(await requeue(trx, id, deps.now()))) return refused("not_failed");
    await recordBy(trx, deps, caller, job.kind === "email" ? "mail.retried" : "delivery.retried", id);
    trx.onCommit(deps.wakeWorkers);
    return done(await entryOf(deps, trx, (await findJob(trx, host.id, id))!));
  });
}

async function isOn(db: Db, host: Host, { webhook_id }: Job): Promise<boolean> {
  return (await findWebhook(db, host.id, webhook_id!))?.active ?? false;
}

async function entryOf(deps: Deps, db: Db, job: Job): Promise<WholeEntry> {
  if (job.kind === "webhook") return (await withTries(db, [toDelivery(job)]))[0]!;
  const email = toEmailJob(job);
  const { tokens, publicUrl } = deps;
  return { email, letter: await renderEmail(db, { tokens, publicUrl }, email) };
}

/** Adds the attempts to deliveries. */
export async function withTries(db: Db, deliveries: readonly Delivery[]): Promise<DeliveryAndTries[]> {
  if (deliveries.length === 0) return [];
  const tries = await triesOf(
    db,
    deliveries.map(({ id }) => id),
  );
  return deliveries.map((delivery) => ({ delivery, tries: tries.get(delivery.id) ?? [] }));
}

export { outboxStatuses } from "../../db/tables.ts";
