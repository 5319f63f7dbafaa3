import type { EpochMs } from "../domain/interval.ts";
import { done, type Outcome } from "../domain/refusal.ts";

/** An answer, and the instant from which it may no longer be right by itself. */
type Lasting = { readonly text: string; readonly until: EpochMs };

/** Gives an answer again, or has it made. Refusals are not kept. */
export type Memo = (
  key: string,
  now: EpochMs,
  make: () => Promise<Outcome<Lasting>>,
) => Promise<Outcome<string>>;

/** How much text is kept, in UTF-16 units; past it everything is dropped. */
const MAX_KEPT = 8 * 1024 * 1024;

/**
 * Keeps answers for as long as nothing in the database has changed, by this process or another, and time has
 * not either. `generation` changes with every change of the database.
 */
export function memo(generation: () => number): Memo {
  const kept = new Map<string, Lasting & { readonly since: EpochMs }>();
  let keptAt = generation();
  let size = 0;

  function clear(): void {
    kept.clear();
    size = 0;
  }

  function keep(key: string, { text, until }: Lasting, since: EpochMs): void {
    if (size + text.length > MAX_KEPT) clear();
    size += text.length - (kept.get(key)?.text.length ?? 0);
    kept.set(key, { text, until, since });
  }

  return async (key, now, make) => {
    const current = generation();
    if (current !== keptAt) clear();
    keptAt = current;
    const known = kept.get(key);
    if (known && known.since <= now && now < known.until) return done(known.text);
    const made = await make();
    if (!made.ok) return made;
    if (generation() === current && keptAt === current) keep(key, made.value, now);
    return done(made.value.text);
  };
}
