import { type EpochMs, MINUTE_MS } from "../../domain/interval.ts";

/** The text of a feed in parts of a few kilobytes, because copying megabytes at once delays other requests. */
export type FeedText = readonly Uint8Array<ArrayBuffer>[];

/** A feed as of at most a minute ago; its text is rendered when it is first asked for. */
export type CachedFeed = {
  /** Differs if the text may differ. */
  readonly version: string;
  readonly text: () => Promise<FeedText>;
};

type FeedLookup = {
  readonly hostId: number;
  readonly now: EpochMs;
  /** Reads the version, before anything is rendered. */
  readonly version: () => Promise<string>;
  readonly render: () => Promise<FeedText>;
};

/** Returns what a host's feed is for this minute. A failure is not cached. */
export type FeedCache = (lookup: FeedLookup) => Promise<CachedFeed>;

/** How much text is kept, in bytes; the oldest is forgotten first. */
const MAX_KEPT = 32 * 1024 * 1024;

type Kept = {
  readonly since: EpochMs;
  readonly version: Promise<string>;
  text: Promise<FeedText> | undefined;
  bytes: number;
};

/** Caches feeds for a minute and renders one at a time, so that many of them delay other requests no longer than one. */
export function feedCache(maxKept = MAX_KEPT): FeedCache {
  const kept = new Map<number, Kept>();
  let size = 0;
  let turn: Promise<unknown> = Promise.resolve();

  function forget(hostId: number): void {
    size -= kept.get(hostId)?.bytes ?? 0;
    kept.delete(hostId);
  }

  /** The map is in order of age. */
  function forgetExpired(now: EpochMs): void {
    for (const [hostId, { since }] of kept) {
      if (since <= now && now < since + MINUTE_MS) break;
      forget(hostId);
    }
  }

  function noteSize(hostId: number, feed: Kept, bytes: number): void {
    if (kept.get(hostId) !== feed) return;
    feed.bytes = bytes;
    size += bytes;
    for (const oldest of kept.keys()) {
      if (size <= maxKept) break;
      forget(oldest);
    }
  }

  async function rendered({ hostId, render }: FeedLookup, feed: Kept): Promise<FeedText> {
    const text = turn.then(render);
    turn = text.catch(() => undefined);
    try {
      noteSize(hostId, feed, bytesIn(await text));
    } catch (error) {
      feed.text = undefined;
      throw error;
    }
    return text;
  }

  function begin({ hostId, now, version }: FeedLookup): Kept {
    const feed: Kept = { since: now, version: version(), text: undefined, bytes: 0 };
    kept.set(hostId, feed);
    return feed;
  }

  return async (lookup) => {
    forgetExpired(lookup.now);
    const feed = kept.get(lookup.hostId) ?? begin(lookup);
    try {
      const version = await feed.version;
      return { version, text: () => (feed.text ??= rendered(lookup, feed)) };
    } catch (error) {
      if (kept.get(lookup.hostId) === feed) forget(lookup.hostId);
      throw error;
    }
  };
}

function bytesIn(text: FeedText): number {
  return text.reduce((bytes, part) => bytes + part.byteLength, 0);
}
