import type { Selectable } from "kysely";
import type { AccountStatus, CalendarAccount } from "../../../domain/calendars.ts";
import type { EpochMs } from "../../../domain/interval.ts";
import type { CalendarAccountsTable } from "../../calendar-tables.ts";
import type { Db, Trx } from "../../database.ts";

/** An account with its encrypted credentials. */
export type AccountRow = Selectable<CalendarAccountsTable>;

const ofHost = (db: Db, hostId: number) => db.selectFrom("calendar_accounts").where("host_id", "=", hostId);

/** A host's accounts, except those that are being disconnected. */
export async function listAccounts(db: Db, hostId: number): Promise<CalendarAccount[]> {
  const rows = ofHost(db, hostId).selectAll().where("disconnecting", "is", null).orderBy("id");
  return (await rows.execute()).map(toAccount);
}

/** Every account that is failing, oldest first. */
export async function failingAccounts(db: Db): Promise<CalendarAccount[]> {
  const rows = db
    .selectFrom("calendar_accounts")
    .selectAll()
    .where("status", "in", ["failing", "revoked"])
    .where("paused", "=", 0);
  return (await rows.orderBy("failing_since").execute()).map(toAccount);
}

/** A host's failing accounts, oldest first. */
export async function failingAccountsOf(db: Db, hostId: number): Promise<CalendarAccount[]> {
  const rows = ofHost(db, hostId)
    .selectAll()
    .where("status", "in", ["failing", "revoked"])
    .where("paused", "=", 0)
    .where("disconnecting", "is", null);
  return (await rows.orderBy("id").execute()).map(toAccount);
}

/** How many accounts have each status. */
export async function accountsByStatus(db: Db): Promise<Record<AccountStatus, number>> {
  const rows = await db
    .selectFrom("calendar_accounts")
    .select(({ fn }) => ["status", fn.countAll<number>().as("count")])
    .groupBy("status")
    .execute();
  const countOf = (status: AccountStatus) => rows.find((row) => row.status === status)?.count ?? 0;
  return {
    ok: countOf("ok"),
    syncing: countOf("syncing"),
    failing: countOf("failing"),
    revoked: countOf("revoked"),
  };
}

export async function findAccount(db: Db, hostId: number, id: number): Promise<CalendarAccount | undefined> {
  const row = await ofHost(db, hostId)
    .selectAll()
    .where("id", "=", id)
    .where("disconnecting", "is", null)
    .executeTakeFirst();
  return row && toAccount(row);
}

/** An account of any host, in any state. */
export function findAccountRow(db: Db, id: number): Promise<AccountRow | undefined> {
  return db.selectFrom("calendar_accounts").selectAll().where("id", "=", id).executeTakeFirst();
}

type NewAccount = Pick<AccountRow, "host_id" | "kind" | "name" | "url" | "credentials">;

/** Adds an account whose first synchronization is due. */
export async function insertAccount(trx: Trx, account: NewAccount, now: EpochMs): Promise<CalendarAccount> {
  const row = trx.insertInto("calendar_accounts").values({
    ...account,
    status: "syncing",
    paused: 0,
    sync_at: now,
    leased_until: 0,
    created_at: now,
    updated_at: now,
  });
  return toAccount(await row.returningAll().executeTakeFirstOrThrow());
}

export async function updateAccount(
  trx: Trx,
  id: number,
  changes: Partial<Omit<AccountRow, "id" | "host_id" | "kind">>,
): Promise<void> {
  await trx.updateTable("calendar_accounts").set(changes).where("id", "=", id).execute();
}

/** Makes an account due, unless it is paused; with `isFull` everything is read again. */
export async function makeDue(
  trx: Trx,
  id: number,
  { now, isFull }: { readonly now: EpochMs; readonly isFull: boolean },
): Promise<void> {
  await trx
    .updateTable("calendar_accounts")
    .set({ sync_at: now, status: "syncing", ...(isFull && { full_synced_at: null }) })
    .where("id", "=", id)
    .where("paused", "=", 0)
    .execute();
}

/** Deletes an account with its calendars and everything copied from them. */
export async function deleteAccount(trx: Trx, id: number): Promise<void> {
  await trx.deleteFrom("calendar_accounts").where("id", "=", id).execute();
}

const due = (db: Db, now: EpochMs) =>
  db
    .selectFrom("calendar_accounts")
    .where("sync_at", "<=", now)
    .where("leased_until", "<=", now)
    .where((is) => is.or([is("paused", "=", 0), is("disconnecting", "is not", null)]));

/** Returns whether `leaseAccounts` would find an account that was due by then; takes no lock. */
export async function isAccountDue(db: Db, now: EpochMs): Promise<boolean> {
  return (await due(db, now).select("id").limit(1).execute()).length > 0;
}

/** Leases up to `limit` due accounts to this process until `until`, longest due first. */
export async function leaseAccounts(
  trx: Trx,
  { now, until, limit }: { readonly now: EpochMs; readonly until: EpochMs; readonly limit: number },
): Promise<AccountRow[]> {
  return trx
    .updateTable("calendar_accounts")
    .set({ leased_until: until })
    .where("id", "in", due(trx, now).select("id").orderBy("sync_at").limit(limit))
    .returningAll()
    .execute();
}

function toAccount({ credentials: _, paused, leased_until: __, ...row }: AccountRow): CalendarAccount {
  return { ...row, paused: paused === 1 };
}
