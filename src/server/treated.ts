import { Elysia } from "elysia";
import type { Limit } from "../http/rate-limit.ts";
import { type RouteTable, untreated } from "../http/route-table.ts";

export type Treated = ReturnType<typeof treated>;

/**
 * Adds the `treatment` of its request to every hook. Allows other sites to read the responses of public routes, counts
 * rate-limited requests, and answers preflights, which count as the request they announce.
 */
export function treated(table: () => RouteTable, limit: Limit | undefined) {
  const plugin = new Elysia({ name: "treated" }).decorate({ treatment: untreated });
  if (!limit)
    return plugin.onRequest((context) => {
      const { request, set } = context;
      const treatment = table().treatmentOf(request);
      context.treatment = treatment;
      if (treatment.anySite) return opened(request, set);
    });
  return plugin.onRequest(async (context) => {
    const { request, server, set } = context;
    const treatment = table().treatmentOf(request);
    context.treatment = treatment;
    const preflight = treatment.anySite && opened(request, set);
    if (treatment.limited) await limit(treatment, request, server, set);
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
