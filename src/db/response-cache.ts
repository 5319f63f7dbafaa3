import type { EpochMs } from "../domain/interval.ts";
import { done, type Outcome } from "../domain/refusal.ts";

/** An answer, and the instant from which it may no longer be right by itself. */
type Lasting = { readonly text: string; readonly until: EpochMs };

/** What is asked for, and how it is found. */
type Recalled = {
  readonly key: string;
  readonly now: EpochMs;
  /** Says which version of what decides about the answer the database holds. Asked for only if something has changed. */
  readonly version: () => Promise<string>;
  readonly make: () => Promise<Outcome<Lasting>>;
};

/** Gives an answer again, or has it made. Refusals are not kept. */
export type Memo = (recalled: Recalled) => Promise<Outcome<string>>;

/** How much text is kept, in UTF-16 units; past it everything is dropped. */
const MAX_KEPT = 8 * 1024 * 1024;

type Kept = Lasting & { readonly since: EpochMs; readonly version: string; readonly seenAt: number };

/**
 * Keeps answers for as long as their version is in the database, whichever process changes it, and time has not changed them
 * either. `generation` changes with every change of the database: while it stays, no version needs to be read.
 */
export function memo(generation: () => number): Memo {
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
    // Read before the version, and that before the answer: what is kept is never said to be newer than it is.
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
