import { Elysia } from "elysia";
import type { Log } from "../log.ts";
import { wantsPage } from "./accepts.ts";
import { problemOf, send } from "./errors.ts";
import { problemPage } from "./pages.ts";
import { isLinkPath, pathOf } from "./paths.ts";

/**
 * Turns whatever is thrown, bugs included, into the one shape of errors; on links, into a page for who wants one.
 * Must come before all routes.
 */
export function errorHandling(log: Log) {
  return new Elysia({ name: "error-handling" }).onError({ as: "global" }, ({ code, error, set, request }) => {
    const problem = problemOf(request, code, error);
    if (problem.status >= 500) {
      log.error("a request failed", { method: request.method, error: describe(error) });
    }
    if (problem.status === 401) set.headers["www-authenticate"] = "Bearer";
    return isLinkPath(pathOf(request.url)) && wantsPage(request) ? problemPage(problem) : send(set, problem);
  });
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
