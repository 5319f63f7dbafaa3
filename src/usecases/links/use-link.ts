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

/** The private link with which a booking is made; null for a booking without one. Refuses with `not_found` or `link_used`. */
export async function usableLink(
  trx: Trx,
  deps: Deps,
  eventTypeId: number,
  token: string | undefined,
): Promise<Outcome<PrivateLink | null>> {
  if (token === undefined) return done(null);
  const link = await linkWithToken(trx, deps, eventTypeId, token);
  if (!link) return refused("not_found");
  return whyUnusable(link, deps.now()) ? refused("link_used") : done(link);
}

/** Counts the use of a link that is usable; the lock of its host keeps it so. Throws otherwise, which undoes the booking. */
export async function useLink(trx: Trx, deps: Deps, { id }: PrivateLink): Promise<void> {
  if (!(await countUseOfLink(trx, id, deps.now()))) throw new Error(`private link ${id} has no use left`);
}
