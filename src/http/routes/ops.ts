import { Elysia } from "elysia";
import type { Deps } from "../../usecases/deps.ts";
import { checkReadiness } from "../../usecases/readiness.ts";
import { version } from "../../version.ts";
import { metricsAnswer } from "../metrics.ts";

/** What those who run the server ask it; metrics only where they have no listener of their own. */
export function opsRoutes(deps: Deps, { metricsAddress }: { readonly metricsAddress: unknown }) {
  const routes = new Elysia({ name: "ops" })
    .get("/healthz", () => ({ status: "ok" }))
    .get("/readyz", async ({ set }) => {
      const { ready: works, checks } = await checkReadiness(deps);
      const ready = works && !deps.stopping.aborted;
      if (!ready) set.status = 503;
      return { status: ready ? "ready" : "not_ready", checks };
    })
    .get("/version", () => version);
  return metricsAddress === undefined ? routes.get("/metrics", async () => metricsAnswer(deps)) : routes;
}
