import type { Trx } from "../db/database.ts";
import type { Host } from "../domain/records.ts";
import type { Deps } from "./deps.ts";

/**
 * Runs a write with its host locked, so that what it checks before it writes (a slug that is free, a limit, a password)
 * holds until the commit, under any engine.
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
