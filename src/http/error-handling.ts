import { Elysia } from "elysia";
import type { Log } from "../log.ts";
import { wantsPage } from "./accepts.ts";
import { problemOf, send } from "./errors.ts";
import { failureLog } from "./failure-log.ts";
import { problemPage } from "./pages.ts";
import { isBookingPage, isLinkPath, pathOf } from "./paths.ts";

/**
 * Turns whatever is thrown, bugs included, into the one shape of errors; on links, into a page for who wants one.
 * Must come before all routes.
 */
export function errorHandling(log: Log) {
  const failures = failureLog(log, () => performance.now());
  return new Elysia({ name: "error-handling" })
    .onAfterHandle({ as: "global" }, ({ request, set }) => {
      if (request.method !== "GET" && (set.status === 200 || set.status === 201)) failures.wrote();
    })
    .onError({ as: "global" }, ({ code, error, set, request }) => {
      const problem = problemOf(request, code, error);
      if (problem.status >= 500) failures.failed(request, error);
      if (problem.status === 401) set.headers["www-authenticate"] = "Bearer";
      return isForPeople(pathOf(request.url)) && wantsPage(request)
        ? problemPage(problem)
        : send(set, problem);
    });
}

function isForPeople(path: string): boolean {
  return isLinkPath(path) || isBookingPage(path);
}
