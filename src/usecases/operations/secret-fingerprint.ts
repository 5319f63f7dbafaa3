import type { Database, Db } from "../../db/database.ts";

/**
 * Notes in the database which secret its links are made with. Answers false where the one noted before was another:
 * links in emails that were sent then do not open.
 */
export async function noteSecret(database: Database, fingerprint: string): Promise<boolean> {
  if ((await notedIn(database.read)) === fingerprint) return true;
  // Two processes that start together with different secrets may both find none stored; the next start then warns.
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
