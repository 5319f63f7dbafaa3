import { isDeliveryDue, leaseDeliveries, type LeasedDelivery } from "../db/queries/outbox/deliveries.ts";
import { settleJob } from "../db/queries/outbox/jobs.ts";
import { startLeaseWorker, type Worker, type WorkerTimes } from "../jobs/lease-worker.ts";
import { named, webhookDelivery, type WebhookDeliveryParts } from "./delivery.ts";

/** How many deliveries are in progress at once, and how many to one healthy webhook. */
const AT_ONCE = { all: 128, toOne: 4 } as const;
/** From this many on, and for failing receivers, each webhook gets one at a time. */
const CROWDED = 64;

/** Longer than a request and storing its outcome. */
const LEASE_MS = 30_000;

export type WebhookWorkerParts = Omit<WebhookDeliveryParts, "stop"> & WorkerTimes;

/**
 * Sends the webhook deliveries in the outbox, each at least once and in no guaranteed order. A slow or failing receiver gets
 * few connections, so that others are not delayed.
 */
export function startWebhookWorker(parts: WebhookWorkerParts): Worker {
  const { database, now, log } = parts;
  const stopping = new AbortController();
  const deliver = webhookDelivery({ ...parts, stop: stopping.signal });
  const failing = new Set<number>();

  function shareOf(webhookId: number, underWay: readonly LeasedDelivery[]): number {
    const taken = underWay.filter(({ webhook_id }) => webhook_id === webhookId).length;
    const isAlone = failing.has(webhookId) || underWay.length >= CROWDED;
    return (isAlone ? 1 : AT_ONCE.toOne) - taken;
  }

  return startLeaseWorker<LeasedDelivery>(
    {
      database,
      now,
      log,
      things: "deliveries",
      room: () => AT_ONCE.all,
      isDue: (at) => isDeliveryDue(database.read, at),
      lease: (trx, lease, underWay) =>
        leaseDeliveries(trx, lease, (id, leased) => shareOf(id, [...underWay, ...leased])),
      async finish(delivery) {
        if (await deliver(delivery)) failing.delete(delivery.webhook_id);
        else failing.add(delivery.webhook_id);
      },
      giveBack: (trx, delivery) =>
        settleJob(trx, delivery, { status: "waiting", attempts: delivery.attempts }),
      named,
      close: () => stopping.abort(),
    },
    { leaseMs: LEASE_MS, ...parts },
  );
}
