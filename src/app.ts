import { Elysia } from "elysia";
import type { Config } from "./config/config.ts";
import { bodyParsing } from "./http/body.ts";
import { bookingProblemPage } from "./http/booking-problems.ts";
import { crossOrigin } from "./http/cors.ts";
import { errorHandling } from "./http/error-handling.ts";
import { queryRules } from "./http/query-rules.ts";
import { requestLog } from "./http/request-log.ts";
import { securityHeaders } from "./http/security-headers.ts";
import { rateLimits } from "./http/rate-limit.ts";
import { accountRoutes } from "./http/routes/account.ts";
import { docsRoutes } from "./http/routes/docs.ts";
import { embedRoutes } from "./http/routes/embed.ts";
import { eventTypeRoutes } from "./http/routes/event-types.ts";
import { hostBookingRoutes } from "./http/routes/host-bookings.ts";
import { attendeeRoutes } from "./http/routes/attendees.ts";
import { authRoutes } from "./http/routes/auth.ts";
import { auditRoutes } from "./http/routes/audit.ts";
import { bookingPageRoutes } from "./http/routes/booking-pages.ts";
import { decisionRoutes } from "./http/routes/links.ts";
import { moveLinkRoutes } from "./http/routes/move-link.ts";
import { opsRoutes } from "./http/routes/ops.ts";
import { outboxRoutes } from "./http/routes/outbox.ts";
import { publicRoutes } from "./http/routes/public.ts";
import { scheduleRoutes } from "./http/routes/schedules.ts";
import { webhookRoutes } from "./http/routes/webhooks.ts";
import { timeOffRoutes } from "./http/routes/time-off.ts";
import type { Log } from "./log.ts";
import type { Deps } from "./usecases/deps.ts";

/** What the app takes from the configuration. */
export type AppSettings = Pick<
  Config,
  "actionLinks" | "frameAncestors" | "metricsAddress" | "rateLimit" | "trustProxy"
>;

/** The whole HTTP side: every route, with errors, limits and cross-origin rules around them. */
export function createApp(deps: Deps, log: Log, settings: AppSettings) {
  const bookingProblem = bookingProblemPage(deps.publicUrl, settings.frameAncestors);
  return new Elysia({ name: "schedkit", normalize: false })
    .use(errorHandling(log, bookingProblem, requestLog(deps, log, settings)))
    .use(securityHeaders(deps.publicUrl))
    .use(crossOrigin())
    .use(settings.rateLimit ? rateLimits(settings) : new Elysia({ name: "no-rate-limits" }))
    .use(bodyParsing())
    .use(queryRules())
    .use(publicRoutes(deps))
    .use(decisionRoutes(deps, settings))
    .use(moveLinkRoutes(deps))
    .use(bookingPageRoutes(deps, settings))
    .use(hostBookingRoutes(deps))
    .use(eventTypeRoutes(deps))
    .use(scheduleRoutes(deps))
    .use(timeOffRoutes(deps))
    .use(accountRoutes(deps))
    .use(authRoutes(deps, settings))
    .use(outboxRoutes(deps))
    .use(webhookRoutes(deps))
    .use(attendeeRoutes(deps))
    .use(auditRoutes(deps))
    .use(opsRoutes(deps, settings))
    .use(embedRoutes())
    .use(docsRoutes(deps));
}
