import type { Db } from "../../db/database.ts";
import { findEventSlug, findHostOnceCalled } from "../../db/queries/hosts/former-slugs.ts";
import { findHostBySlug } from "../../db/queries/hosts/hosts.ts";

/** The slugs of a host's page, or of the page of one of its event types. */
export type Slugs = { readonly username: string; readonly event_slug?: string };

/** Where a link with former slugs leads; undefined if nothing there was renamed. */
export async function findRenamed(db: Db, asked: Slugs): Promise<Slugs | undefined> {
  const called = asked.username.toLowerCase();
  const host = (await findHostBySlug(db, called)) ?? (await findHostOnceCalled(db, called));
  if (!host) return undefined;
  const { slug: username } = host;
  if (asked.event_slug === undefined) return username === called ? undefined : { username };
  const event = asked.event_slug.toLowerCase();
  const event_slug = await findEventSlug(db, host.id, event);
  const isSame = username === called && event_slug === event;
  return event_slug === undefined || isSame ? undefined : { username, event_slug };
}
