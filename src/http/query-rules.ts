import { Elysia } from "elysia";
import { problemFor, send } from "./errors.ts";
import { invalid } from "../domain/refusal.ts";
import { isLinkPath, pathOf } from "./paths.ts";

/**
 * Refuses a query of the API that says one thing twice, so that nobody has to guess which of the two counts. Links are
 * opened however mail programs write them, booking pages however other sites link to them, and probes ask anything.
 */
export function queryRules() {
  return new Elysia({ name: "query-rules" }).onBeforeHandle({ as: "global" }, ({ request, set }) => {
    const repeated = repeatedKey(request.url);
    if (repeated === undefined || !isStrict(pathOf(request.url))) return;
    return send(set, problemFor(invalid(`/${repeated}`, "must be given once").refusal));
  });
}

function isStrict(path: string): boolean {
  return path.startsWith("/v1/") && !isLinkPath(path);
}

function repeatedKey(url: string): string | undefined {
  const start = url.indexOf("?");
  if (start === -1 || !url.includes("&", start)) return undefined;
  const keys = [...new URLSearchParams(url.slice(start)).keys()];
  return keys.find((key, index) => keys.indexOf(key) !== index);
}
