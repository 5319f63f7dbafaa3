/** Doubling the input may take at most this many times as long; a quadratic step takes four times as long. */
const AT_MOST = 2.2;
const TURNS = 5;
/** How long a ratio that is too large is measured again. */
const PATIENCE_MS = 6_000;

/**
 * How many times as long the work takes with twice the input. Each length counts with its best turn, to ignore other load,
 * and a ratio that is too large is measured again: a quadratic step stays quadratic.
 */
export async function growth<Input>(
  inputOf: (length: number) => Input,
  length: number,
  work: (input: Input) => unknown,
): Promise<number> {
  const [once, twice] = [inputOf(length), inputOf(2 * length)];
  const givesUpAt = performance.now() + PATIENCE_MS;
  let ratio = Infinity;
  while (ratio > AT_MOST && performance.now() < givesUpAt) {
    const best = { once: Infinity, twice: Infinity };
    for (let turn = 0; turn < TURNS; turn++) {
      best.once = Math.min(best.once, await millisecondsOf(() => work(once)));
      best.twice = Math.min(best.twice, await millisecondsOf(() => work(twice)));
    }
    ratio = best.twice / best.once;
  }
  return ratio;
}

export const LINEAR = AT_MOST;

async function millisecondsOf(work: () => unknown): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

/** Text that is hard on regular expressions or on layout, to be repeated. */
export const hostileAlphabets: readonly [what: string, text: string][] = [
  ["apostrophes", "'"],
  ["no-break spaces and dashes", "\u00a0–\u00a0"],
  ["open brackets", "("],
  ["offsets without an end", "(a, UTC+01:0"],
  ["spaces", " "],
  ["empty lines", "\n"],
  ["ampersands", "&"],
  ["quotes and angle brackets", '"<>'],
  ["emoji", "👩‍👩‍👧‍👦"],
  ["Arabic", "سلام "],
  ["invisible characters", "\u200b\u202e"],
  ["joiners", "\u200d"],
  ["tags after a flag", "\u{1f3f4}\u{e0067}"],
  ["combining marks", "e\u0301"],
  ["encoded words", "=?utf-8?q?a?="],
  ["backslashes and semicolons", "\\;,"],
  ["one long word", "x"],
  ["short words", "ab "],
];
