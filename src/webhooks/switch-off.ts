import type { Trx } from "../db/database.ts";
import { insertAuditEntry } from "../db/queries/hosts/audit.ts";
import { endDeliveries, type LeasedDelivery } from "../db/queries/outbox/deliveries.ts";
import { updateWebhook } from "../db/queries/hosts/webhooks.ts";
import { system } from "../domain/actor.ts";
import type { EpochMs } from "../domain/interval.ts";

/** Switches off a webhook whose receiver has unsubscribed. */
export async function switchOffGone(trx: Trx, delivery: LeasedDelivery, now: EpochMs): Promise<void> {
  const { webhook_id: id, host_id } = delivery;
  await updateWebhook(trx, id, { active: false }, now);
  await endSwitchedOff(trx, id);
  const entry = { host_id, actor: system, action: "webhook.updated", subject_id: id } as const;
  await insertAuditEntry(trx, { ...entry, changes: ["active"] }, now);
}

/** Fails the waiting deliveries of a webhook that was switched off; they can be retried later. */
export function endSwitchedOff(trx: Trx, webhookId: number): Promise<void> {
  return endDeliveries(trx, webhookId, { status: "failed", last_error: "The webhook was switched off" });
}
