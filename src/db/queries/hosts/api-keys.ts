import type { Db, Trx } from "../../database.ts";
import type { EpochMs } from "../../../domain/interval.ts";
import type { ApiKey, Host, PageRequest } from "../../../domain/records.ts";
import { paged } from "../paging.ts";
import { prepared } from "../../prepared.ts";
import { HOST } from "./hosts.ts";

const KEY = ["id", "name", "prefix", "created_at", "last_used_at"] as const;

/** An API key's host, with the key's prefix and last use. */
export type KeyHolder = Host & {
  readonly key_id: number;
  readonly key_prefix: string;
  readonly last_used_at: EpochMs | null;
};

const byHash = prepared((db, hash: string) =>
  db
    .selectFrom("api_keys as k")
    .innerJoin("hosts as h", "h.id", "k.host_id")
    .select(HOST.map((column) => `h.${column}` as const))
    .select(["k.id as key_id", "k.prefix as key_prefix", "k.last_used_at"])
    .where("k.hash", "=", hash),
);

export async function findKeyHolder(db: Db, hash: string): Promise<KeyHolder | undefined> {
  return (await byHash(db, hash))[0];
}

export function listApiKeys(
  db: Db,
  hostId: number,
  page: PageRequest,
): Promise<{ items: ApiKey[]; total: number }> {
  return paged(db.selectFrom("api_keys").where("host_id", "=", hostId), page, (query) =>
    query.select(KEY).orderBy("id"),
  );
}

export function insertApiKey(
  trx: Trx,
  key: { host_id: number; name: string; prefix: string; hash: string },
  now: EpochMs,
): Promise<ApiKey> {
  return trx
    .insertInto("api_keys")
    .values({ ...key, created_at: now, last_used_at: null })
    .returning(KEY)
    .executeTakeFirstOrThrow();
}

export async function deleteApiKey(trx: Trx, hostId: number, id: number): Promise<boolean> {
  const { numDeletedRows } = await trx
    .deleteFrom("api_keys")
    .where("host_id", "=", hostId)
    .where("id", "=", id)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}

export async function touchApiKey(trx: Trx, id: number, now: EpochMs): Promise<void> {
  await trx.updateTable("api_keys").set({ last_used_at: now }).where("id", "=", id).execute();
}
