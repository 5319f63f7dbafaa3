import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { startFeedServer } from "../support/calendars/feed-server.ts";
import { aPendingBooking, everyRow, expectInvalid, expectProblem } from "../support/http.ts";
import { type HostRoute, hostRoutes, type Thing } from "../support/routes.ts";
import { aSession, ownPage } from "../support/sessions.ts";
import { type Json, startApp, type TestApp } from "../support/start-app.ts";

/** Jane owns one of everything; Mallory has her own key and session, and knows every id. */
let app: TestApp;
let janes: Record<Thing, string>;
let booking: Json;
let feed: ReturnType<typeof startFeedServer>;
let mallory: Record<"key" | "session", Record<string, string>>;

const sessionOfMallory = async () => ({ cookie: await aSession(app, "mallory"), ...ownPage });

const off = { starts_at: "2026-04-01T00:00:00Z", ends_at: "2026-04-02T00:00:00Z", reason: "Jane's holiday" };
const nights = { name: "Jane's nights", timezone: "Europe/Berlin", weekly: [] };

beforeAll(async () => {
  app = await startApp();
  const { key } = await app.host();
  const { key: ofMallory } = await app.host("mallory", []);
  await app.request("PATCH", "/v1/me", { key: ofMallory, body: { name: "Mallory" } });
  mallory = {
    key: { "x-api-key": ofMallory },
    session: await sessionOfMallory(),
  };
  const make = async (path: string, body: unknown) =>
    String((await app.request("POST", path, { key, body })).json["id"]);
  booking = await aPendingBooking(app, key);
  await make("/v1/event-types/1/links", { prefill: { name: "Jason" } });
  feed = startFeedServer();
  janes = {
    booking: String(booking["id"]),
    eventType: "1",
    schedule: await make("/v1/schedules", nights),
    timeOff: await make("/v1/time-off", off),
    key: await make("/v1/api-keys", { name: "Jane's website" }),
    mail: String((await app.request("GET", "/v1/outbox", { key })).json["outbox"][0].id),
    webhook: await make("/v1/webhooks", { url: "https://jane.example.com" }),
    session: await sessionOf(key),
    block: await make("/v1/blocks", { domain: "blocked.example" }),
    attendee: "jason@example.com",
    calendarAccount: await make("/v1/calendar-accounts", { kind: "ics", url: feed.url, name: "Jane's" }),
    calendar: "1",
  };
});
afterAll(async () => {
  app.close();
  await feed.stop();
});

async function sessionOf(key: string): Promise<string> {
  await aSession(app);
  return String((await app.request("GET", "/v1/sessions", { key })).json["sessions"][0].id);
}

const asked = async ({ route, body }: HostRoute, headers: Record<string, string>, thing = "") => {
  const [method, path] = route.split(" ") as [string, string];
  const query = path.endsWith("/explain") ? "?date=2026-03-02" : "";
  return app.request(method, path.replace(/:\w+/, thing).replace(":link_id", "1") + query, { headers, body });
};

describe.each(["key", "session"] as const)("with a %s of her own, another host", (credential) => {
  test.each(hostRoutes.filter(({ route }) => route.includes(":")))("gets 404 from $route", async (one) => {
    const before = await everyRow(app);
    const theirs = await asked(one, mallory[credential], janes[one.of!]);
    const nobodys = await asked(one, mallory[credential], one.of === "attendee" ? "x@example.com" : "999");
    expectProblem(theirs, 404, "not_found");
    expect(theirs.text).toBe(nobodys.text);
    expect(await everyRow(app)).toEqual(before);
  });

  test.each(hostRoutes.filter(({ route }) => !route.includes(":")))(
    "sees nothing of Jane's from $route",
    async (one) => {
      const before = await rowsOfJane();
      const answered = await asked(one, mallory[credential]);
      expect(answered.text).not.toMatch(/jane|jason|Approval/i);
      expect(await rowsOfJane()).toEqual(before);
      if (one.route === "DELETE /v1/sessions") mallory.session = await sessionOfMallory();
    },
  );
});

/** All rows except those that belong to Mallory. */
async function rowsOfJane(): Promise<Json> {
  const { hosts, ...tables } = await everyRow(app);
  const owned = Object.entries<Json[]>(tables).map(([table, rows]) => [
    table,
    rows.filter((row) => row["host_id"] !== 2),
  ]);
  return { hosts: hosts.filter(({ id }: Json) => id !== 2), ...Object.fromEntries(owned) };
}

test("another host's schedule cannot be used", async () => {
  const body = { title: "Mine", duration_minutes: 30, schedule_id: Number(janes.schedule) };
  const before = await everyRow(app);
  const refused = await app.request("POST", "/v1/event-types", { headers: mallory.key, body });
  expectInvalid(refused, "/schedule_id");
  expect(await everyRow(app)).toEqual(before);
});

test("another host's calendars cannot be used", async () => {
  const body = { title: "Mine", duration_minutes: 30, busy_calendars: [Number(janes.calendar)] };
  const before = await everyRow(app);
  const refused = await app.request("POST", "/v1/event-types", { headers: mallory.key, body });
  expectInvalid(refused, "/busy_calendars");
  expect(await everyRow(app)).toEqual(before);
});

test("filters find nothing of others", async () => {
  for (const [path, name] of [
    ["/v1/bookings?event_type_id=1", "bookings"],
    ["/v1/bookings?q=jason", "bookings"],
    ["/v1/outbox?status=waiting", "outbox"],
    ["/v1/audit?action=booking.exported", "audit"],
  ] as const) {
    const { json } = await app.request("GET", path, { headers: mallory.key });
    expect(json).toEqual({ [name]: [], total: 0, page: 1, limit: 50 });
  }
});

test("a token only works for its own purpose, whoever sends it", async () => {
  const { confirm_token: confirm, cancel_token: cancel, reschedule_token: reschedule } = booking;
  const start_time = "2026-03-02T15:00:00Z";
  const doors: [opens: string, route: string, body: unknown][] = [
    [confirm, "POST /v1/bookings/:token/confirm", {}],
    [confirm, "POST /v1/bookings/:token/decline", {}],
    [cancel, "POST /v1/cancel/:token/confirm", {}],
    [reschedule, "POST /v1/reschedule/:token", { start_time, timezone: "Europe/Berlin" }],
  ];
  const before = await everyRow(app);
  for (const [opens, route, body] of doors) {
    for (const token of [confirm, cancel, reschedule, changed(opens), janes.booking, "x"].filter(
      (one) => one !== opens,
    )) {
      if (route.includes("/bookings/") && token === janes.booking) continue;
      for (const headers of [{}, mallory.key, mallory.session])
        expectProblem(await asked({ route, body }, headers, token), 404, "not_found");
    }
  }
  expect(await everyRow(app)).toEqual(before);
});

/** The token with one bit of its last byte flipped. */
function changed(token: string): string {
  const bytes = Buffer.from(token, "base64url");
  bytes[bytes.length - 1]! ^= 1;
  return bytes.toString("base64url");
}

test("a token is neither a key nor a session", async () => {
  for (const token of [booking["confirm_token"], booking["cancel_token"]]) {
    for (const headers of [{ "x-api-key": `sk_${token}` }, { cookie: `schedkit_session=${token}` }])
      expectProblem(await app.request("GET", "/v1/me", { headers }), 401, "unauthorized");
  }
});
