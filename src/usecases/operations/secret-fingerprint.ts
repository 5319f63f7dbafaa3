import type { Database, Db } from "../../db/database.ts";

/**
 * Stores the fingerprint of the secret that links are made with. Returns false if the stored one differs: links in emails
 * sent before do not work.
 */
export async function storeFingerprint(database: Database, fingerprint: string): Promise<boolean> {
  if ((await notedIn(database.read)) === fingerprint) return true;
  // Two processes that start at once with different secrets may both find none stored; the next start then warns.
  return database.write(async (trx) => {
    const known = await notedIn(trx);
    await trx.updateTable("settings").set({ secret_fingerprint: fingerprint }).execute();
    return known === null || known === fingerprint;
  });
}

async function notedIn(db: Db): Promise<string | null> {
  const { secret_fingerprint: noted } = await db
    .selectFrom("settings")
    .select("secret_fingerprint")
    .executeTakeFirstOrThrow();
  return noted;
}
