import { jason } from "./start-app.ts";

/** A host's things that a path can name. */
export type Thing =
  | "booking"
  | "eventType"
  | "schedule"
  | "timeOff"
  | "key"
  | "mail"
  | "attendee"
  | "webhook"
  | "block"
  | "session"
  | "calendarAccount"
  | "calendar";

/** A host's route: the thing in its path, and a valid body. */
export type HostRoute = { readonly route: string; readonly of?: Thing; readonly body?: unknown };

const eventType = { title: "Mine", duration_minutes: 30 };
const schedule = { name: "Mine", timezone: "Europe/Berlin", weekly: [] };

export const hostRoutes: readonly HostRoute[] = [
  { route: "GET /v1/bookings/" },
  { route: "POST /v1/bookings/", body: { ...jason, event_type_id: 1, override: true } },
  { route: "GET /v1/bookings/:id", of: "booking" },
  { route: "PATCH /v1/bookings/:id", of: "booking", body: { host_notes: "Mine" } },
  { route: "POST /v1/bookings/:id/reschedule", of: "booking", body: { start_time: jason.start_time } },
  { route: "POST /v1/event-types/:id/preview-email", of: "eventType", body: { letter: "reminder" } },
  { route: "POST /v1/event-types/:id/test-email", of: "eventType", body: { letter: "reminder" } },
  { route: "PUT /v1/bookings/:id/guests", of: "booking", body: { guests: ["alex@example.com"] } },
  { route: "GET /v1/bookings.csv" },
  { route: "POST /v1/bookings/:id/no-show", of: "booking", body: {} },
  { route: "POST /v1/bookings/:id/confirm", of: "booking", body: {} },
  { route: "POST /v1/bookings/:id/decline", of: "booking", body: { reason: "No" } },
  { route: "POST /v1/bookings/:id/cancel", of: "booking", body: {} },
  { route: "POST /v1/bookings/bulk", body: { action: "cancel", attendee_email: "jason@example.com" } },
  { route: "GET /v1/slots/:username/:event_slug/explain" },
  { route: "GET /v1/event-types/" },
  { route: "POST /v1/event-types/", body: eventType },
  { route: "GET /v1/event-types/:id", of: "eventType" },
  { route: "PATCH /v1/event-types/:id", of: "eventType", body: eventType },
  { route: "DELETE /v1/event-types/:id", of: "eventType" },
  { route: "GET /v1/event-types/:id/links/", of: "eventType" },
  { route: "POST /v1/event-types/:id/links/", of: "eventType", body: { uses: 2 } },
  { route: "DELETE /v1/event-types/:id/links/:link_id", of: "eventType" },
  { route: "GET /v1/schedules/" },
  { route: "POST /v1/schedules/", body: schedule },
  { route: "GET /v1/schedules/:id", of: "schedule" },
  { route: "PUT /v1/schedules/:id", of: "schedule", body: schedule },
  { route: "DELETE /v1/schedules/:id", of: "schedule" },
  { route: "GET /v1/time-off/" },
  {
    route: "POST /v1/time-off/",
    body: { starts_at: "2026-04-01T00:00:00Z", ends_at: "2026-04-02T00:00:00Z" },
  },
  { route: "DELETE /v1/time-off/:id", of: "timeOff" },
  { route: "GET /v1/me" },
  { route: "PATCH /v1/me", body: { name: "Mallory" } },
  { route: "GET /v1/api-keys" },
  { route: "POST /v1/api-keys", body: { name: "Mine" } },
  { route: "DELETE /v1/api-keys/:id", of: "key" },
  { route: "POST /v1/auth/password", body: { current_password: "not the one", password: "one of my own" } },
  { route: "GET /v1/sessions" },
  { route: "DELETE /v1/sessions/:id", of: "session" },
  { route: "DELETE /v1/sessions" },
  { route: "GET /v1/outbox/" },
  { route: "GET /v1/outbox/:id", of: "mail" },
  { route: "POST /v1/outbox/:id/retry", of: "mail", body: {} },
  { route: "GET /v1/attendees/:email", of: "attendee" },
  { route: "DELETE /v1/attendees/:email", of: "attendee" },
  { route: "GET /v1/audit/" },
  { route: "GET /v1/blocks/" },
  { route: "POST /v1/blocks/", body: { domain: "mallory.example.com" } },
  { route: "DELETE /v1/blocks/:id", of: "block" },
  { route: "GET /v1/calendar-feed" },
  { route: "POST /v1/calendar-feed/rotate", body: {} },
  { route: "GET /v1/calendar-accounts" },
  {
    route: "POST /v1/calendar-accounts",
    body: { kind: "ics", url: "http://127.0.0.1:9/mine.ics", name: "Mine" },
  },
  { route: "GET /v1/calendar-accounts/:id", of: "calendarAccount" },
  { route: "PATCH /v1/calendar-accounts/:id", of: "calendarAccount", body: { name: "Mine", paused: true } },
  { route: "DELETE /v1/calendar-accounts/:id", of: "calendarAccount" },
  { route: "POST /v1/calendar-accounts/:id/sync", of: "calendarAccount", body: {} },
  { route: "PATCH /v1/calendars/:id", of: "calendar", body: { busy: false } },
  { route: "GET /v1/webhooks/" },
  { route: "POST /v1/webhooks/", body: { url: "https://mallory.example.com" } },
  { route: "GET /v1/webhooks/:id", of: "webhook" },
  { route: "PATCH /v1/webhooks/:id", of: "webhook", body: { url: "https://mallory.example.com" } },
  { route: "DELETE /v1/webhooks/:id", of: "webhook" },
  { route: "GET /v1/webhooks/:id/deliveries", of: "webhook" },
  { route: "POST /v1/webhooks/:id/test", of: "webhook", body: {} },
];

export const publicRoutes: readonly string[] = [
  "GET /v1/u/:username",
  "GET /v1/slots/:username/:event_slug",
  "POST /v1/book/:username/:event_slug",
  "POST /v1/book/:username/:event_slug/code",
  "GET /v1/bookings/:id/confirm",
  "GET /v1/bookings/:id/decline",
  "GET /v1/cancel/:token",
  "POST /v1/cancel/:token/confirm",
  "GET /v1/reschedule/:token",
  "GET /v1/reschedule/:token/slots",
  "POST /v1/reschedule/:token",
  "GET /v1/guests/:token",
  "POST /v1/guests/:token",
  "GET /v1/not-me/:token",
  "POST /v1/not-me/:token/confirm",
  "POST /v1/not-me/:token/undo",
  "POST /v1/auth/login",
  "POST /v1/auth/logout",
  "POST /v1/auth/forgot",
  "POST /v1/auth/reset",
  "GET /book/:username",
  "GET /book/:username/:event_slug",
  "POST /book/:username/:event_slug",
  "GET /book/:username/:event_slug/:token",
  "GET /booking/:token",
  "GET /",
  "GET /robots.txt",
  "GET /llms.txt",
  "GET /favicon.ico",
  "GET /avatars/:name",
  "GET /feed/:name",
  "GET /accents/:name",
  "GET /dashboard/assets/:name",
  "GET /zones",
  "GET /assets/:file",
  "GET /embed.js",
  "GET /embed/:file",
  "GET /swagger/",
  "GET /swagger/json",
  "GET /swagger/:file",
  "GET /healthz",
  "GET /readyz",
  "GET /version",
  "GET /metrics",
];

/** The pages for signing in; they accept forms from this server's pages only. */
export const signInPages: readonly string[] = [
  "GET /login",
  "POST /login",
  "POST /logout",
  "GET /forgot",
  "POST /forgot",
  "GET /reset/:token",
  "POST /reset/:token",
  "GET /setup/:token",
  "POST /setup/:token",
];

/** A host's pages: the thing in its path. */
export const dashboardPages: readonly { readonly route: string; readonly of?: Thing }[] = [
  { route: "GET /dashboard" },
  { route: "GET /dashboard/welcome" },
  { route: "GET /dashboard/demo" },
  { route: "POST /dashboard/demo" },
  { route: "GET /dashboard/bookings/" },
  { route: "GET /dashboard/bookings/week" },
  { route: "GET /dashboard/bookings/new" },
  { route: "POST /dashboard/bookings/new" },
  { route: "GET /dashboard/bookings/clear" },
  { route: "POST /dashboard/bookings/clear" },
  { route: "GET /dashboard/bookings/:id", of: "booking" },
  { route: "POST /dashboard/bookings/:id", of: "booking" },
  { route: "POST /dashboard/bookings/:id/calendar", of: "booking" },
  { route: "GET /dashboard/bookings/:id/reschedule", of: "booking" },
  { route: "POST /dashboard/bookings/:id/reschedule", of: "booking" },
  { route: "GET /dashboard/event-types/" },
  { route: "GET /dashboard/event-types/new" },
  { route: "POST /dashboard/event-types/new" },
  { route: "GET /dashboard/event-types/:id", of: "eventType" },
  { route: "POST /dashboard/event-types/:id", of: "eventType" },
  { route: "GET /dashboard/event-types/:id/links", of: "eventType" },
  { route: "POST /dashboard/event-types/:id/links", of: "eventType" },
  { route: "POST /dashboard/event-types/:id/links/:link_id", of: "eventType" },
  { route: "GET /dashboard/availability/" },
  { route: "GET /dashboard/availability/why" },
  { route: "POST /dashboard/availability/time-off" },
  { route: "GET /dashboard/availability/time-off/:id", of: "timeOff" },
  { route: "POST /dashboard/availability/time-off/:id", of: "timeOff" },
  { route: "GET /dashboard/availability/new" },
  { route: "POST /dashboard/availability/new" },
  { route: "GET /dashboard/availability/:id", of: "schedule" },
  { route: "POST /dashboard/availability/:id", of: "schedule" },
  { route: "GET /dashboard/calendars/" },
  { route: "POST /dashboard/calendars/" },
  { route: "POST /dashboard/calendars/unreachable" },
  { route: "POST /dashboard/calendars/feed" },
  { route: "GET /dashboard/calendars/caldav" },
  { route: "POST /dashboard/calendars/caldav" },
  { route: "GET /dashboard/calendars/ics" },
  { route: "POST /dashboard/calendars/ics" },
  { route: "GET /dashboard/calendars/:id", of: "calendarAccount" },
  { route: "POST /dashboard/calendars/:id", of: "calendarAccount" },
  { route: "GET /dashboard/calendars/:id/disconnect", of: "calendarAccount" },
  { route: "POST /dashboard/calendars/:id/disconnect", of: "calendarAccount" },
  { route: "GET /dashboard/emails/" },
  { route: "GET /dashboard/emails/:id", of: "mail" },
  { route: "POST /dashboard/emails/:id", of: "mail" },
  { route: "GET /dashboard/emails/:id/html", of: "mail" },
  { route: "GET /dashboard/profile/" },
  { route: "POST /dashboard/profile/" },
  { route: "POST /dashboard/profile/password" },
  { route: "POST /dashboard/profile/sessions/:id", of: "session" },
];

/** A route's method, and its path with this value for every parameter. */
export function targetOf(route: string, value = "1"): [method: string, target: string] {
  const [method, path] = route.split(" ") as [string, string];
  return [method, path.replaceAll(/:\w+/g, value)];
}
