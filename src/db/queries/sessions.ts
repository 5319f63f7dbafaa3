import type { Db, Trx } from "../database.ts";
import type { EpochMs } from "../../domain/interval.ts";
import type { Host } from "../../domain/records.ts";
import { prepared } from "../prepared.ts";
import { HOST } from "./hosts.ts";

/** A session's host, with when the session ends. */
export type SessionHolder = Host & { readonly expires_at: EpochMs };

const byHash = prepared((db, hash: string) =>
  db
    .selectFrom("sessions as s")
    .innerJoin("hosts as h", "h.id", "s.host_id")
    .select(HOST.map((column) => `h.${column}` as const))
    .select("s.expires_at")
    .where("s.hash", "=", hash),
);

export async function findSessionHolder(db: Db, hash: string): Promise<SessionHolder | undefined> {
  return (await byHash(db, hash))[0];
}

export async function insertSession(
  trx: Trx,
  session: { hash: string; host_id: number; expires_at: EpochMs },
  now: EpochMs,
): Promise<void> {
  await trx
    .insertInto("sessions")
    .values({ ...session, created_at: now })
    .execute();
}

/** Lets a session last until then; one that was ended stays so. */
export async function extendSession(trx: Trx, hash: string, expiresAt: EpochMs): Promise<void> {
  await trx.updateTable("sessions").set({ expires_at: expiresAt }).where("hash", "=", hash).execute();
}

export async function deleteSession(trx: Trx, hash: string): Promise<void> {
  await trx.deleteFrom("sessions").where("hash", "=", hash).execute();
}

/** Ends every session of a host but the one with that hash. */
export async function deleteOtherSessions(trx: Trx, hostId: number, hash: string | null): Promise<void> {
  let sessions = trx.deleteFrom("sessions").where("host_id", "=", hostId);
  if (hash !== null) sessions = sessions.where("hash", "<>", hash);
  await sessions.execute();
}

export async function deleteSessionsEndedBy(trx: Trx, now: EpochMs): Promise<void> {
  await trx.deleteFrom("sessions").where("expires_at", "<=", now).execute();
}
