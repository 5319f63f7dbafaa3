import { type AnyElysia, Elysia } from "elysia";
import { accountRoutes } from "../api/account/routes.ts";
import { apiKeyRoutes } from "../api/api-keys.ts";
import { attendeeRoutes } from "../api/attendees.ts";
import { auditRoutes } from "../api/audit.ts";
import { authRoutes } from "../api/auth.ts";
import { blockRoutes } from "../api/blocks.ts";
import { bookForRoutes } from "../api/bookings/book-for.ts";
import { bookRoutes } from "../api/bookings/book.ts";
import { bookingGuestRoutes } from "../api/bookings/guests.ts";
import { bulkRoutes } from "../api/bookings/bulk.ts";
import { calendarRoutes } from "../api/calendars/routes.ts";
import { calendarFeedRoutes } from "../api/calendars/feed.ts";
import { decisionRoutes } from "../web/links/decision-routes.ts";
import { emailCodeRoutes } from "../api/bookings/email-code.ts";
import { bookingExportRoutes } from "../api/bookings/export.ts";
import { hostBookingRoutes } from "../api/bookings/host-bookings.ts";
import { rescheduleLinkRoutes } from "../web/links/reschedule-routes.ts";
import { guestLinkRoutes } from "../web/links/guest-routes.ts";
import { notMeRoutes } from "../web/links/not-me-routes.ts";
import { explainRoutes } from "../api/explain.ts";
import { privateLinkRoutes } from "../api/event-types/links.ts";
import { eventTypeRoutes } from "../api/event-types/routes.ts";
import { testEmailRoutes } from "../api/event-types/test-emails.ts";
import { opsRoutes } from "../api/ops.ts";
import { passwordResetRoutes } from "../api/password-reset.ts";
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
import { accentRoutes } from "../web/accent.ts";
import { avatarRoutes } from "../web/avatars.ts";
import { bookingPageRoutes } from "../web/booking/routes.ts";
import { dashboardProblems } from "../web/dashboard/problem-answer.ts";
import { dashboardRoutes } from "../web/dashboard/routes.ts";
import { resetPages } from "../web/dashboard/sign-in/reset-routes.ts";
import { setupPages } from "../web/dashboard/sign-in/setup-routes.ts";
import { signInRoutes } from "../web/dashboard/sign-in/routes.ts";
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
export function createApp(deps: Deps, log: Log, settings: AppSettings): AnyElysia {
  const bookingProblem = bookingProblemPage(deps.publicUrl, settings.frameAncestors);
  const dashboardProblem = dashboardProblems(deps.publicUrl);
  const routePolicy = routePolicies(() => table, settings.rateLimit ? rateLimit(settings) : undefined);
  const auth = authentication(deps);
  const clientOf = signInClients(settings);
  // Otherwise Elysia does not route requests with a `Host` of fewer than three characters.
  const handler = { standardHostname: false };
  const plugins: readonly AnyElysia[] = [
    errorHandling(log, routePolicy, bookingProblem, dashboardProblem, requestLog(deps, log, settings)),
    securityHeaders(deps.publicUrl),
    bodyParsing(routePolicy),
    queryRules(routePolicy),
    profileRoutes(deps),
    slotRoutes(deps),
    explainRoutes(deps, auth),
    bookRoutes(deps, settings),
    emailCodeRoutes(deps, settings),
    hostBookingRoutes(deps, auth),
    bookingExportRoutes(deps, auth),
    bookForRoutes(deps, auth),
    bookingGuestRoutes(deps, auth),
    bulkRoutes(deps, auth),
    decisionRoutes(deps, auth, settings),
    rescheduleLinkRoutes(deps),
    guestLinkRoutes(deps),
    notMeRoutes(deps),
    eventTypeRoutes(deps, auth),
    testEmailRoutes(deps, auth),
    privateLinkRoutes(deps, auth),
    scheduleRoutes(deps, auth),
    timeOffRoutes(deps, auth),
    accountRoutes(deps, auth, clientOf),
    apiKeyRoutes(deps, auth),
    authRoutes(deps, auth, clientOf),
    passwordResetRoutes(deps, auth, clientOf),
    sessionRoutes(deps, auth),
    outboxRoutes(deps, auth),
    blockRoutes(deps, auth),
    webhookRoutes(deps, auth),
    attendeeRoutes(deps, auth),
    auditRoutes(deps, auth),
    calendarFeedRoutes(deps, auth),
    opsRoutes(deps, settings),
    calendarRoutes(deps, auth),
    bookingPageRoutes(deps, settings),
    avatarRoutes(deps),
    accentRoutes(),
    signInRoutes(deps, auth, clientOf),
    resetPages(deps, auth, clientOf),
    setupPages(deps, auth),
    dashboardRoutes(deps, auth, clientOf),
    embedRoutes(),
    homeRoutes(deps),
    docsRoutes(deps, () => routes),
  ];
  // Not chained: the compiler would compute the type of all routes together, which nobody needs.
  const app: AnyElysia = new Elysia({ name: "schedkit", normalize: false, handler });
  for (const plugin of plugins) app.use(plugin);
  const routes = declaredRoutes(app.routes);
  const table = routeTable(routes);
  return app;
}
