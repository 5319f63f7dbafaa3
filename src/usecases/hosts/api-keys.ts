import type { Trx } from "../../db/database.ts";
import { deleteApiKey, findKeyHolder, insertApiKey, touchApiKey } from "../../db/queries/hosts/api-keys.ts";
import type { Caller } from "../../domain/actor.ts";
import type { ApiKey } from "../../domain/records.ts";
import { done, type Outcome, refused } from "../../domain/refusal.ts";
import { apiKeyPrefix, newApiKey } from "../../security/api-key.ts";
import { hashToken } from "../../security/random-token.ts";
import { recordBy } from "./audit.ts";
import type { Deps } from "../deps.ts";
import { addOwned } from "../limits/quota.ts";
import { recordUse, USE_NOTED_EVERY_MS } from "./record-use.ts";

/** Finds the host of an API key; undefined if it does not exist or was deleted. */
export async function authenticate(deps: Deps, key: string): Promise<Caller | undefined> {
  const holder = await findKeyHolder(deps.database.read, hashToken(key));
  if (!holder) return undefined;
  const { key_id, key_prefix, last_used_at, ...host } = holder;
  const now = deps.now();
  if (now - (last_used_at ?? 0) >= USE_NOTED_EVERY_MS)
    recordUse(deps, (trx) => touchApiKey(trx, key_id, now));
  return { host, actor: { type: "key", prefix: key_prefix } };
}

/** Creates an API key; only this result contains the key itself. Refuses with `too_many_api_keys`. */
export function createKey(
  deps: Deps,
  caller: Caller,
  name: string,
): Promise<Outcome<ApiKey & { key: string }>> {
  return addOwned(deps, caller.host, "api_keys", async (trx) =>
    done(await createKeyIn(trx, deps, caller, name)),
  );
}

/** The same inside an existing transaction. */
export async function createKeyIn(
  trx: Trx,
  deps: Deps,
  caller: Caller,
  name: string,
): Promise<ApiKey & { key: string }> {
  const key = newApiKey();
  const stored = await insertApiKey(
    trx,
    { host_id: caller.host.id, name, prefix: apiKeyPrefix(key), hash: hashToken(key) },
    deps.now(),
  );
  await recordBy(trx, deps, caller, "api_key.created", stored.id);
  return { ...stored, key };
}

export function deleteKey(deps: Deps, caller: Caller, id: number): Promise<Outcome<null>> {
  return deps.database.write(async (trx) => {
    if (!(await deleteApiKey(trx, caller.host.id, id))) return refused("not_found");
    await recordBy(trx, deps, caller, "api_key.deleted", id);
    return done(null);
  });
}
