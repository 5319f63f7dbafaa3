import type { Metric } from "prom-client";

/** One value of a family, under the family's own name unless it says another. */
export type Sample = {
  readonly metricName?: string;
  readonly labels?: Readonly<Record<string, string | number>>;
  readonly value: number;
};

/** A metric with all its values. */
export type Family = {
  readonly name: string;
  readonly help: string;
  readonly type: "counter" | "gauge" | "histogram";
  readonly values: readonly Sample[];
};

/** What a text of metrics calls itself. */
export const EXPOSITION_TYPE = "text/plain; version=0.0.4; charset=utf-8";

/** The families in Prometheus' text format. Its library is loaded by the first who asks, so that a start pays nothing. */
export async function exposition(families: readonly Family[]): Promise<string> {
  const { Registry } = await import("prom-client");
  const registry = new Registry();
  for (const family of families) registry.registerMetric(asMetric(family));
  return registry.metrics();
}

/** A registry asks its metrics for nothing but this. */
function asMetric(family: Family): Metric {
  return { ...family, get: async () => family } as unknown as Metric;
}
