import { deleteApiKey, findKeyHolder, insertApiKey, listApiKeys, touchApiKey } from "../db/api-keys.ts";
import type { Trx } from "../db/group-commit.ts";
import type { EpochMs } from "../domain/interval.ts";
import type { ApiKey, Host, Page, PageRequest } from "../domain/records.ts";
import { done, type Outcome, refused } from "../domain/refusal.ts";
import { apiKeyPrefix, hashApiKey, newApiKey } from "../security/api-key.ts";
import type { Deps } from "./deps.ts";

/** How precisely a key's last use is known. */
const USE_NOTED_EVERY_MS = 3_600_000;

/** The host whose key this is; undefined for a key that does not exist or was deleted. */
export async function authenticate(deps: Deps, key: string): Promise<Host | undefined> {
  const holder = await findKeyHolder(deps.database.read, hashApiKey(key));
  if (!holder) return undefined;
  const { key_id, last_used_at, ...host } = holder;
  if (deps.now() - (last_used_at ?? 0) >= USE_NOTED_EVERY_MS) noteUse(deps, key_id);
  return host;
}

/** Nobody waits for this, and a full disk must not lock a host out. */
function noteUse(deps: Deps, keyId: number): void {
  deps.database.write((trx) => touchApiKey(trx, keyId, deps.now())).catch(() => undefined);
}

export function listKeys(deps: Deps, host: Host, page: PageRequest): Promise<Page<ApiKey>> {
  return listApiKeys(deps.database.read, host.id, page);
}

/** A new key with the only sight of it. */
export function createKey(deps: Deps, host: Host, name: string): Promise<ApiKey & { key: string }> {
  return deps.database.write((trx) => createKeyIn(trx, host.id, name, deps.now()));
}

/** The same inside a transaction that does more. */
export async function createKeyIn(
  trx: Trx,
  hostId: number,
  name: string,
  now: EpochMs,
): Promise<ApiKey & { key: string }> {
  const key = newApiKey();
  const stored = await insertApiKey(
    trx,
    { host_id: hostId, name, prefix: apiKeyPrefix(key), hash: hashApiKey(key) },
    now,
  );
  return { ...stored, key };
}

export async function deleteKey(deps: Deps, host: Host, id: number): Promise<Outcome<null>> {
  const found = await deps.database.write((trx) => deleteApiKey(trx, host.id, id));
  return found ? done(null) : refused("not_found");
}
