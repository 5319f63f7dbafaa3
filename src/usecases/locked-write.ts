import type { Trx } from "../db/database.ts";
import type { Host } from "../domain/records.ts";
import type { Deps } from "./deps.ts";

/**
 * Runs a write with its host locked, so that its checks (a free slug, a limit, a password) stay valid until the commit, on
 * any engine.
 */
export function lockedWrite<T>(
  { database }: Pick<Deps, "database">,
  { id }: Pick<Host, "id">,
  work: (trx: Trx) => Promise<T>,
): Promise<T> {
  return database.write(async (trx) => {
    await trx.lockHost(id);
    return work(trx);
  });
}
