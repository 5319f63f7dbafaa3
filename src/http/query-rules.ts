import { Elysia } from "elysia";
import { problemFor, send } from "./errors.ts";
import { invalid } from "../domain/refusal.ts";
import { isLinkPath, pathOf } from "./paths.ts";

/**
 * Refuses a query that says one thing twice, so that nobody has to guess which of the two counts. Links are opened
 * however mail programs write them.
 */
export function queryRules() {
  return new Elysia({ name: "query-rules" }).onBeforeHandle({ as: "global" }, ({ request, set }) => {
    const repeated = repeatedKey(request.url);
    if (repeated === undefined || isLinkPath(pathOf(request.url))) return;
    return send(set, problemFor(invalid(`/${repeated}`, "must be given once").refusal));
  });
}

function repeatedKey(url: string): string | undefined {
  const start = url.indexOf("?");
  if (start === -1 || !url.includes("&", start)) return undefined;
  const keys = [...new URLSearchParams(url.slice(start)).keys()];
  return keys.find((key, index) => keys.indexOf(key) !== index);
}
