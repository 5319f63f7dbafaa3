import type { ZxcvbnFactory } from "@zxcvbn-ts/core";

/** zxcvbn's score goes from 0 to 4; 3 means "safely unguessable". */
const GOOD_ENOUGH = 3;

/** How many characters are examined; zxcvbn takes more than linear time. */
const MOST_JUDGED = 64;

/**
 * Returns whether a password is easy to guess: common, or made of common words, keyboard patterns, dates or `known`, facts
 * about its owner.
 */
export async function isGuessable(password: string, known: readonly string[]): Promise<boolean> {
  const judge = await (judging ??= loadJudge());
  return judge.check(password.slice(0, MOST_JUDGED), ["schedkit", ...known]).score < GOOD_ENOUGH;
}

let judging: Promise<ZxcvbnFactory> | undefined;

/** The list of 49,000 common passwords is only loaded when somebody sets a password. */
async function loadJudge(): Promise<ZxcvbnFactory> {
  const [{ ZxcvbnFactory }, { adjacencyGraphs, dictionary }] = await Promise.all([
    import("@zxcvbn-ts/core"),
    import("@zxcvbn-ts/language-common"),
  ]);
  return new ZxcvbnFactory({ graphs: adjacencyGraphs, dictionary });
}
