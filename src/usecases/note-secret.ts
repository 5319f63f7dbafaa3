import type { Database } from "../db/open.ts";

/**
 * Notes in the database which secret its links are made with. Answers false where the one noted before was another:
 * links in mails that were sent then do not open.
 */
export function noteSecret(database: Database, fingerprint: string): Promise<boolean> {
  return database.write(async (trx) => {
    const { secret_fingerprint: known } = await trx
      .selectFrom("settings")
      .select("secret_fingerprint")
      .executeTakeFirstOrThrow();
    if (known === fingerprint) return true;
    await trx.updateTable("settings").set({ secret_fingerprint: fingerprint }).execute();
    return known === null;
  });
}
