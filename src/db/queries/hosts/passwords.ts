import { sql } from "kysely";
import type { Db, Trx } from "../../database.ts";
import { HOST } from "./hosts.ts";
import type { EpochMs } from "../../../domain/interval.ts";
import type { Host } from "../../../domain/records.ts";

/** A host with their password hash; null if they have no password. */
export type PasswordHolder = Host & { readonly password_hash: string | null };

const HOLDER = [...HOST, "password_hash"] as const;

/** Finds a host by email address, ignoring case; an exact match wins over one that differs in case. */
export function findPasswordHolder(db: Db, email: string): Promise<PasswordHolder | undefined> {
  return db
    .selectFrom("hosts")
    .select(HOLDER)
    .where(sql`lower(email)`, "=", sql`lower(${email})`)
    .orderBy(sql`email = ${email}`, "desc")
    .limit(1)
    .executeTakeFirst();
}

export async function findPasswordHash(db: Db, hostId: number): Promise<string | null> {
  const row = await db
    .selectFrom("hosts")
    .select("password_hash")
    .where("id", "=", hostId)
    .executeTakeFirst();
  return row?.password_hash ?? null;
}

export async function updatePasswordHash(
  trx: Trx,
  hostId: number,
  password_hash: string,
  now: EpochMs,
): Promise<void> {
  await trx.updateTable("hosts").set({ password_hash, updated_at: now }).where("id", "=", hostId).execute();
}
