import type { Db, Trx } from "../../database.ts";
import { DAY_MS, type EpochMs } from "../../../domain/interval.ts";
import type { PageRequest } from "../../../domain/records.ts";
import type { Webhook } from "../../../domain/webhook.ts";
import { paged } from "../paging.ts";
import { prepared } from "../../prepared.ts";
import type { WebhookRow } from "../../tables.ts";

/** The fields of a webhook that a host can change; `sealed` is its encrypted secret. */
export type WebhookChanges = Partial<Pick<Webhook, "url" | "description" | "events" | "active">> & {
  readonly sealed?: string;
};

const ofHost = (db: Db, hostId: number) =>
  db.selectFrom("webhooks").where("host_id", "=", hostId).where("deleted_at", "is", null);

const active = prepared((db, hostId: number) =>
  ofHost(db, hostId).selectAll().where("active", "=", 1).orderBy("id"),
);

export async function activeWebhooks(db: Db, hostId: number): Promise<Webhook[]> {
  return (await active(db, hostId)).map(toWebhook);
}

export async function listWebhooks(
  db: Db,
  hostId: number,
  page: PageRequest,
): Promise<{ items: Webhook[]; total: number }> {
  const { items, total } = await paged(ofHost(db, hostId), page, (query) => query.selectAll().orderBy("id"));
  return { items: items.map(toWebhook), total };
}

export async function findWebhook(db: Db, hostId: number, id: number): Promise<Webhook | undefined> {
  const row = await ofHost(db, hostId).selectAll().where("id", "=", id).executeTakeFirst();
  return row && toWebhook(row);
}

/** The encrypted secrets of a webhook. The previous one signs until `previous_until`. */
export type SealedSecrets = Pick<WebhookRow, "secret" | "previous_secret" | "previous_until">;

const SEALED_SECRETS = ["secret", "previous_secret", "previous_until"] as const;

/** The encrypted secrets of an existing webhook. */
export function sealedSecretsOf(db: Db, { id }: Pick<Webhook, "id">): Promise<SealedSecrets> {
  return db.selectFrom("webhooks").select(SEALED_SECRETS).where("id", "=", id).executeTakeFirstOrThrow();
}

/** How long the previous secret still signs after a rotation. */
const PREVIOUS_MS = DAY_MS;

export async function insertWebhook(
  trx: Trx,
  { events, active, ...webhook }: Omit<Webhook, "id" | "created_at" | "updated_at">,
  sealed: string,
  now: EpochMs,
): Promise<Webhook> {
  const row = trx.insertInto("webhooks").values({
    ...webhook,
    events: JSON.stringify(events),
    active: active ? 1 : 0,
    secret: sealed,
    created_at: now,
    updated_at: now,
    deleted_at: null,
  });
  return toWebhook(await row.returningAll().executeTakeFirstOrThrow());
}

/** Updates an existing webhook and returns the new row. */
export async function updateWebhook(
  trx: Trx,
  id: number,
  { events, active, sealed, ...plain }: WebhookChanges,
  now: EpochMs,
): Promise<Webhook> {
  const row = trx
    .updateTable("webhooks")
    .where("id", "=", id)
    .set({
      ...plain,
      ...(events !== undefined && { events: JSON.stringify(events) }),
      ...(active !== undefined && { active: active ? 1 : 0 }),
      ...(sealed !== undefined && { secret: sealed, previous_until: now + PREVIOUS_MS }),
      ...(sealed !== undefined && { previous_secret: (is) => is.ref("secret") }),
      updated_at: now,
    });
  return toWebhook(await row.returningAll().executeTakeFirstOrThrow());
}

/** Deletes a webhook and its secret; its deliveries stay in the outbox. */
export async function deleteWebhook(trx: Trx, id: number, now: EpochMs): Promise<void> {
  await trx
    .updateTable("webhooks")
    .set({ active: 0, secret: "", previous_secret: null, deleted_at: now, updated_at: now })
    .where("id", "=", id)
    .execute();
}

function toWebhook({
  secret: _,
  previous_secret: __,
  previous_until: ___,
  deleted_at: ____,
  events,
  active,
  ...row
}: WebhookRow): Webhook {
  return { ...row, events: JSON.parse(events), active: active === 1 };
}
