import type { Db, Trx } from "../../db/database.ts";
import {
  countUseOfLink,
  findPrivateLink,
  type PrivateLink,
} from "../../db/queries/bookings/private-links.ts";
import type { EpochMs } from "../../domain/interval.ts";
import { done, type Outcome, refused } from "../../domain/refusal.ts";
import type { Deps } from "../deps.ts";

/** Why a private link can no longer be used; undefined if it can. */
export function whyUnusable(
  { uses, used, expires_at }: PrivateLink,
  now: EpochMs,
): "used" | "expired" | undefined {
  if (used >= uses) return "used";
  return expires_at !== null && expires_at <= now ? "expired" : undefined;
}

/** The private link of an event type with this token, usable or not. */
export async function linkWithToken(
  db: Db,
  { linkTokens }: Pick<Deps, "linkTokens">,
  eventTypeId: number,
  token: string,
): Promise<PrivateLink | undefined> {
  const id = linkTokens.claim(token);
  const link = id === undefined ? undefined : await findPrivateLink(db, eventTypeId, id);
  return link && linkTokens.isFor(token, link) ? link : undefined;
}

/** A private link that can be used; `countUse` counts a booking, whose failure would undo it. */
export type UsableLink = { readonly id: number; readonly countUse: () => Promise<void> };

/**
 * The private link with which a booking is made; null for a booking without one. It stays usable until the commit, because
 * its host is locked. Refuses with `not_found` or `link_used`.
 */
export async function usableLink(
  trx: Trx,
  deps: Deps,
  eventTypeId: number,
  token: string | undefined,
): Promise<Outcome<UsableLink | null>> {
  if (token === undefined) return done(null);
  const link = await linkWithToken(trx, deps, eventTypeId, token);
  if (!link) return refused("not_found");
  const now = deps.now();
  if (whyUnusable(link, now)) return refused("link_used");
  const { id } = link;
  const countUse = async () => {
    if (!(await countUseOfLink(trx, id, now))) throw new Error(`private link ${id} has no use left`);
  };
  return done({ id, countUse });
}
