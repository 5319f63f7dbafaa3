import type { SealedSecrets } from "../hosts/webhooks.ts";
import { sql } from "kysely";
import type { Db, Trx } from "../../database.ts";
import type { EpochMs } from "../../../domain/interval.ts";
import type { PageRequest } from "../../../domain/records.ts";
import type { Webhook, WebhookEvent } from "../../../domain/webhook.ts";
import { paged } from "../paging.ts";
import { enqueue, leaseFound, type NewJob, WAITING } from "./jobs.ts";
import { prepared } from "../../prepared.ts";
import type { DeliveryTryRow, Job, JobKind, OutboxStatus } from "../../tables.ts";

/** A job of the kind `webhook`, in any status. */
export type Delivery = Omit<Job, "topic" | "payload" | "webhook_id" | "booking_id"> & {
  readonly event: WebhookEvent;
  readonly webhook_id: number;
  readonly booking_id: number;
  /** The JSON text that is sent, identical on every attempt. */
  readonly body: string;
};

/** A delivery leased by this process, with the encrypted signing secrets. */
export type LeasedDelivery = Delivery & { readonly sealed: SealedSecrets };

export type DeliveryTry = Omit<DeliveryTryRow, "id" | "outbox_id">;

export function enqueueDelivery(
  trx: Trx,
  webhook: Pick<Webhook, "id" | "url" | "host_id">,
  { booking_id, event, body, message_id }: Pick<Delivery, "booking_id" | "event" | "body" | "message_id">,
  now: EpochMs,
): Promise<void> {
  const job: NewJob = {
    kind: "webhook",
    host_id: webhook.host_id,
    booking_id,
    webhook_id: webhook.id,
    topic: event,
    recipient: webhook.url,
    subject: null,
    payload: body,
    message_id,
    useful_until: Number.MAX_SAFE_INTEGER,
  };
  return enqueue(trx, [job], now);
}

const waiting = (db: Db) =>
  db.selectFrom("outbox").where("status", "=", WAITING).where("kind", "=", sql.lit<JobKind>("webhook"));

const firstDue = prepared((db, now: EpochMs) =>
  waiting(db).select("id").where("due_at", "<=", now).where("leased_until", "<=", now).limit(1),
);

/** Returns whether a delivery without a lease was due by then; takes no lock. */
export async function isDeliveryDue(db: Db, now: EpochMs): Promise<boolean> {
  return (await firstDue(db, now)).length > 0;
}

/** Unordered, so that no webhook is always last. */
const webhooksWithDue = prepared((db, now: EpochMs) =>
  db
    .selectFrom("webhooks as w")
    .select(["w.id", "w.secret", "w.previous_secret", "w.previous_until"])
    .where((is) =>
      is.exists(
        is
          .selectFrom("outbox")
          .select("outbox.id")
          .where("status", "=", WAITING)
          .where("webhook_id", "is not", null)
          .whereRef("webhook_id", "=", "w.id")
          .where("due_at", "<=", now)
          .where("leased_until", "<=", now),
      ),
    )
    .orderBy(sql`random()`),
);

const dueOf = prepared((db, webhookId: number, now: EpochMs, limit: number) =>
  db
    .selectFrom("outbox")
    .selectAll()
    .where("status", "=", WAITING)
    .where("webhook_id", "=", webhookId)
    .where("due_at", "<=", now)
    .where("leased_until", "<=", now)
    .orderBy("due_at")
    .orderBy("id")
    .limit(limit),
);

/**
 * Leases up to `limit` due deliveries to this process until `until`, longest due first. `shareOf` limits how many deliveries
 * of one webhook are leased at a time.
 */
export async function leaseDeliveries(
  trx: Trx,
  { now, until, limit }: { readonly now: EpochMs; readonly until: EpochMs; readonly limit: number },
  shareOf: (webhookId: number, leased: readonly LeasedDelivery[]) => number,
): Promise<LeasedDelivery[]> {
  const leased: LeasedDelivery[] = [];
  for (const { id, ...sealed } of await webhooksWithDue(trx, now)) {
    const share = Math.min(shareOf(id, leased), limit - leased.length);
    if (share <= 0) continue;
    const jobs = await leaseFound(trx, await dueOf(trx, id, now, share), { now, until });
    leased.push(...jobs.map((job) => ({ ...toDelivery(job), sealed })));
  }
  return leased;
}

export async function insertTry(trx: Trx, deliveryId: number, one: DeliveryTry): Promise<void> {
  await trx
    .insertInto("delivery_tries")
    .values({ ...one, outbox_id: deliveryId })
    .execute();
}

/** The attempts of these deliveries by delivery id, oldest first. */
export async function triesOf(db: Db, ids: readonly number[]): Promise<Map<number, DeliveryTry[]>> {
  const rows = await db
    .selectFrom("delivery_tries")
    .selectAll()
    .where("outbox_id", "in", ids)
    .orderBy("id")
    .execute();
  return Map.groupBy(rows, ({ outbox_id }) => outbox_id);
}

/** A webhook's deliveries, newest first. */
export async function listDeliveries(
  db: Db,
  webhookId: number,
  status: OutboxStatus | undefined,
  page: PageRequest,
): Promise<{ items: Delivery[]; total: number }> {
  let rows = db.selectFrom("outbox").where("webhook_id", "=", webhookId);
  if (status !== undefined) rows = rows.where("status", "=", status);
  const { items, total } = await paged(rows, page, (query) => query.selectAll().orderBy("id", "desc"));
  return { items: items.map(toDelivery), total };
}

export async function deliveriesAbout(db: Db, bookingIds: readonly number[]): Promise<Delivery[]> {
  const rows = db
    .selectFrom("outbox")
    .selectAll()
    .where("booking_id", "in", bookingIds)
    .where("kind", "=", "webhook");
  return (await rows.execute()).map(toDelivery);
}

/**
 * Replaces a delivery's body and clears the stored responses, which may quote the old one. A delivery in progress loses its
 * lease, so its response is not stored either.
 */
export async function replaceErasedDelivery(trx: Trx, id: number, body: string): Promise<void> {
  await trx.updateTable("outbox").set({ payload: body, leased_until: 0 }).where("id", "=", id).execute();
  await trx.updateTable("delivery_tries").set({ answer: null }).where("outbox_id", "=", id).execute();
}

/** Ends a webhook's waiting deliveries; the result of one in progress is no longer stored. */
export async function endDeliveries(
  trx: Trx,
  webhookId: number,
  end: Pick<Job, "status" | "last_error">,
): Promise<void> {
  await waitingOf(trx, webhookId)
    .set({ ...end, leased_until: 0 })
    .execute();
}

/** Sends a webhook's waiting deliveries to another URL. */
export async function redirectDeliveries(trx: Trx, webhookId: number, url: string): Promise<void> {
  await waitingOf(trx, webhookId).set({ recipient: url }).execute();
}

function waitingOf(trx: Trx, webhookId: number) {
  return trx.updateTable("outbox").where("webhook_id", "=", webhookId).where("status", "=", WAITING);
}

export function toDelivery({ topic, payload, webhook_id, booking_id, ...job }: Job): Delivery {
  return {
    ...job,
    event: topic as WebhookEvent,
    body: payload,
    webhook_id: webhook_id!,
    booking_id: booking_id!,
  };
}
