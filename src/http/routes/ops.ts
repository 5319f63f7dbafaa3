import { Elysia } from "elysia";
import type { Deps } from "../../usecases/deps.ts";
import { checkReadiness } from "../../usecases/readiness.ts";
import { version } from "../../version.ts";

/** What those who run the server ask it. */
export function opsRoutes(deps: Deps) {
  return new Elysia({ name: "ops" })
    .get("/healthz", () => ({ status: "ok" }))
    .get("/readyz", async ({ set }) => {
      const { ready, checks } = await checkReadiness(deps);
      if (!ready) set.status = 503;
      return { status: ready ? "ready" : "not_ready", checks };
    })
    .get("/version", () => version);
}
