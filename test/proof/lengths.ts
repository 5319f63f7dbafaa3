/** How long the proofs run: a moment in every test run, as long as it takes with `npm run prove`. */
export const isFull = process.env["PROOF"] === "full";

/** The one of two lengths that this run has. */
export function length({ short, full }: { readonly short: number; readonly full: number }): number {
  return isFull ? full : short;
}

/** How long a test may take, in milliseconds; machines that do other things besides are slow. */
export const PATIENCE_MS = length({ short: 120_000, full: 600_000 });
