import { Elysia } from "elysia";
import { accountRoutes } from "../api/account.ts";
import { apiKeyRoutes } from "../api/api-keys.ts";
import { attendeeRoutes } from "../api/attendees.ts";
import { auditRoutes } from "../api/audit.ts";
import { authRoutes } from "../api/auth.ts";
import { blockRoutes } from "../api/blocks.ts";
import { bookRoutes } from "../api/bookings/book.ts";
import { bulkRoutes } from "../api/bookings/bulk.ts";
import { decisionRoutes } from "../web/links/decision-routes.ts";
import { emailCodeRoutes } from "../api/bookings/email-code.ts";
import { hostBookingRoutes } from "../api/bookings/host-bookings.ts";
import { rescheduleLinkRoutes } from "../web/links/reschedule-routes.ts";
import { notMeRoutes } from "../web/links/not-me-routes.ts";
import { eventTypeRoutes } from "../api/event-types/routes.ts";
import { opsRoutes } from "../api/ops.ts";
import { outboxRoutes } from "../api/outbox.ts";
import { profileRoutes } from "../api/profile.ts";
import { scheduleRoutes } from "../api/schedules.ts";
import { sessionRoutes } from "../api/sessions.ts";
import { slotRoutes } from "../api/slots.ts";
import { timeOffRoutes } from "../api/time-off.ts";
import { webhookRoutes } from "../api/webhooks/routes.ts";
import type { Config } from "../config/config.ts";
import { authentication } from "../http/auth.ts";
import { bodyParsing } from "./body.ts";
import { bookingProblemPage } from "../web/booking/server/booking-problems.ts";
import { errorHandling } from "./error-handling.ts";
import { queryRules } from "./query-rules.ts";
import { rateLimit } from "../http/rate-limit.ts";
import { requestLog } from "./request-log.ts";
import { declaredRoutes, routeTable } from "../http/route-table.ts";
import { bookingPageRoutes } from "../web/booking/routes.ts";
import { docsRoutes } from "../web/docs/routes.ts";
import { embedRoutes } from "../web/embed.ts";
import { homeRoutes } from "../web/home/routes.ts";
import { securityHeaders } from "./security-headers.ts";
import { signInClients } from "../http/sign-in-client.ts";
import { routePolicies } from "./route-policies.ts";
import type { Log } from "../observability/log.ts";
import type { Deps } from "../usecases/deps.ts";

export type AppSettings = Pick<
  Config,
  "actionLinks" | "frameAncestors" | "metricsAddress" | "rateLimit" | "trustProxy"
>;

/** The HTTP app: every route, and the hooks that follow from its declaration. Throws if a route has no declaration. */
export function createApp(deps: Deps, log: Log, settings: AppSettings) {
  const bookingProblem = bookingProblemPage(deps.publicUrl, settings.frameAncestors);
  const routePolicy = routePolicies(() => table, settings.rateLimit ? rateLimit(settings) : undefined);
  const auth = authentication(deps);
  const clientOf = signInClients(settings);
  // Otherwise Elysia does not route requests with a `Host` of fewer than three characters.
  const handler = { standardHostname: false };
  const app = new Elysia({ name: "schedkit", normalize: false, handler })
    .use(errorHandling(log, routePolicy, bookingProblem, requestLog(deps, log, settings)))
    .use(securityHeaders(deps.publicUrl))
    .use(bodyParsing(routePolicy))
    .use(queryRules(routePolicy))
    .use(profileRoutes(deps))
    .use(slotRoutes(deps))
    .use(bookRoutes(deps, settings))
    .use(emailCodeRoutes(deps, settings))
    .use(hostBookingRoutes(deps, auth))
    .use(bulkRoutes(deps, auth))
    .use(decisionRoutes(deps, auth, settings))
    .use(rescheduleLinkRoutes(deps))
    .use(notMeRoutes(deps))
    .use(eventTypeRoutes(deps, auth))
    .use(scheduleRoutes(deps, auth))
    .use(timeOffRoutes(deps, auth))
    .use(accountRoutes(deps, auth, clientOf))
    .use(apiKeyRoutes(deps, auth))
    .use(authRoutes(deps, auth, clientOf))
    .use(sessionRoutes(deps, auth))
    .use(outboxRoutes(deps, auth))
    .use(blockRoutes(deps, auth))
    .use(webhookRoutes(deps, auth))
    .use(attendeeRoutes(deps, auth))
    .use(auditRoutes(deps, auth))
    .use(opsRoutes(deps, settings))
    .use(bookingPageRoutes(deps, settings))
    .use(embedRoutes())
    .use(homeRoutes(deps))
    .use(docsRoutes(deps, () => routes));
  const routes = declaredRoutes(app.routes);
  const table = routeTable(routes);
  return app;
}
