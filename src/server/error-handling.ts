import { Elysia } from "elysia";
import type { Log } from "../observability/log.ts";
import { wantsPage } from "../http/accepts.ts";
import type { DashboardProblem } from "../web/dashboard/problem-answer.ts";
import type { BookingProblemPage } from "../web/booking/server/booking-problems.ts";
import { problemOf, send } from "../http/errors.ts";
import { failureLog } from "./failure-log.ts";
import { problemPage } from "../web/links/error-answers.ts";
import type { RequestLog } from "./request-log.ts";
import type { RoutePolicies } from "./route-policies.ts";

/**
 * Converts every exception, including bugs, to an error response, or to a page if the route has pages and the client prefers
 * one. Must come before all routes.
 */
export function errorHandling(
  log: Log,
  routePolicies: RoutePolicies,
  bookingProblem: BookingProblemPage,
  dashboardProblem: DashboardProblem,
  requests: RequestLog,
) {
  const failures = failureLog(log, () => performance.now());
  return new Elysia({ name: "error-handling" })
    .use(requests.plugin)
    .use(routePolicies)
    .onAfterHandle({ as: "global" }, ({ request, set, route, began, requestId, response }) => {
      const status = response instanceof Response ? response.status : Number(set.status);
      requests.note({ request, set, route, began, requestId }, status);
      if (request.method !== "GET" && (set.status === 200 || set.status === 201)) failures.wrote();
    })
    .onError(
      { as: "global" },
      ({ code, error, set, request, route, began, requestId, routePolicy, ...context }) => {
        const problem = problemOf(request, code, error, requestId);
        if (problem.status >= 500) failures.failed(request, error, requestId);
        requests.note({ request, set, route, began, requestId }, problem.status);
        if (problem.status === 401) set.headers["www-authenticate"] = "Bearer";
        const { errorPage } = routePolicy;
        if (errorPage === undefined || !wantsPage(request)) return send(set, problem);
        if (errorPage === "dashboard")
          return dashboardProblem(request, problem, requestId, (context as { body?: unknown }).body);
        return (errorPage === "booking" ? bookingProblem : problemPage)(request, problem, requestId);
      },
    );
}
