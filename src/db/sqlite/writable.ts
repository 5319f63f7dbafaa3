import { CompiledQuery } from "kysely";
import type { Trx } from "./group-commit.ts";
import { APPLICATION_ID } from "./migrator.ts";

/**
 * Writes a page of the file, and nothing new. A transaction that writes no page succeeds on a full disk too, and
 * an update that sets what stands there already writes none.
 */
export async function writeTheSameAgain(trx: Trx): Promise<void> {
  await trx.executeQuery(CompiledQuery.raw(`pragma application_id = ${APPLICATION_ID}`));
}
