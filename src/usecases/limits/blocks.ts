import { REFUSED, type Trx } from "../../db/database.ts";
import type { Bookable } from "../../db/queries/bookings/bookable.ts";
import { deleteBlock, insertBlock, isBlockedBy } from "../../db/queries/hosts/blocks.ts";
import type { Caller } from "../../domain/actor.ts";
import { addressKey, domainKey, domainsOf } from "../../domain/text/address.ts";
import type { Block } from "../../domain/records.ts";
import { done, invalid, type Outcome, refused } from "../../domain/refusal.ts";
import { recordBy } from "../hosts/audit.ts";
import type { Deps } from "../deps.ts";
import { lockedWrite } from "../locked-write.ts";
import { addOwned } from "./quota.ts";

/** Blocks one mailbox, or a domain with its subdomains. */
export type NewBlock = {
  readonly address?: string | undefined;
  readonly domain?: string | undefined;
  readonly note: string | null;
};

/** Adds a block. Refuses with `already_blocked`, `too_many_blocks`, or unless exactly one of the two is given. */
export function addBlock(
  deps: Deps,
  caller: Caller,
  { address, domain, note }: NewBlock,
): Promise<Outcome<Block>> {
  if ((address === undefined) === (domain === undefined))
    return Promise.resolve(invalid("/address", "exactly one of address and domain is required"));
  const { id: host_id } = caller.host;
  const block = {
    host_id,
    address: address === undefined ? null : addressKey(address),
    domain: domain === undefined ? null : domainKey(domain),
    note,
  };
  return addOwned(deps, caller.host, "blocks", async (trx): Promise<Outcome<Block>> => {
    const added = await insertBlock(trx, block, deps.now());
    if (added === REFUSED) return refused("already_blocked");
    await recordBy(trx, deps, caller, "block.created", added.id);
    return done(added);
  });
}

export function removeBlock(deps: Deps, caller: Caller, id: number): Promise<Outcome<null>> {
  return lockedWrite(deps, caller.host, async (trx): Promise<Outcome<null>> => {
    if (!(await deleteBlock(trx, caller.host.id, id))) return refused("not_found");
    await recordBy(trx, deps, caller, "block.deleted", id);
    return done(null);
  });
}

/** Returns whether the host blocks this address. Runs no query for hosts without blocks. */
export async function isBlocked(
  trx: Trx,
  { host, hasBlocks }: Pick<Bookable, "host" | "hasBlocks">,
  email: string,
): Promise<boolean> {
  if (!hasBlocks) return false;
  const key = addressKey(email);
  return isBlockedBy(trx, host.id, key, domainsOf(key));
}
