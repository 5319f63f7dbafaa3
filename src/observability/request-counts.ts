import { type Histogram, histogram } from "./histogram.ts";

/** The durations and statuses of the responses of one route and method. */
type RouteCounts = {
  readonly method: string;
  readonly route: string;
  readonly seconds: Histogram;
  readonly statuses: ReadonlyMap<number, number>;
};

export type RequestCounts = {
  note(method: string, route: string, status: number, seconds: number): void;
  all(): readonly RouteCounts[];
};

/** From a cached response to one that waits for a slow disk. */
const SECONDS = [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

/** The methods that routes use; any other method counts as `OTHER`. */
const METHODS = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);

/** Uses plain numbers, because it runs for every request. */
export function requestCounts(): RequestCounts {
  const byRoute = new Map<string, Map<string, RouteCounts & { statuses: Map<number, number> }>>();

  function place(route: string, sent: string) {
    const method = METHODS.has(sent) ? sent : "OTHER";
    let methods = byRoute.get(route);
    if (!methods) byRoute.set(route, (methods = new Map()));
    let counts = methods.get(method);
    if (!counts)
      methods.set(method, (counts = { method, route, seconds: histogram(SECONDS), statuses: new Map() }));
    return counts;
  }

  return {
    note(method, route, status, seconds) {
      const counts = byRoute.get(route)?.get(method) ?? place(route, method);
      counts.seconds.observe(seconds);
      counts.statuses.set(status, (counts.statuses.get(status) ?? 0) + 1);
    },
    all: () => [...byRoute.values()].flatMap((methods) => [...methods.values()]),
  };
}
