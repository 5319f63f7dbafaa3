import { Elysia } from "elysia";
import type { CountRequest } from "../http/rate-limit.ts";
import { type RouteTable, defaultPolicy } from "../http/route-table.ts";

export type RoutePolicies = ReturnType<typeof routePolicies>;

/**
 * Adds the `routePolicy` of its request to every hook. Allows other sites to read the responses of public routes, counts
 * rate-limited requests, and answers preflights, which count as the request they announce.
 */
export function routePolicies(table: () => RouteTable, limit: CountRequest | undefined) {
  const plugin = new Elysia({ name: "treated" }).decorate({ routePolicy: defaultPolicy });
  if (!limit)
    return plugin.onRequest((context) => {
      const { request, set } = context;
      const routePolicy = table().routePolicyOf(request);
      context.routePolicy = routePolicy;
      if (routePolicy.anySite) return opened(request, set);
    });
  return plugin.onRequest(async (context) => {
    const { request, server, set } = context;
    const routePolicy = table().routePolicyOf(request);
    context.routePolicy = routePolicy;
    const preflight = routePolicy.anySite && opened(request, set);
    if (routePolicy.limited) await limit(routePolicy, request, server, set);
    if (preflight) return preflight;
  });
}

/** Allows other sites to read a response; `whole` for a preflight, which asks whether they may call. */
function opened(
  { method }: Request,
  set: { readonly headers: Record<string, unknown> },
): Response | undefined {
  set.headers["access-control-allow-origin"] = "*";
  return method === "OPTIONS" ? new Response(null, { status: 204, headers: PREFLIGHT }) : undefined;
}

const PREFLIGHT = {
  "access-control-allow-origin": "*",
  "access-control-allow-methods": "GET, POST",
  "access-control-allow-headers": "content-type, idempotency-key",
  "access-control-max-age": "86400",
};
