import { setImmediate } from "node:timers/promises";
import { bookingsByIds } from "../../db/queries/bookings/booking-lists.ts";
import {
  bookingsState,
  type EventTitle,
  eventTitles,
  type FeedOwner,
  findFeedOwner,
  liveBookingsSince,
  renewFeed,
} from "../../db/queries/calendars/feeds.ts";
import type { Caller } from "../../domain/actor.ts";
import { isLive } from "../../domain/booking.ts";
import { DAY_MS, type EpochMs } from "../../domain/interval.ts";
import type { Host } from "../../domain/records.ts";
import { done, type Outcome, refused } from "../../domain/refusal.ts";
import { hostFeed } from "../../email/content/host-feed.ts";
import { version } from "../../observability/version.ts";
import type { FeedIdentity } from "../../security/feed-token.ts";
import { recordBy } from "../hosts/audit.ts";
import type { Deps } from "../deps.ts";
import { lockedWrite } from "../locked-write.ts";
import type { CachedFeed, FeedText } from "./feed-cache.ts";

/** How long bookings stay in the feed after their start. */
const PAST_DAYS = 30;
/** How many bookings are rendered before other requests get their turn: a few milliseconds. */
const AT_ONCE = 25;
/** Bounds the memory of one rendering; bookings that start later are left out, and logged. */
const MAX_BYTES = 32 * 1024 * 1024;

/** The secret address of a host's feed. */
export async function feedUrl({ database, feedTokens, publicUrl }: Deps, host: Host): Promise<string> {
  const owner = (await findFeedOwner(database.read, host.id))!;
  return `${publicUrl}/feed/${feedTokens.issue(identityOf(owner))}.ics`;
}

/** Replaces the address of a host's feed; the previous one stops working immediately. */
export async function rotateFeed(deps: Deps, caller: Caller): Promise<string> {
  const { host } = caller;
  await lockedWrite(deps, host, async (trx) => {
    await renewFeed(trx, host.id);
    await recordBy(trx, deps, caller, "calendar_feed.rotated", host.id);
  });
  return feedUrl(deps, host);
}

/** The feed with this token, as of at most a minute ago. Refuses with `not_found`. */
export async function openFeed(deps: Deps, token: string): Promise<Outcome<CachedFeed>> {
  const hostId = deps.feedTokens.claim(token);
  const owner = hostId === undefined ? undefined : await findFeedOwner(deps.database.read, hostId);
  if (!owner || !deps.feedTokens.isFor(token, identityOf(owner))) return refused("not_found");
  const now = deps.now();
  const since = startOfDay(now) - PAST_DAYS * DAY_MS;
  const feed = await deps.feedCache({
    hostId: owner.id,
    now,
    version: () => versionOf(deps, owner, since),
    render: () => render(deps, owner, since),
  });
  return done(feed);
}

function identityOf({ id, created_at, generation }: FeedOwner): FeedIdentity {
  return { hostId: id, hostCreatedAt: created_at, generation };
}

/** Whole days, so that the passing of time changes the feed once a day. */
function startOfDay(now: EpochMs): EpochMs {
  return now - (now % DAY_MS);
}

/** A hash of everything that the text depends on, read without reading the bookings themselves. */
async function versionOf(deps: Deps, owner: FeedOwner, since: EpochMs): Promise<string> {
  const { read } = deps.database;
  const titles = await eventTitles(read, owner.id);
  const state = await bookingsState(read, owner.id, since);
  const { name, locale, updated_at } = owner;
  const parts = [version.version, deps.publicUrl, name, locale, updated_at, titles, since, state];
  return Bun.hash(JSON.stringify(parts)).toString(36);
}

/** When the host last changed what all events show. */
function changedAt({ updated_at }: FeedOwner, titles: readonly EventTitle[]): EpochMs {
  return titles.reduce((latest, title) => Math.max(latest, title.updated_at), updated_at);
}

/**
 * Reads and writes a few bookings at a time. The list of ids is read at once: a booking that is rescheduled meanwhile is
 * neither missed nor written twice.
 */
async function render(deps: Deps, owner: FeedOwner, since: EpochMs): Promise<FeedText> {
  const { read } = deps.database;
  const feed = hostFeed(owner, deps.publicUrl, changedAt(owner, await eventTitles(read, owner.id)));
  const ids = await liveBookingsSince(read, owner.id, since);
  const parts = [Buffer.from(feed.beginning)];
  let bytes = 0;
  for (let from = 0; from < ids.length; from += AT_ONCE) {
    await setImmediate();
    const bookings = await bookingsByIds(read, ids.slice(from, from + AT_ONCE));
    const part = Buffer.from(feed.events(bookings.filter(({ status }) => isLive(status))));
    bytes += part.byteLength;
    if (bytes > MAX_BYTES) {
      deps.log.warn("calendar feed too long", { host_id: owner.id, left_out: ids.length - from });
      break;
    }
    parts.push(part);
  }
  return [...parts, Buffer.from(feed.end)];
}
