import { forgetAnswersBefore } from "../db/queries/idempotency.ts";
import { deleteSessionsEndedBy } from "../db/queries/sessions.ts";
import { REMEMBERED_MS } from "./book.ts";
import type { Deps } from "./deps.ts";

/** Deletes what nobody can ask for any more. */
export async function tidyUp({ database, now }: Deps): Promise<void> {
  await database.write(async (trx) => {
    await forgetAnswersBefore(trx, now() - REMEMBERED_MS);
    await deleteSessionsEndedBy(trx, now());
  });
}
