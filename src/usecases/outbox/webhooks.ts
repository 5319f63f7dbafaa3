import { endDeliveries, listDeliveries, redirectDeliveries } from "../../db/queries/outbox/deliveries.ts";
import type { OutboxStatus } from "../../db/tables.ts";
import {
  deleteWebhook,
  findWebhook,
  insertWebhook,
  sealedSecretsOf,
  updateWebhook,
} from "../../db/queries/hosts/webhooks.ts";
import type { Caller } from "../../domain/actor.ts";
import { changedFields } from "../../domain/audit.ts";
import { isoInstant } from "../../domain/clock.ts";
import type { Host, Page, PageRequest } from "../../domain/records.ts";
import { done, invalid, type Outcome, refused } from "../../domain/refusal.ts";
import { TEST_EVENT, type Webhook, webhookEvents } from "../../domain/webhook.ts";
import { triedBy } from "../../webhooks/delivery.ts";
import { openSecrets, placeOf } from "../../webhooks/secrets.ts";
import { messageId } from "../../webhooks/enqueue.ts";
import { namesPrivateHost } from "../../network/public-address.ts";
import { newWebhookSecret, signedHeaders } from "../../webhooks/signing.ts";
import { endSwitchedOff } from "../../webhooks/switch-off.ts";
import { recordBy } from "../hosts/audit.ts";
import type { Deps } from "../deps.ts";
import { lockedWrite } from "../locked-write.ts";
import { addOwned } from "../limits/quota.ts";
import { type DeliveryAndTries, withTries } from "./outbox.ts";

/** The settings of a webhook; `events` is null for all. */
export type WebhookSettings = Pick<Webhook, "url" | "description" | "events" | "active">;

/** A webhook, with its secret if it is new: it is only shown once. */
export type WebhookAndSecret = { readonly webhook: Webhook; readonly secret?: string };

export type WebhookTest = ReturnType<typeof triedBy>;

/** A webhook's deliveries, newest first. Refuses with `not_found`. */
export async function webhookDeliveries(
  deps: Deps,
  host: Host,
  id: number,
  status: OutboxStatus | undefined,
  page: PageRequest,
): Promise<Outcome<Page<DeliveryAndTries>>> {
  const { read } = deps.database;
  if (!(await findWebhook(read, host.id, id))) return refused("not_found");
  const { items, total } = await listDeliveries(read, id, status, page);
  return done({ items: await withTries(read, items), total });
}

/** Adds a webhook with a generated secret. Refuses with `too_many_webhooks`, or a URL that is not public. */
export async function addWebhook(
  deps: Deps,
  caller: Caller,
  settings: WebhookSettings,
): Promise<Outcome<WebhookAndSecret>> {
  const bad = unreachable(deps, settings.url);
  if (bad) return bad;
  const { id: host_id } = caller.host;
  const { secret, sealed } = newSecret(deps, host_id);
  return addOwned(deps, caller.host, "webhooks", async (trx): Promise<Outcome<WebhookAndSecret>> => {
    const webhook = await insertWebhook(trx, { host_id, ...settings }, sealed, deps.now());
    await recordBy(trx, deps, caller, "webhook.created", webhook.id);
    return done({ webhook, secret });
  });
}

/**
 * Changes a webhook. Switching it off fails its waiting deliveries; another URL applies to them too; `rotateSecret` replaces
 * the secret; the previous one signs too for a day. Refuses with `not_found`, or a URL that is not public.
 */
export async function changeWebhook(
  deps: Deps,
  caller: Caller,
  id: number,
  { rotateSecret, ...given }: Partial<WebhookSettings> & { readonly rotateSecret: boolean },
): Promise<Outcome<WebhookAndSecret>> {
  const bad = given.url === undefined ? undefined : unreachable(deps, given.url);
  if (bad) return bad;
  const fresh = rotateSecret ? newSecret(deps, caller.host.id) : undefined;
  return lockedWrite(deps, caller.host, async (trx): Promise<Outcome<WebhookAndSecret>> => {
    const found = await findWebhook(trx, caller.host.id, id);
    if (!found) return refused("not_found");
    const changes = withFutureEvents(found, given);
    const changed = [...changedFields<WebhookSettings>(found, changes), ...(fresh ? ["secret"] : [])];
    if (changed.length === 0) return done({ webhook: found });
    const webhook = await updateWebhook(
      trx,
      id,
      { ...changes, ...(fresh && { sealed: fresh.sealed }) },
      deps.now(),
    );
    if (changed.includes("url")) await redirectDeliveries(trx, id, webhook.url);
    if (!webhook.active) await endSwitchedOff(trx, id);
    await recordBy(trx, deps, caller, "webhook.updated", id, changed);
    return done({ webhook, ...(fresh && { secret: fresh.secret }) });
  });
}

/** The API lists every event for a webhook that receives all; sending that list back does not exclude future ones. */
function withFutureEvents(
  { events }: WebhookSettings,
  given: Partial<WebhookSettings>,
): Partial<WebhookSettings> {
  const isShown = events === null && given.events?.length === webhookEvents.length;
  return isShown ? { ...given, events: null } : given;
}

/** Deletes a webhook and ends its waiting deliveries. Refuses with `not_found`. */
export function removeWebhook(deps: Deps, caller: Caller, id: number): Promise<Outcome<null>> {
  return lockedWrite(deps, caller.host, async (trx): Promise<Outcome<null>> => {
    if (!(await findWebhook(trx, caller.host.id, id))) return refused("not_found");
    await deleteWebhook(trx, id, deps.now());
    await endDeliveries(trx, id, { status: "expired", last_error: "The webhook was deleted" });
    await recordBy(trx, deps, caller, "webhook.deleted", id);
    return done(null);
  });
}

/** Sends a test immediately, even to an inactive webhook, and returns the response. It is not stored. */
export async function testWebhook(deps: Deps, host: Host, id: number): Promise<Outcome<WebhookTest>> {
  const { post, box } = deps.webhooks;
  const webhook = await findWebhook(deps.database.read, host.id, id);
  if (!webhook) return refused("not_found");
  const now = deps.now();
  const secrets = openSecrets(box, webhook, await sealedSecretsOf(deps.database.read, webhook), now);
  if (!secrets) return refused("secret_unreadable");
  const body = JSON.stringify({
    event: TEST_EVENT,
    timestamp: isoInstant(now),
    payload: { webhook_id: webhook.id },
  });
  const headers = await signedHeaders(secrets, { id: messageId(deps), body, now });
  return done(triedBy(await post({ url: webhook.url, body, headers }, deps.stopping), now));
}

function newSecret({ webhooks: { box } }: Deps, host_id: number): { secret: string; sealed: string } {
  const secret = newWebhookSecret();
  return { secret, sealed: box.seal(secret, placeOf({ host_id })) };
}

function unreachable({ webhooks: { allowPrivate } }: Deps, url: string) {
  if (allowPrivate || !namesPrivateHost(new URL(url))) return undefined;
  return invalid("/url", "must be a public address, unless the operator sets WEBHOOK_ALLOW_PRIVATE=true");
}
