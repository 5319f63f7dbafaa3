/** Four times the input may take at most this many times as long; a quadratic step takes sixteen times as long. */
const AT_MOST = 8;
const TURNS = 5;
/** How long a ratio that is too large is measured again. */
const PATIENCE_MS = 6_000;

/**
 * How many times as long the work takes with twice this length as with half of it. Each length counts with its best turn, to ignore other load,
 * and a ratio that is too large is measured again: a quadratic step stays quadratic.
 */
export async function growth<Input>(
  inputOf: (length: number) => Input,
  length: number,
  work: (input: Input) => unknown,
): Promise<number> {
  const [short, long] = [inputOf(Math.ceil(length / 2)), inputOf(2 * length)];
  const givesUpAt = performance.now() + PATIENCE_MS;
  let ratio = Infinity;
  while (ratio > AT_MOST && performance.now() < givesUpAt) {
    const best = { short: Infinity, long: Infinity };
    for (let turn = 0; turn < TURNS; turn++) {
      best.short = Math.min(best.short, await millisecondsOf(() => work(short)));
      best.long = Math.min(best.long, await millisecondsOf(() => work(long)));
    }
    ratio = best.long / best.short;
  }
  return ratio;
}

export const LINEAR = AT_MOST;

/** Processor time, so that other processes do not count. */
async function millisecondsOf(work: () => unknown): Promise<number> {
  const began = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(began);
  return (user + system) / 1_000;
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
