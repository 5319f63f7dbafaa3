import type { ZxcvbnFactory } from "@zxcvbn-ts/core";

/** zxcvbn's scale goes from 0 to 4; from 3 on a password withstands even who has its hash for a while. */
const GOOD_ENOUGH = 3;

/** How much of a password is looked at: the work grows faster than its length, and so much is enough to judge. */
const MOST_JUDGED = 64;

/**
 * Whether a password is common, or made of common words, keyboard rows, dates and what is known of its owner, so that it would be
 * guessed soon.
 */
export async function isGuessable(password: string, known: readonly string[]): Promise<boolean> {
  const judge = await (judging ??= loadJudge());
  return judge.check(password.slice(0, MOST_JUDGED), ["schedkit", ...known]).score < GOOD_ENOUGH;
}

let judging: Promise<ZxcvbnFactory> | undefined;

/** The list of 49,000 common passwords is only read once somebody sets one. */
async function loadJudge(): Promise<ZxcvbnFactory> {
  const [{ ZxcvbnFactory }, { adjacencyGraphs, dictionary }] = await Promise.all([
    import("@zxcvbn-ts/core"),
    import("@zxcvbn-ts/language-common"),
  ]);
  return new ZxcvbnFactory({ graphs: adjacencyGraphs, dictionary });
}
