import { EXPOSITION_TYPE } from "../observability/exposition.ts";
import type { Deps } from "../usecases/deps.ts";
import { metricsText } from "../usecases/operations/metrics.ts";
import { problems } from "../http/errors.ts";
import { pathOf } from "../http/paths.ts";

export async function metricsAnswer(deps: Deps): Promise<Response> {
  return new Response(await metricsText(deps), { headers: { "content-type": EXPOSITION_TYPE } });
}

/** The handler of a separate metrics listener: `/metrics` and nothing else. */
export function metricsOnly(deps: Deps): (request: Request) => Promise<Response> {
  return async ({ method, url }) => {
    const asksForMetrics = pathOf(url) === "/metrics" && (method === "GET" || method === "HEAD");
    if (asksForMetrics) return metricsAnswer(deps);
    const { status, body } = problems.notFound;
    return Response.json(body, { status });
  };
}
