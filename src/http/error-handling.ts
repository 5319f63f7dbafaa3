import { Elysia } from "elysia";
import type { Log } from "../log.ts";
import { wantsPage } from "./accepts.ts";
import type { BookingProblemPage } from "./booking-problems.ts";
import { type Problem, problemOf, send } from "./errors.ts";
import { failureLog } from "./failure-log.ts";
import { problemPage } from "./pages.ts";
import { isBookingPage, isLinkPath, pathOf } from "./paths.ts";
import type { RequestLog } from "./request-log.ts";

/**
 * Turns whatever is thrown, bugs included, into the one shape of errors; on links and booking pages, into a page for
 * who wants one. Must come before all routes.
 */
export function errorHandling(log: Log, bookingProblem: BookingProblemPage, requests: RequestLog) {
  const failures = failureLog(log, () => performance.now());
  return new Elysia({ name: "error-handling" })
    .use(requests.plugin)
    .onAfterHandle({ as: "global" }, ({ request, set, route, began, requestId, response }) => {
      const status = response instanceof Response ? response.status : Number(set.status);
      requests.note({ request, set, route, began, requestId }, status);
      if (request.method !== "GET" && (set.status === 200 || set.status === 201)) failures.wrote();
    })
    .onError({ as: "global" }, ({ code, error, set, request, route, began, requestId }) => {
      const problem = problemOf(request, code, error, requestId);
      if (problem.status >= 500) failures.failed(request, error, requestId);
      requests.note({ request, set, route, began, requestId }, problem.status);
      if (problem.status === 401) set.headers["www-authenticate"] = "Bearer";
      return (wantsPage(request) && pageFor(request, problem, requestId)) || send(set, problem);
    });

  function pageFor(request: Request, problem: Problem, requestId: string): Response | undefined {
    const path = pathOf(request.url);
    if (isBookingPage(path)) return bookingProblem(request, problem, requestId);
    return isLinkPath(path) ? problemPage(request, problem, requestId) : undefined;
  }
}
