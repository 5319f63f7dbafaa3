import { Elysia, NotFoundError } from "elysia";
import type { CountRequest } from "../http/rate-limit.ts";
import { pathOf } from "../http/paths.ts";
import { defaultPolicy, isDecodable, type RoutePolicy, type RouteTable } from "../http/route-table.ts";

type Settable = { readonly headers: Record<string, unknown> };

export type RoutePolicies = ReturnType<typeof routePolicies>;

/**
 * Adds the `routePolicy` of its request to every hook. Allows other sites to read the responses of public routes, counts
 * rate-limited requests, and answers preflights, which count as the request they announce.
 */
export function routePolicies(table: () => RouteTable, limit: CountRequest | undefined) {
  /** The response to `OPTIONS`. Throws for a path that cannot be decoded, which the router would decode to null. */
  const answered = (routePolicy: RoutePolicy, request: Request, set: Settable) => {
    const early = routePolicy.anySite ? opened(request, set) : optionsAt(table(), request);
    if (!isDecodable(pathOf(request.url))) throw new NotFoundError();
    return early;
  };
  const plugin = new Elysia({ name: "treated" }).decorate({ routePolicy: defaultPolicy });
  if (!limit)
    return plugin.onRequest((context) => {
      const { request, set } = context;
      const routePolicy = table().routePolicyOf(request);
      context.routePolicy = routePolicy;
      return answered(routePolicy, request, set);
    });
  return plugin.onRequest(async (context) => {
    const { request, server, set } = context;
    const routePolicy = table().routePolicyOf(request);
    context.routePolicy = routePolicy;
    const early = answered(routePolicy, request, set);
    if (routePolicy.limited) await limit(routePolicy, request, server, set);
    return early;
  });
}

/** Allows other sites to read a response; `whole` for a preflight, which asks whether they may call. */
function opened({ method }: Request, set: Settable): Response | undefined {
  set.headers["access-control-allow-origin"] = "*";
  set.headers["access-control-expose-headers"] = "location, retry-after, x-request-id";
  return method === "OPTIONS" ? new Response(null, { status: 204, headers: PREFLIGHT }) : undefined;
}

/** Answers `OPTIONS`, which load balancers send as a health check. A path without a route stays a 404. */
function optionsAt(table: RouteTable, request: Request): Response | undefined {
  const methods = request.method === "OPTIONS" ? table.methodsAt(pathOf(request.url)) : [];
  if (methods.length === 0) return undefined;
  return new Response(null, { status: 204, headers: { allow: ["OPTIONS", ...methods].join(", ") } });
}

const PREFLIGHT = {
  "access-control-allow-origin": "*",
  "access-control-allow-methods": "GET, POST",
  "access-control-allow-headers": "content-type, idempotency-key",
  "access-control-max-age": "86400",
};
