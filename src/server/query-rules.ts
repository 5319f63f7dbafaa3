import { Elysia } from "elysia";
import { problemFor, send } from "../http/errors.ts";
import { invalid } from "../domain/refusal.ts";
import type { RoutePolicies } from "./route-policies.ts";

/** Rejects queries with a repeated key, whose meaning would be ambiguous. */
export function queryRules(routePolicies: RoutePolicies) {
  return new Elysia({ name: "query-rules" })
    .use(routePolicies)
    .onBeforeHandle({ as: "global" }, ({ routePolicy, request, set }) => {
      const repeated = routePolicy.strictQuery && repeatedKey(request.url);
      if (repeated) return send(set, problemFor(invalid(`/${repeated}`, "must be given once").refusal));
    });
}

function repeatedKey(url: string): string | undefined {
  const start = url.indexOf("?");
  if (start === -1 || !url.includes("&", start)) return undefined;
  const seen = new Set<string>();
  for (const key of new URLSearchParams(url.slice(start + 1)).keys()) {
    if (seen.has(key)) return key;
    seen.add(key);
  }
  return undefined;
}
