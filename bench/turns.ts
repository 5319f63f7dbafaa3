type Measures = Record<string, (turn: number) => Promise<object>>;
/** The numeric figures of a result. */
type Figures<Result> = { [Name in keyof Result as Result[Name] extends number ? Name : never]: number };
type Measured<All extends Measures> = { [Name in keyof All]: Figures<Awaited<ReturnType<All[Name]>>> };

/**
 * Runs measurements in turns and returns the median of each figure, so that a slow phase of the machine affects all of them.
 * Turn 0 is a warm-up. Every other turn reverses the order, so that no measurement always comes first.
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

/** The median; the upper of two middle values. */
export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1]!;
}
