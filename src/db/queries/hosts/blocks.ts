import type { EpochMs } from "../../../domain/interval.ts";
import type { Block, Page, PageRequest } from "../../../domain/records.ts";
import { type Db, REFUSED, type Trx } from "../../database.ts";
import { paged } from "../paging.ts";

const BLOCK = ["id", "address", "domain", "note", "created_at"] as const;

export function listBlocks(db: Db, hostId: number, page: PageRequest): Promise<Page<Block>> {
  return paged(db.selectFrom("blocks").where("host_id", "=", hostId), page, (query) =>
    query.select(BLOCK).orderBy("id"),
  );
}

/** Adds a block; `REFUSED` if the host already has it. */
export function insertBlock(
  trx: Trx,
  block: { host_id: number; address: string | null; domain: string | null; note: string | null },
  now: EpochMs,
): Promise<Block | typeof REFUSED> {
  return trx.attempt("unique", () =>
    trx
      .insertInto("blocks")
      .values({ ...block, created_at: now })
      .returning(BLOCK)
      .executeTakeFirstOrThrow(),
  );
}

export async function deleteBlock(trx: Trx, hostId: number, id: number): Promise<boolean> {
  const { numDeletedRows } = await trx
    .deleteFrom("blocks")
    .where("host_id", "=", hostId)
    .where("id", "=", id)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}

/** Returns whether the host blocks the address or one of these domains. */
export async function isBlockedBy(
  db: Db,
  hostId: number,
  address: string,
  domains: readonly string[],
): Promise<boolean> {
  const row = await db
    .selectFrom("blocks")
    .select("id")
    .where("host_id", "=", hostId)
    .where((is) => is.or([is("address", "=", address), is("domain", "in", domains)]))
    .executeTakeFirst();
  return row !== undefined;
}
