import { test } from "bun:test";
import fc from "fast-check";

/** Multiplies the number of cases; `PROOF_RUNS=100` for a long run. */
const factor = Number(process.env["PROOF_RUNS"] ?? 1);

/** A property test. */
export function proof<Parameters>(
  sentence: string,
  cases: number,
  property: fc.IProperty<Parameters> | fc.IAsyncProperty<Parameters>,
): void {
  const numRuns = Math.max(1, Math.round(cases * factor));
  test(sentence, async () => fc.assert(property, { numRuns }), 20_000 * Math.max(1, factor));
}
