import type { Db, Trx } from "../../database.ts";
import type { EpochMs } from "../../../domain/interval.ts";
import type { Host, Page, PageRequest, Session } from "../../../domain/records.ts";
import { paged } from "../paging.ts";
import { prepared } from "../../prepared.ts";
import { HOST } from "./hosts.ts";

const SESSION = ["id", "user_agent", "created_at", "last_used_at", "expires_at"] as const;

/** A session's host, with the session's id and times. */
export type SessionHolder = Host & {
  readonly session_id: number;
  readonly session_created_at: EpochMs;
  readonly last_used_at: EpochMs;
  readonly expires_at: EpochMs;
};

const byHash = prepared((db, hash: string) =>
  db
    .selectFrom("sessions as s")
    .innerJoin("hosts as h", "h.id", "s.host_id")
    .select(HOST.map((column) => `h.${column}` as const))
    .select(["s.id as session_id", "s.created_at as session_created_at", "s.last_used_at", "s.expires_at"])
    .where("s.hash", "=", hash),
);

export async function findSessionHolder(db: Db, hash: string): Promise<SessionHolder | undefined> {
  return (await byHash(db, hash))[0];
}

/** A host's live sessions, most recently used first. */
export function listSessions(
  db: Db,
  hostId: number,
  now: EpochMs,
  page: PageRequest,
): Promise<Page<Session>> {
  const live = db.selectFrom("sessions").where("host_id", "=", hostId).where("expires_at", ">", now);
  return paged(live, page, (query) =>
    query.select(SESSION).orderBy("last_used_at", "desc").orderBy("id", "desc"),
  );
}

export async function insertSession(
  trx: Trx,
  session: { hash: string; host_id: number; user_agent: string | null; expires_at: EpochMs },
  now: EpochMs,
): Promise<number> {
  const { id } = await trx
    .insertInto("sessions")
    .values({ ...session, created_at: now, last_used_at: now })
    .returning("id")
    .executeTakeFirstOrThrow();
  return id;
}

/** Ends a host's least recently used sessions until at most `most` are left. */
export async function deleteSessionsBeyond(trx: Trx, hostId: number, most: number): Promise<void> {
  const beyond = trx
    .selectFrom("sessions")
    .select("id")
    .where("host_id", "=", hostId)
    .orderBy("last_used_at", "desc")
    .orderBy("id", "desc")
    .limit(Number.MAX_SAFE_INTEGER)
    .offset(most);
  await trx.deleteFrom("sessions").where("id", "in", beyond).execute();
}

/** Records a use of a session and extends it; a session that has ended stays ended. */
export async function touchSession(
  trx: Trx,
  id: number,
  uses: { last_used_at: EpochMs; expires_at: EpochMs },
): Promise<void> {
  await trx.updateTable("sessions").set(uses).where("id", "=", id).execute();
}

/** Ends a session and returns its id and host; undefined if there is none. */
export function deleteSessionByHash(
  trx: Trx,
  hash: string,
): Promise<{ id: number; host_id: number } | undefined> {
  return trx.deleteFrom("sessions").where("hash", "=", hash).returning(["id", "host_id"]).executeTakeFirst();
}

/** Ends a host's session; false if the host has no live session with this id. */
export async function deleteSession(trx: Trx, hostId: number, id: number, now: EpochMs): Promise<boolean> {
  const { numDeletedRows } = await trx
    .deleteFrom("sessions")
    .where("host_id", "=", hostId)
    .where("id", "=", id)
    .where("expires_at", ">", now)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}

/** Ends every session of a host except the one with this hash; returns how many. */
export async function deleteSessionsOf(trx: Trx, hostId: number, except: string | null): Promise<number> {
  let sessions = trx.deleteFrom("sessions").where("host_id", "=", hostId);
  if (except !== null) sessions = sessions.where("hash", "<>", except);
  const { numDeletedRows } = await sessions.executeTakeFirst();
  return Number(numDeletedRows);
}

export async function deleteSessionsEndedBy(trx: Trx, now: EpochMs): Promise<void> {
  await trx.deleteFrom("sessions").where("expires_at", "<=", now).execute();
}
