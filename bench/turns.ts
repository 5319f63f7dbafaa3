type Measures = Record<string, (turn: number) => Promise<object>>;
/** What of a result is a number. */
type Figures<Result> = { [Name in keyof Result as Result[Name] extends number ? Name : never]: number };
type Measured<All extends Measures> = { [Name in keyof All]: Figures<Awaited<ReturnType<All[Name]>>> };

/**
 * Measures several things in turns and answers the median of each figure: where the machine is slow for a while, it is
 * slow for all of them. Turn 0 warms up and does not count. The order is reversed in every other turn, so that no
 * measure always goes first.
 */
export async function inTurns<All extends Measures>(turns: number, measures: All): Promise<Measured<All>> {
  const measured = new Map<string, object[]>();
  for (let turn = 0; turn <= turns; turn++) {
    const inOrder = Object.entries(measures);
    for (const [name, measure] of turn % 2 === 0 ? inOrder : inOrder.toReversed()) {
      const result = await measure(turn);
      if (turn > 0) measured.set(name, [...(measured.get(name) ?? []), result]);
    }
  }
  return Object.fromEntries(
    [...measured].map(([name, results]) => [name, medians(results)]),
  ) as Measured<All>;
}

function medians(results: readonly object[]): Record<string, number> {
  const figures = Object.entries(results[0]!).filter(([, value]) => typeof value === "number");
  return Object.fromEntries(
    figures.map(([name]) => [
      name,
      median(results.map((result) => (result as Record<string, number>)[name]!)),
    ]),
  );
}

/** The middle value; of an even number of them, the upper one. */
export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1]!;
}
