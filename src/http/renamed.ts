import { Elysia } from "elysia";
import { findRenamed } from "../usecases/hosts/renamed.ts";
import type { Deps } from "../usecases/deps.ts";
import { basePathOf } from "./paths.ts";

/**
 * Redirects requests for a renamed host or event type (308, so a POST stays a POST). Applies to the plugin that uses it, to
 * routes with `:username` and perhaps `:event_slug` in their path, after they found nothing.
 */
export function followRenames(deps: Deps) {
  const base = basePathOf(deps.publicUrl);
  return new Elysia({ name: "renames" }).onAfterHandle({ as: "scoped" }, async (context) => {
    const { response, set, params, request, route } = context as Context;
    const status = response instanceof Response ? response.status : set.status;
    if (status !== 404 || params?.username === undefined) return;
    const { username, event_slug, ...others } = params;
    const now = await findRenamed(deps.database.read, { username, ...(event_slug && { event_slug }) });
    if (!now) return;
    const path = pathOf(route, { ...others, ...now });
    const query = request.url.includes("?") ? request.url.slice(request.url.indexOf("?")) : "";
    return new Response(null, {
      status: 308,
      headers: { location: `${base}${path}${query}`, "cache-control": "no-cache" },
    });
  });
}

type Context = {
  readonly response?: unknown;
  readonly set: { readonly status?: number | string };
  readonly params?: { readonly username?: string; readonly event_slug?: string };
  readonly request: Request;
  readonly route: string;
};

function pathOf(route: string, params: Readonly<Record<string, string>>): string {
  return route.replaceAll(/:(\w+)/g, (whole, name: string) => encodeURIComponent(params[name] ?? whole));
}
