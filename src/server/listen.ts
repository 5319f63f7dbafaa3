import { createApp } from "./app.ts";
import type { Config } from "../config/config.ts";
import { metricsOnly } from "../api/metrics.ts";
import type { Deps } from "../usecases/deps.ts";
import { Failure } from "./command-context.ts";

/** A listener; `stop` finishes accepted requests and closes. */
export type Listener = Pick<Bun.Server<unknown>, "port" | "stop">;

type ListenTarget = { readonly host: string; readonly port: number };

/** Checks the ports before anything is created. */
export async function refuseTakenPorts({ host, port, metricsAddress }: Config): Promise<void> {
  tryPlace({ host, port }, "PORT");
  if (metricsAddress) tryPlace(metricsAddress, "METRICS_ADDR");
}

function tryPlace(place: ListenTarget, variable: string): void {
  try {
    Bun.listen({ hostname: place.host, port: place.port, socket: { data: () => undefined } }).stop(true);
  } catch (error) {
    throw cannotListen(place, variable, error);
  }
}

function cannotListen({ host, port }: ListenTarget, variable: string, error: unknown): Failure {
  const taken = (error as NodeJS.ErrnoException).code === "EADDRINUSE";
  const why = taken ? `it is in use; set ${variable} to a free port` : (error as Error).message;
  return new Failure(`cannot listen on ${host}:${port}: ${why}`);
}

/** How long an idle connection stays open. */
const IDLE_SECONDS = 30;

export function listen(config: Config, deps: Deps): Listener {
  const app = createApp(deps, deps.log, config);
  try {
    // Elysia's own `listen` also registers every route with Bun, twice: that takes a tenth of the start-up time and makes no
    // request faster.
    app.server = Bun.serve({
      hostname: config.host,
      port: config.port,
      idleTimeout: IDLE_SECONDS,
      maxRequestBodySize: Number.MAX_SAFE_INTEGER,
      fetch: app.compile().fetch,
      development: false,
    });
    return app.server;
  } catch (error) {
    throw cannotListen(config, "PORT", error);
  }
}

/** Serves metrics on a separate address, if there is one. */
export function listenForMetrics({ metricsAddress }: Config, deps: Deps): Listener | undefined {
  if (!metricsAddress) return undefined;
  const { host, port } = metricsAddress;
  try {
    return Bun.serve({ hostname: host, port, fetch: metricsOnly(deps) });
  } catch (error) {
    throw cannotListen(metricsAddress, "METRICS_ADDR", error);
  }
}
