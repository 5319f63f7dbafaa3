import type { Trx } from "../../db/database.ts";
import {
  countPrivateLinks,
  deletePrivateLink,
  insertPrivateLink,
  listPrivateLinks,
  type NewPrivateLink,
  type PrivateLink,
} from "../../db/queries/bookings/private-links.ts";
import { findEventType } from "../../db/queries/hosts/event-types.ts";
import type { Caller } from "../../domain/actor.ts";
import type { EventType, Host, Page, PageRequest } from "../../domain/records.ts";
import { done, invalid, type Outcome, refused } from "../../domain/refusal.ts";
import { hasLink } from "../../domain/text/links-in-names.ts";
import type { Deps } from "../deps.ts";
import { recordBy } from "../hosts/audit.ts";
import { lockedWrite } from "../locked-write.ts";

/** A private link with its token and the address of its page. */
export type IssuedLink = PrivateLink & { readonly token: string; readonly url: string };

/** How many private links one event type can have. */
export const MOST_LINKS = 1_000;

/**
 * Creates a private link of one of the host's event types. Refuses with `not_found`, `too_many_links`, an expiry that is not
 * in the future, or a name that no booking could have.
 */
export async function addLink(
  deps: Deps,
  caller: Caller,
  eventTypeId: number,
  asked: Pick<NewPrivateLink, "uses" | "expires_at" | "prefill">,
): Promise<Outcome<IssuedLink>> {
  const { name } = asked.prefill;
  if (name !== undefined && (await hasLink(name))) return invalid("/prefill/name", "must not contain a link");
  return withEventType(deps, caller, eventTypeId, async (trx, eventType) => {
    const now = deps.now();
    if (asked.expires_at !== null && asked.expires_at <= now)
      return invalid("/expires_at", "must be in the future");
    if ((await countPrivateLinks(trx, eventTypeId)) >= MOST_LINKS) return refused("too_many_links");
    const owner = { host_id: caller.host.id, event_type_id: eventTypeId };
    const link = await insertPrivateLink(trx, { ...owner, ...asked, created_at: now });
    await recordBy(trx, deps, caller, "private_link.created", link.id);
    return done(issued(deps, caller.host, eventType, link));
  });
}

/** Deletes a private link, which can no longer be used from then on. Its bookings stay. */
export function removeLink(
  deps: Deps,
  caller: Caller,
  eventTypeId: number,
  id: number,
): Promise<Outcome<null>> {
  return withEventType(deps, caller, eventTypeId, async (trx) => {
    if (!(await deletePrivateLink(trx, eventTypeId, id))) return refused("not_found");
    await recordBy(trx, deps, caller, "private_link.deleted", id);
    return done(null);
  });
}

/** The private links of one of the host's event types, newest first. Refuses with `not_found`. */
export async function linksOf(
  deps: Deps,
  host: Host,
  eventTypeId: number,
  page: PageRequest,
): Promise<Outcome<Page<IssuedLink>>> {
  const { read } = deps.database;
  const eventType = await findEventType(read, host.id, eventTypeId);
  if (!eventType) return refused("not_found");
  const { items, total } = await listPrivateLinks(read, eventTypeId, page);
  return done({ items: items.map((link) => issued(deps, host, eventType, link)), total });
}

function withEventType<T>(
  deps: Deps,
  { host }: Caller,
  eventTypeId: number,
  work: (trx: Trx, eventType: EventType) => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
  return lockedWrite(deps, host, async (trx) => {
    const eventType = await findEventType(trx, host.id, eventTypeId);
    return eventType ? work(trx, eventType) : refused("not_found");
  });
}

function issued(
  { linkTokens, publicUrl }: Deps,
  host: Pick<Host, "slug">,
  eventType: Pick<EventType, "slug">,
  link: PrivateLink,
): IssuedLink {
  const token = linkTokens.issue(link);
  return { ...link, token, url: `${publicUrl}/book/${host.slug}/${eventType.slug}?link=${token}` };
}
