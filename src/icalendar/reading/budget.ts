/** Thrown when reading an event takes more work than is allowed; never leaves this folder. */
export class TooMuch extends Error {}

/** The most occurrences, or extra dates and exceptions, that one event may have. */
export const MAX_OCCURRENCES = 5000;

/** The most VEVENTs, mostly changed occurrences, that one object may have. */
export const MAX_EVENTS = 1000;

/** Counts the work of reading, so that its limit does not depend on the machine. */
export type Budget = { readonly spend: (steps: number) => void };

/** A step is about one candidate day or time. */
export function budgetOf(steps: number): Budget {
  let left = steps;
  return {
    spend: (used) => {
      left -= used;
      if (left < 0) throw new TooMuch();
    },
  };
}
