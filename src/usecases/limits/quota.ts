import type { Trx } from "../../db/database.ts";
import { countOwned } from "../../db/queries/hosts/quota.ts";
import { type Owned, quotas } from "../../domain/quota.ts";
import type { Host } from "../../domain/records.ts";
import { refused, type Outcome } from "../../domain/refusal.ts";
import type { Deps } from "../deps.ts";
import { lockedWrite } from "../locked-write.ts";

/** Adds something that a host owns, with the host locked. Refuses with `too_many_…` at the quota. */
export function addOwned<T>(
  deps: Deps,
  host: Host,
  table: Owned,
  add: (trx: Trx) => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
  return lockedWrite(deps, host, async (trx) => {
    if ((await countOwned(trx, table, host.id)) >= quotas[table]) return refused(`too_many_${table}`);
    return add(trx);
  });
}
