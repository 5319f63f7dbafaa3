import { Type } from "@sinclair/typebox";
import { Elysia } from "elysia";
import { oneOf } from "../http/fields.ts";
import { metricsAnswer } from "./metrics.ts";
import { model, route } from "../http/route.ts";
import type { Deps } from "../usecases/deps.ts";
import { checkReadiness } from "../usecases/operations/readiness.ts";
import { version } from "../observability/version.ts";
import { object, text } from "./parts.ts";

const healthModel = model(
  "Health",
  () =>
    object(
      { status: Type.Literal("ok", { description: "Always `ok`." }) },
      { description: "The server is alive." },
    ),
  () => ({ status: "ok" }) as const,
);

const readinessModel = model(
  "Readiness",
  () =>
    object(
      {
        status: oneOf(["ready", "not_ready"], { description: "Whether all checks passed." }),
        checks: object(
          {
            database: oneOf(["ok", "not_writable"], { description: "Whether the database accepts writes." }),
            outbox: oneOf(["ok", "not_sending", "stuck"], { description: "Whether due emails are sent." }),
          },
          { description: "The individual checks." },
        ),
      },
      { description: "Whether the server can accept bookings." },
    ),
  () => ({ status: "ready", checks: { database: "ok", outbox: "ok" } }) as const,
);

const versionModel = model(
  "Version",
  () =>
    object(
      {
        name: Type.Literal("schedkit", { description: "Always `schedkit`." }),
        version: text("The version of the server."),
        zone_data: text("The version of the time zone data."),
      },
      { description: "The running version." },
    ),
  () => version,
);

const metricsText = () =>
  Type.String({
    mediaType: "text/plain",
    description: "Every metric, in the Prometheus text format.",
  });

/** Probes, and metrics unless they have a listener of their own. */
export function opsRoutes(deps: Deps, { metricsAddress }: { readonly metricsAddress: unknown }) {
  const routes = new Elysia({ name: "ops" })
    .get(
      "/healthz",
      () => ({ status: "ok" }),
      route({
        access: "ops",
        operationId: "getHealth",
        tag: "Server",
        summary: "Check liveness",
        description: "Responds while the server is running.",
        answers: { 200: healthModel },
      }),
    )
    .get(
      "/readyz",
      async ({ set }) => {
        const { ready: works, checks } = await checkReadiness(deps);
        const ready = works && !deps.stopping.aborted;
        if (!ready) set.status = 503;
        return { status: ready ? "ready" : "not_ready", checks };
      },
      route({
        access: "ops",
        operationId: "getReadiness",
        tag: "Server",
        summary: "Check readiness",
        description:
          "503 while the database accepts no writes, due emails are stuck, or the server is stopping.",
        answers: { 200: readinessModel, 503: readinessModel },
      }),
    )
    .get(
      "/version",
      () => version,
      route({
        access: "ops",
        operationId: "getVersion",
        tag: "Server",
        summary: "Get the version",
        description: "Returns the versions of the server and of its time zone data.",
        answers: { 200: versionModel },
      }),
    );
  if (metricsAddress !== undefined) return routes;
  return routes.get(
    "/metrics",
    async () => metricsAnswer(deps),
    route({
      access: "ops",
      operationId: "getMetrics",
      tag: "Server",
      summary: "Get metrics",
      description: "For Prometheus. If `METRICS_ADDR` is set, metrics are only served at that address.",
      answers: { 200: metricsText },
    }),
  );
}
