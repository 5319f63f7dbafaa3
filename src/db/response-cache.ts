import type { EpochMs } from "../domain/interval.ts";
import { done, type Outcome } from "../domain/refusal.ts";

/** An answer, and the instant at which it expires. */
type CacheEntry = { readonly text: string; readonly until: EpochMs };

/** A cache lookup, with how to compute a missing answer. */
type CacheLookup = {
  readonly key: string;
  readonly now: EpochMs;
  /** Reads the version of the data behind the answer. Only called after something in the database has changed. */
  readonly version: () => Promise<string>;
  readonly make: () => Promise<Outcome<CacheEntry>>;
};

/** Returns a cached answer or computes it. Refusals are not cached. */
export type ResponseCache = (recalled: CacheLookup) => Promise<Outcome<string>>;

/** The size of the cache in UTF-16 units; it is emptied when full. */
const MAX_KEPT = 8 * 1024 * 1024;

type Kept = CacheEntry & { readonly since: EpochMs; readonly version: string; readonly seenAt: number };

/**
 * Caches answers until they expire or their version changes, by this process or another. `generation` changes with every
 * change of the database; while it stays the same, no version is read.
 */
export function responseCache(generation: () => number): ResponseCache {
  const kept = new Map<string, Kept>();
  let size = 0;

  function keep(key: string, entry: Kept): void {
    if (size + entry.text.length > MAX_KEPT) {
      kept.clear();
      size = 0;
    }
    size += entry.text.length - (kept.get(key)?.text.length ?? 0);
    kept.set(key, entry);
  }

  return async ({ key, now, version, make }) => {
    // Generation first, then version, then data: a cached answer may be newer than its version says, never older.
    const seenAt = generation();
    const known = kept.get(key);
    const isInTime = known !== undefined && known.since <= now && now < known.until;
    if (isInTime && known.seenAt === seenAt) return done(known.text);
    const current = await version();
    if (isInTime && known.version === current) {
      kept.set(key, { ...known, seenAt });
      return done(known.text);
    }
    const made = await make();
    if (!made.ok) return made;
    keep(key, { ...made.value, since: now, version: current, seenAt });
    return done(made.value.text);
  };
}
