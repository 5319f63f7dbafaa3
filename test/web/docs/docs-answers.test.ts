import { afterEach, beforeEach, expect, test } from "bun:test";
import { findBooking } from "../../../src/db/queries/bookings/bookings.ts";
import { findPasswordHash } from "../../../src/db/queries/hosts/passwords.ts";
import { eventTypeDefaults } from "../../../src/usecases/hosts/event-types.ts";
import { quotas } from "../../../src/domain/quota.ts";
import { MOST_LINKS } from "../../../src/usecases/links/private-links.ts";
import { setPassword } from "../../../src/usecases/hosts/passwords.ts";
import { startFeedServer } from "../../support/calendars/feed-server.ts";
import { type Caller, callerOf } from "../../support/caller.ts";
import { type Description, readDescription } from "../../support/description.ts";
import { cookieOf, ownPage } from "../../support/sessions.ts";
import { type Json, MONDAY, startApp, type TestApp } from "../../support/start-app.ts";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

const shortCall = { ...eventTypeDefaults, slug: "short", title: "Short call", duration_minutes: 5 };
const request = {
  ...shortCall,
  slug: "request",
  title: "Request",
  requires_confirmation: true,
  location: "https://meet.example.com/jane",
  questions: [
    {
      id: "topic",
      label: "Topic",
      type: "select",
      required: false,
      options: ["A", "B"],
      placeholder: "Choose",
    },
    { id: "tags", label: "Tags", type: "multi_select", required: false, options: ["A", "B"] },
    { id: "people", label: "How many?", type: "number", required: false },
    { id: "first", label: "First time?", type: "checkbox", required: false },
  ],
} as const;

let app: TestApp;
let key: string;
let description: Description;
let caller: Caller;
let call: Caller["call"];
let bodyExample: Caller["bodyExample"];

beforeEach(async () => {
  app = await startApp();
  ({ key } = await app.host("jane", [shortCall, request]));
  description = await readDescription(app);
  caller = callerOf(app, description);
  ({ call, bodyExample } = caller);
});
afterEach(() => app.close());

async function guestTokenOf(id: number): Promise<string> {
  return app.deps.tokens.issue("guests", (await findBooking(app.database.read, id))!);
}

test("every documented success happens as documented", async () => {
  const path = { username: "jane", event_slug: "request" };
  await call("listSlots", { path, query: "?from=2026-03-02&to=2026-03-09&timezone=Asia/Kolkata" });
  await call("getProfile");
  const [pending, declined, confirmed] = [
    await book("request"),
    await book("request"),
    await book("request"),
  ];
  const answers = [
    { question_id: "topic", answer: "A" },
    { question_id: "tags", answer: ["A", "B"] },
    { question_id: "people", answer: 3 },
    { question_id: "first", answer: true },
  ];
  await call("createBooking", { path, body: { ...attendee(nextStart()), notes: "Hello", answers } });
  await call("confirmByLink", { path: confirmed });
  await call("declineByLink", { path: declined });
  await call("confirmBooking", { path: pending, body: {} });
  await call("confirmBooking", { path: { confirm_token: pending.id }, key });
  await call("declineBooking", {
    path: { confirm_token: (await book("request")).id },
    key,
    body: { reason: "Away" },
  });
  await call("declineBooking", { path: await book("request") });
  await call("rescheduleBooking", {
    path: pending,
    key,
    body: { start_time: nextStart(), timezone: "Asia/Tokyo" },
  });
  await call("rescheduleByLink", {
    path: { token: pending.reschedule_token },
    body: { start_time: nextStart() },
  });
  const guests = { token: await guestTokenOf(pending.id) };
  await call("changeGuests", { path: pending, key, body: bodyExample("changeGuests") });
  await call("askForGuests", { path: guests });
  await call("changeGuestsByLink", { path: guests, body: { guests: [] } });
  for (const id of ["previewEmail", "sendTestEmail"])
    await call(id, { path: { id: 1 }, key, body: bodyExample(id) });
  await call("askToReschedule", { path: { token: pending.reschedule_token } });
  await call("listMoves", { path: { token: pending.reschedule_token }, query: "?date=2026-03-03" });
  await call("askToCancel", { path: { token: pending.cancel_token } });
  await call("cancelByLink", { path: { token: pending.cancel_token }, body: { reason: "Ill" } });
  const disowned = await findBooking(app.database.read, (await book("request")).id);
  const token = app.deps.tokens.issue("disown", disowned!);
  await call("askToDisown", { path: { token } });
  await call("disownByLink", { path: { token } });
  await call("allowEmailsByLink", { path: { token } });
  await app.database.write((trx) =>
    trx.updateTable("bookings").set({ starts_at: app.clock.now }).where("id", "=", confirmed.id).execute(),
  );
  await call("markNoShow", { path: confirmed, key, body: {} });
  await call("cancelBookingAsHost", { path: confirmed, key });
  await call("listBookings", { key, query: "?limit=200" });
  await call("exportBookings", { key });
  await call("getBooking", { path: confirmed, key });
  await call("changeBooking", { path: confirmed, key, body: bodyExample("changeBooking") });
  await call("requestEmailCode", { path, body: bodyExample("requestEmailCode") });
  await call("bookForSomebody", { key, body: { ...attendee(nextStart()), event_type_id: 2 } });
  await call("explainDay", { path, key, query: "?date=2026-03-03" });
  await call("decideBookings", { key, body: bodyExample("decideBookings") });

  for (const kind of ["EventType", "Schedule", "TimeOff", "ApiKey", "Block"] as const) {
    const { json } = await call(`create${kind}`, { key, body: bodyExample(`create${kind}`) });
    await call(`list${kind}${kind === "TimeOff" ? "" : "s"}`, { key });
    if (kind === "Schedule")
      await call("replaceSchedule", { path: json, key, body: bodyExample("replaceSchedule") });
    if (kind === "Schedule") await call("createSchedule", { key, body: bodyExample("createSchedule") });
    if (kind === "EventType")
      await call("changeEventType", { path: json, key, body: bodyExample("changeEventType") });
    if (kind === "EventType" || kind === "Schedule") await call(`get${kind}`, { path: json, key });
    await call(`delete${kind}`, { path: json, key });
  }
  const { json: link } = await call("createPrivateLink", { key, body: bodyExample("createPrivateLink") });
  await call("listPrivateLinks", { key });
  await call("deletePrivateLink", { path: { link_id: link["id"] }, key });
  await connectedCalendar();
  const { json: webhook } = await call("createWebhook", { key, body: bodyExample("createWebhook") });
  await call("listWebhooks", { key });
  await call("getWebhook", { path: webhook, key });
  await call("changeWebhook", { path: webhook, key, body: bodyExample("changeWebhook") });
  await call("changeWebhook", { path: webhook, key, body: { rotate_secret: true } });
  await call("testWebhook", { path: webhook, key, body: {} });
  await book("request");
  const [delivery] = (await call("listDeliveries", { path: webhook, key })).json["deliveries"];
  await call("listOutbox", { key });
  await call("getOutboxMail", { path: delivery, key });
  await failed(delivery);
  await call("retryOutboxMail", { path: delivery, key });
  await call("deleteWebhook", { path: webhook, key });
  await setPassword(app.deps, "jane", bodyExample("logIn").password);
  const cookie = cookieOf(await call("logIn", { body: bodyExample("logIn") }));
  await call("logIn", { body: bodyExample("logIn") });
  const [session] = (await call("listSessions", { key })).json["sessions"];
  await call("deleteSession", { path: session, key });
  await call("changePassword", { key, body: bodyExample("changePassword") });
  await call("forgotPassword", { body: { email: "nobody@example.com" } });
  const passwordHash = (await findPasswordHash(app.database.read, 1))!;
  const reset = app.deps.resets.issue({ id: 1, passwordHash }, app.clock.now + MINUTE);
  await call("resetPassword", {
    body: { ...bodyExample("resetPassword"), token: reset, password: "a third one, unrelated" },
  });
  await call("getCalendarFeedAddress", { key });
  const { url } = (await call("rotateCalendarFeed", { key, body: {} })).json;
  const name = url.split("/").at(-1);
  const feed = await call("readCalendarFeed", { path: { name } });
  const known = { "if-none-match": feed.headers.get("etag")! };
  await call("readCalendarFeed", { path: { name }, headers: known });
  await call("logOut", { headers: { cookie, ...ownPage } });
  await call("deleteSessions", { key });
  await call("changeMe", { key, body: bodyExample("changeMe") });
  await call("getMe", { key });
  const mail = (await call("listOutbox", { key })).json["outbox"].find(({ kind }: Json) => kind === "mail");
  await call("getOutboxMail", { path: mail, key });
  await failed(mail);
  await call("retryOutboxMail", { path: mail, key });
  await call("exportAttendee", { key });
  await call("eraseAttendee", { key });
  await call("listAudit", { key, query: "?limit=200" });
  for (const id of ["getHealth", "getReadiness", "getMetrics", "getVersion"]) await call(id);

  const successes = caller.ids.flatMap((id) =>
    [200, 201, 202, 204, 304].filter((one) => caller.idsWith(one).includes(id)).map((one) => `${id} ${one}`),
  );
  expect(successes.filter((one) => !caller.seen.has(one))).toEqual([]);
});

/** Calls the routes of calendars with a feed on this machine. */
async function connectedCalendar(): Promise<void> {
  const feed = startFeedServer();
  const body = { kind: "ics", url: feed.url, name: "Mine" };
  const { json: account } = await call("connectCalendarAccount", { key, body });
  await call("listCalendarAccounts", { key });
  await call("getCalendarAccount", { path: account, key });
  await call("changeCalendarAccount", { path: account, key, body: { name: "Dentist" } });
  await call("syncCalendarAccount", { path: account, key, body: {} });
  await call("changeCalendar", { path: account["calendars"][0], key, body: { busy: false } });
  await call("disconnectCalendarAccount", { path: account, key });
  await feed.stop();
}

/** Fills a host's quota, so that one more is refused. */
async function oneTooMany(table: keyof typeof quotas, id: string): Promise<void> {
  const owned = await app.database.read.selectFrom(table).selectAll().where("host_id", "=", 1).execute();
  const { id: _, ...row } = owned.at(-1)! as Json;
  const rows = Array.from({ length: quotas[table] }, (_, n) => ({
    ...row,
    ...("slug" in row && { slug: `more-${n}` }),
    ...("hash" in row && { hash: `more ${n}` }),
    ...("domain" in row && { domain: `more${n}.example` }),
    ...("is_default" in row && { is_default: 0 }),
  }));
  await app.database.write((trx) =>
    trx
      .insertInto(table)
      .values(rows as never)
      .execute(),
  );
  await call(id, { key, body: bodyExample(id) });
  await app.database.write((trx) =>
    trx.deleteFrom(table).where("id", ">", owned.at(-1)!.id).where("host_id", "=", 1).execute(),
  );
}

test("every documented conflict happens, and no other", async () => {
  for (const state of [
    "pending",
    "confirmed",
    "declined",
    "cancelled",
    "confirmed, begun",
    "confirmed, over",
  ]) {
    for (const id of [
      "confirmByLink",
      "confirmBooking",
      "declineByLink",
      "declineBooking",
      "cancelBookingAsHost",
    ]) {
      await call(id, { path: await bookingThatIs(state), key });
      app.clock.now = MONDAY;
    }
    await call("cancelByLink", { path: { token: (await bookingThatIs(state)).cancel_token } });
    app.clock.now = MONDAY;
    await call("rescheduleBooking", {
      path: await bookingThatIs(state),
      key,
      body: { start_time: nextStart() },
    });
    app.clock.now = MONDAY;
    const { reschedule_token: token } = await bookingThatIs(state);
    await call("rescheduleByLink", { path: { token }, body: { start_time: nextStart() } });
    await call("listMoves", { path: { token }, query: "?date=2026-03-03" });
    const other = await bookingThatIs(state);
    await call("changeGuests", { path: other, key, body: { guests: [] } });
    await call("changeGuestsByLink", { path: { token: await guestTokenOf(other.id) }, body: { guests: [] } });
    await call("markNoShow", { path: await bookingThatIs(state), key, body: {} });
    app.clock.now = MONDAY;
  }
  const rescheduled = await book("request");
  const outdated = { confirm_token: confirmTokenFor(rescheduled, "2026-03-02T14:00:00Z") };
  for (const id of ["confirmByLink", "confirmBooking", "declineByLink", "declineBooking"])
    await call(id, { path: outdated });
  const start_time = "2026-03-02T03:00:00Z";
  const booking = await book("short");
  await call("markNoShow", { path: booking, key, body: {} });
  await call("createBooking", {
    path: { username: "jane", event_slug: "short" },
    body: attendee(start_time),
  });
  await call("rescheduleBooking", { path: booking, key, body: { start_time } });
  await call("bookForSomebody", { key, body: { ...attendee(start_time), event_type_id: 1 } });
  await call("rescheduleByLink", { path: { token: booking.reschedule_token }, body: { start_time } });

  app.limits.on = true;
  for (let n = 0; n < 10; n++) await book("short");
  await call("createBooking", {
    path: { username: "jane", event_slug: "short" },
    body: attendee(nextStart()),
  });
  await app.database.write((trx) => trx.updateTable("bookings").set({ attendee_moves: 20 }).execute());
  await call("rescheduleByLink", {
    path: { token: booking.reschedule_token },
    body: { start_time: nextStart() },
  });
  app.limits.on = false;

  const blockedAlready = { domain: "example.net" };
  for (let n = 0; n < 2; n++) await call("createBlock", { key, body: blockedAlready });
  await call("createTimeOff", { key, body: bodyExample("createTimeOff") });
  await oneTooMany("event_types", "createEventType");
  await oneTooMany("api_keys", "createApiKey");
  await oneTooMany("schedules", "createSchedule");
  await oneTooMany("time_off", "createTimeOff");
  await oneTooMany("blocks", "createBlock");
  await withUsedLink();
  await withBrokenCalendar(booking);

  const { host } = await app.host("joe");
  await call("changeMe", { key, body: { slug: host.slug } });
  await call("changeMe", { key, body: { email: host.email } });
  await call("createEventType", { key, body: { title: "Again", slug: "short", duration_minutes: 5 } });
  await call("changeEventType", { path: { id: 2 }, key, body: { slug: "short" } });
  await call("replaceSchedule", {
    path: { id: 1 },
    key,
    body: { ...bodyExample("replaceSchedule"), is_default: false },
  });
  await call("deleteSchedule", { path: { id: 1 }, key });
  const other = { ...bodyExample("createSchedule"), is_default: false };
  const { json: schedule } = await call("createSchedule", { key, body: other });
  await call("changeEventType", { path: { id: 2 }, key, body: { schedule_id: schedule["id"] } });
  await call("deleteSchedule", { path: schedule, key });
  await call("retryOutboxMail", { path: { id: 1 }, key });

  const { json: webhook } = await call("createWebhook", { key, body: bodyExample("createWebhook") });
  for (let n = 2; n <= 21; n++) await call("createWebhook", { key, body: bodyExample("createWebhook") });
  await book("short");
  await call("changeWebhook", { path: webhook, key, body: { active: false } });
  const [delivery] = (await call("listDeliveries", { path: webhook, key })).json["deliveries"];
  await call("retryOutboxMail", { path: delivery, key });
  await app.database.write((trx) => trx.updateTable("webhooks").set({ secret: "of another" }).execute());
  await call("testWebhook", { path: webhook, key, body: {} });

  for (const id of caller.idsWith(409)) {
    const said = new Set((caller.seen.get(`${id} 409`) ?? []).map(({ text }) => text));
    const shown = caller.shown(id, 409).map((example) => JSON.stringify(example));
    expect({ id, said: [...said].toSorted() }).toEqual({ id, said: shown.toSorted() });
  }
});

/** Books with a link that is used up, and creates one too many. */
async function withUsedLink(): Promise<void> {
  const { json: link } = await call("createPrivateLink", { key, body: { uses: 1 } });
  for (let n = 0; n < 2; n++)
    await call("createBooking", {
      path: { event_slug: "short" },
      body: { ...attendee(nextStart()), link: link["token"] },
    });
  const { id: _, ...row } = await app.database.read
    .selectFrom("booking_links")
    .selectAll()
    .executeTakeFirstOrThrow();
  const rows = Array.from({ length: MOST_LINKS - 1 }, () => row);
  await app.database.write((trx) => trx.insertInto("booking_links").values(rows).execute());
  await call("createPrivateLink", { key, body: {} });
}

/** Books and reschedules while a calendar cannot be read, and connects one too many. */
async function withBrokenCalendar({ reschedule_token: token }: Json): Promise<void> {
  const feed = startFeedServer();
  const body = { kind: "ics", url: feed.url, name: "Mine" };
  await call("connectCalendarAccount", { key, body });
  feed.state.mode = "fails";
  await call("createBooking", { path: { event_slug: "short" }, body: attendee(nextStart()) });
  await call("bookForSomebody", { key, body: { ...attendee(nextStart()), event_type_id: 1 } });
  await call("rescheduleByLink", { path: { token }, body: { start_time: nextStart() } });
  feed.state.mode = "works";
  for (let n = 0; n < quotas.calendar_accounts; n++) await call("connectCalendarAccount", { key, body });
  await app.database.write((trx) => trx.deleteFrom("calendar_accounts").execute());
  await feed.stop();
}

let starts = 0;

/** A free start, different each time. */
function nextStart(): string {
  return new Date(
    Date.parse("2026-03-03T14:00:00Z") + (starts++ % 90) * 5 * MINUTE + Math.floor(starts / 90) * DAY,
  ).toISOString();
}

function attendee(start_time: string): Json {
  return {
    attendee_name: "Jason Johnson",
    attendee_email: "jason@example.com",
    start_time,
    timezone: "America/Chicago",
  };
}

/** A booking as its host sees it, with its confirm token. */
async function book(event_slug: string): Promise<Json> {
  const { json: booked } = await app.book({ start_time: nextStart() }, `/v1/book/jane/${event_slug}`);
  const { json } = await app.request("GET", `/v1/bookings/${booked["id"]}`, { key });
  return { ...json, confirm_token: confirmTokenFor(json, json["start_time"]) };
}

function confirmTokenFor({ id, uid }: Json, start_time: string): string {
  return app.deps.tokens.issue("confirm", { id, uid }, Date.parse(start_time));
}

async function bookingThatIs(state: string): Promise<Json> {
  const booking = await book(state.startsWith("confirmed") ? "short" : "request");
  if (state === "declined") await app.request("POST", `/v1/bookings/${booking["id"]}/decline`, { key });
  if (state === "cancelled") await app.request("POST", `/v1/bookings/${booking["id"]}/cancel`, { key });
  if (state.endsWith("begun")) app.clock.now = Date.parse(booking["start_time"]);
  if (state.endsWith("over")) app.clock.now = Date.parse(booking["end_time"]);
  return booking;
}

async function failed({ id }: Json): Promise<void> {
  await app.database.write((trx) =>
    trx.updateTable("outbox").set({ status: "failed", last_error: "550" }).where("id", "=", id).execute(),
  );
}
