/** Whether the proofs run at full length, as in `npm run prove`, or briefly in every test run. */
export const isFull = process.env["PROOF"] === "full";

/** The length for this run. */
export function length({ short, full }: { readonly short: number; readonly full: number }): number {
  return isFull ? full : short;
}
