import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { sql } from "kysely";
import { expireOverdue } from "../../../src/usecases/bookings/expire.ts";
import {
  anEventTypeOf,
  aPendingBooking,
  asTried,
  everyRow,
  expectProblem,
  emailKindsOf,
} from "../../support/http.ts";
import { type Answered, type Json, MONDAY, startApp, type TestApp } from "../../support/start-app.ts";

let app: TestApp;
let key: string;
let booking: Json;

beforeEach(async () => {
  app = await startApp();
  ({ key } = await app.host());
});
afterEach(() => app.close());

const HOUR_MS = 3_600_000;
const asked = ["attendee_requested", "host_requested"];
const expired = ["attendee_expired", "host_expired"];
const path = "/v1/book/jane/approval";
const tuesday = "2026-03-03T15:00:00Z";

const expire = () => expireOverdue(app.deps, () => true);
const stored = async (id = booking["id"]) => (await app.request("GET", `/v1/bookings/${id}`, { key })).json;
const byHost = (verb: string, body: Json = {}) =>
  app.request("POST", `/v1/bookings/${booking["id"]}/${verb}`, { key, body });
const byLink = (method: string, target: string, body?: Json) =>
  app.request(method, target, { headers: { accept: "application/json" }, ...(body && { body }) });
const rowOf = (id = booking["id"]) =>
  app.database.read.selectFrom("bookings").selectAll().where("id", "=", id).executeTakeFirstOrThrow();
const emails = async (...letters: string[]) => {
  const { json } = await app.request("GET", "/v1/outbox?limit=200", { key });
  const found = json["outbox"].filter(({ letter }: Json) => letters.includes(letter)).toReversed();
  return Promise.all(
    found.map(async ({ id }: Json) => (await app.request("GET", `/v1/outbox/${id}`, { key })).json),
  );
};

describe("an overdue request", () => {
  test("is declined at its start, and both sides are notified once", async () => {
    booking = await aPendingBooking(app, key);
    app.clock.now = Date.parse(booking["start_time"]) - 1;
    await expire();
    expect(await stored()).toMatchObject({ status: "pending", sequence: 0 });
    app.clock.now += 1;
    await expire();
    expect(await stored()).toMatchObject({ status: "declined", sequence: 1, cancellation_reason: null });
    expect(await emailKindsOf(app, booking["id"])).toEqual([...asked, ...expired]);
    const before = await everyRow(app);
    await expire();
    expect(await everyRow(app)).toEqual(before);
  });

  test("is declined after its hours, and its time is free again", async () => {
    await anEventTypeOf(app, key, { requires_confirmation: true, pending_expires_hours: 2 });
    booking = await aPendingBooking(app, key, { start_time: tuesday });
    app.clock.now = MONDAY + 2 * HOUR_MS - 1;
    await expire();
    expectProblem(await app.book({ start_time: tuesday }, path), 409, "slot_unavailable");
    app.clock.now += 1;
    await expire();
    expect(await stored()).toMatchObject({ status: "declined" });
    expect((await app.book({ start_time: tuesday, attendee_email: "ada@example.com" }, path)).status).toBe(
      201,
    );
  });

  test("keeps the hours it was made with", async () => {
    const { id } = await anEventTypeOf(app, key, { requires_confirmation: true, pending_expires_hours: 3 });
    booking = await aPendingBooking(app, key, { start_time: tuesday });
    await app.request("PATCH", `/v1/event-types/${id}`, { key, body: { pending_expires_hours: 1 } });
    app.clock.now = MONDAY + 2 * HOUR_MS;
    await expire();
    expect(await stored()).toMatchObject({ status: "pending" });
    await app.request("PATCH", `/v1/event-types/${id}`, { key, body: { pending_expires_hours: null } });
    app.clock.now = MONDAY + 3 * HOUR_MS;
    await expire();
    expect(await stored()).toMatchObject({ status: "declined" });
  });

  test("is reported in plain words for a day", async () => {
    booking = await aPendingBooking(app, key);
    app.clock.now = Date.parse(booking["start_time"]);
    await expire();
    const [toAttendee, toHost] = await emails(...expired);
    expect(toAttendee).toMatchObject({ recipient: "jason@example.com", invitation: null });
    expect(toAttendee["text"]).toContain("Jane Doe did not answer in time");
    expect(toHost).toMatchObject({ recipient: "jane@example.com", invitation: null });
    expect(toHost["text"].replaceAll("\n", " ")).toContain("You can still give Jason Johnson a new time");
    const rows = await app.database.read
      .selectFrom("outbox")
      .select("useful_until")
      .where("topic", "in", expired)
      .execute();
    expect(rows.map(({ useful_until }) => useful_until - app.clock.now)).toEqual([
      24 * HOUR_MS,
      24 * HOUR_MS,
    ]);
  });

  test("is audited as the server's decision, counted and logged", async () => {
    booking = await aPendingBooking(app, key);
    app.clock.now = Date.parse(booking["start_time"]);
    await expire();
    const [entry] = (await app.request("GET", "/v1/audit", { key })).json["audit"];
    expect(entry).toMatchObject({
      actor: { type: "system" },
      action: "booking.declined",
      subject: { type: "booking", id: booking["id"] },
      changes: ["status"],
    });
    expect(app.deps.metrics.bookings.declined).toBe(1);
    expect(app.logged).toContainEqual(
      expect.objectContaining({ level: "info", message: "booking declined" }),
    );
  });

  test("is sent to webhooks as booking.declined only", async () => {
    booking = await aPendingBooking(app, key);
    const webhook = { url: "http://localhost:9/hook" };
    const { id } = (await app.request("POST", "/v1/webhooks", { key, body: webhook })).json;
    app.clock.now = Date.parse(booking["start_time"]);
    await expire();
    const { json } = await app.request("GET", `/v1/webhooks/${id}/deliveries`, { key });
    expect(json["deliveries"].map(({ subject }: Json) => subject)).toEqual(["booking.declined"]);
  });

  test("of an erased attendee notifies only the host", async () => {
    booking = await aPendingBooking(app, key);
    await app.request("DELETE", "/v1/attendees/jason@example.com", { key });
    app.clock.now = Date.parse(booking["start_time"]);
    await expire();
    expect((await emailKindsOf(app, booking["id"])).at(-1)).toBe("host_expired");
    expect(await emailKindsOf(app, booking["id"])).not.toContain("attendee_expired");
    expectProblem(await byHost("reschedule", { start_time: tuesday }), 409, "already_declined");
  });

  test("replaces emails that were not tried", async () => {
    await anEventTypeOf(app, key, { requires_confirmation: true });
    booking = (await app.book({}, path)).json;
    app.clock.now = Date.parse(booking["start_time"]);
    await expire();
    expect(await emailKindsOf(app, booking["id"])).toEqual(expired);
  });
});

test.each([
  ["confirmed", "confirm"],
  ["declined", "decline"],
  ["cancelled", "cancel"],
])("a booking that was %s in time does not expire", async (status, verb) => {
  booking = await aPendingBooking(app, key);
  await byHost(verb);
  expect(await rowOf()).toMatchObject({ decide_by: null, expired: 0 });
  app.clock.now = Date.parse(booking["end_time"]);
  const before = await everyRow(app);
  await expire();
  expect(await everyRow(app)).toEqual(before);
  expect(await stored()).toMatchObject({ status });
});

describe("before the server has declined an overdue request", () => {
  beforeEach(async () => {
    await anEventTypeOf(app, key, { requires_confirmation: true, pending_expires_hours: 1 });
    booking = await aPendingBooking(app, key, { start_time: tuesday });
    app.clock.now = MONDAY + HOUR_MS;
  });

  const late: [what: string, ask: () => Promise<Answered>, status: number, said: string][] = [
    ["confirm with a key", () => byHost("confirm"), 409, "not_pending"],
    [
      "confirm by link",
      () => byLink("GET", `/v1/bookings/${booking["confirm_token"]}/confirm`),
      409,
      "not_pending",
    ],
    ["decline with a key", () => byHost("decline"), 200, "declined"],
    [
      "cancel by link",
      () => byLink("POST", `/v1/cancel/${booking["cancel_token"]}/confirm`),
      409,
      "already_declined",
    ],
    ["cancel with a key", () => byHost("cancel"), 409, "already_declined"],
    [
      "reschedule by link",
      () =>
        byLink("POST", `/v1/reschedule/${booking["reschedule_token"]}`, {
          start_time: "2026-03-03T16:00:00Z",
        }),
      409,
      "already_declined",
    ],
  ];
  test.each(late)("a late %s finds it declined", async (_what, ask, status, said) => {
    const answered = await ask();
    expect([answered.status, answered.json["code"] ?? answered.json["status"]]).toEqual([status, said]);
    expect(await stored()).toMatchObject({ status: "declined", sequence: 1 });
    expect(await rowOf()).toMatchObject({ expired: 1, decide_by: null });
    expect(await emailKindsOf(app, booking["id"])).toEqual([...asked, ...expired]);
    const before = await everyRow(app);
    await expire();
    expect(await everyRow(app)).toEqual(before);
  });

  test("its links show it as declined without changing it", async () => {
    const before = await everyRow(app);
    const { json } = await byLink("GET", `/v1/cancel/${booking["cancel_token"]}`);
    expect(json).toEqual({ id: booking["id"], status: "declined" });
    const headers = { accept: "text/html" };
    const page = await app.request("GET", `/v1/reschedule/${booking["reschedule_token"]}`, { headers });
    expect(page.status).toBe(409);
    expect(page.text).toContain("This booking was declined");
    expect(await everyRow(app)).toEqual(before);
  });
});

describe("rescheduling by the host", () => {
  beforeEach(async () => {
    booking = await aPendingBooking(app, key);
    app.clock.now = Date.parse(booking["end_time"]);
    await expire();
    await asTried(app);
  });

  test("confirms an expired request with the same id and tokens", async () => {
    const moved = await byHost("reschedule", { start_time: tuesday });
    expect(moved).toMatchObject({
      status: 200,
      json: {
        id: booking["id"],
        status: "confirmed",
        start_time: tuesday,
        sequence: 2,
        cancel_token: booking["cancel_token"],
      },
    });
    expect(await rowOf()).toMatchObject({ expired: 0, decide_by: null, has_calendar_entry: 1 });
    expectProblem(await app.book({ start_time: tuesday }), 409, "slot_unavailable");
    expect(await emailKindsOf(app, booking["id"])).toEqual([
      ...asked,
      ...expired,
      "attendee_moved",
      "host_moved",
    ]);
    for (const { invitation } of await emails("attendee_moved", "host_moved")) {
      expect(invitation.ics).toMatch(/METHOD:(REQUEST|PUBLISH)/);
      expect(invitation.ics).toContain("STATUS:CONFIRMED");
      expect(invitation.ics).toContain("SEQUENCE:2");
    }
    const [entry] = (await app.request("GET", "/v1/audit", { key })).json["audit"];
    expect(entry).toMatchObject({ action: "booking.moved", changes: ["start_time", "status"] });
    await byHost("cancel");
    const cancellations = await emails("attendee_cancelled", "host_cancelled");
    expect(cancellations.map(({ invitation }) => invitation?.method)).toEqual(["CANCEL", "CANCEL"]);
  });

  test("is sent to webhooks as rescheduled and confirmed", async () => {
    const url = "http://localhost:9/hook";
    const { id } = (await app.request("POST", "/v1/webhooks", { key, body: { url } })).json;
    await byHost("reschedule", { start_time: tuesday });
    const [delivery] = (await app.request("GET", `/v1/webhooks/${id}/deliveries`, { key })).json[
      "deliveries"
    ];
    const { json } = await app.request("GET", `/v1/outbox/${delivery.id}`, { key });
    expect(JSON.parse(json["text"])).toMatchObject({
      event: "booking.rescheduled",
      payload: { status: "confirmed", start_time: tuesday },
    });
  });

  test("never overlaps another booking, and then changes nothing", async () => {
    await app.book({ start_time: tuesday });
    const before = await everyRow(app);
    for (const override of [false, true])
      expectProblem(await byHost("reschedule", { start_time: tuesday, override }), 409, "slot_unavailable");
    expect(await everyRow(app)).toEqual(before);
  });

  test("is reserved to the host", async () => {
    const target = `/v1/reschedule/${booking["reschedule_token"]}`;
    expectProblem(await byLink("POST", target, { start_time: tuesday }), 409, "already_declined");
  });

  test("may use the requested time if it is still ahead", async () => {
    await anEventTypeOf(app, key, { title: "Quick", requires_confirmation: true, pending_expires_hours: 1 });
    booking = (await app.book({ start_time: tuesday }, "/v1/book/jane/quick")).json;
    app.clock.now += HOUR_MS;
    await expire();
    expect(await byHost("reschedule", { start_time: tuesday })).toMatchObject({
      status: 200,
      json: { status: "confirmed", start_time: tuesday },
    });
  });

  test("does not revive a request that its host declined", async () => {
    booking = await aPendingBooking(app, key, { start_time: "2026-03-03T16:00:00Z" });
    await byHost("decline");
    expectProblem(await byHost("reschedule", { start_time: tuesday }), 409, "already_declined");
  });
});

describe("many overdue requests", () => {
  const attendee = (n: number) => ({
    attendee_email: `visitor-${n}@example.com`,
    start_time: new Date(MONDAY + 100 * HOUR_MS + n * 5 * 60_000).toISOString(),
  });

  test("are all declined, and a failure does not block others", async () => {
    await anEventTypeOf(app, key, { duration_minutes: 5, requires_confirmation: true });
    const ids: number[] = [];
    for (let n = 0; n < 60; n += 1) ids.push((await app.book(attendee(n), path)).json["id"]);
    await app.database.write((trx) => trx.updateTable("bookings").set({ decide_by: MONDAY }).execute());
    const broken = ids[0]!;
    await app.database.write((trx) =>
      sql`create trigger faulty before update on bookings when old.id = ${sql.lit(broken)}
        begin select raise(abort, 'a fault in one of them'); end`.execute(trx),
    );
    await expire();
    const rows = await app.database.read.selectFrom("bookings").select(["id", "status"]).execute();
    expect(rows.filter(({ status }) => status === "pending").map(({ id }) => id)).toEqual([broken]);
    expect(app.logged.filter(({ level }) => level === "error")).toHaveLength(1);
    await app.database.write((trx) => sql`drop trigger faulty`.execute(trx));
    await expire();
    expect(await stored(broken)).toMatchObject({ status: "declined" });
  });

  test("end the run even if one cannot be declined", async () => {
    booking = await aPendingBooking(app, key);
    await byHost("confirm");
    await app.database.write((trx) => trx.updateTable("bookings").set({ decide_by: MONDAY }).execute());
    const before = await everyRow(app);
    await expire();
    expect(await everyRow(app)).toEqual(before);
  });

  test("stop when the server is stopping", async () => {
    await anEventTypeOf(app, key, { duration_minutes: 5, requires_confirmation: true });
    for (let n = 0; n < 3; n += 1) await app.book(attendee(n), path);
    await app.database.write((trx) => trx.updateTable("bookings").set({ decide_by: MONDAY }).execute());
    let turns = 3;
    await expireOverdue(app.deps, () => --turns > 0);
    const rows = await app.database.read.selectFrom("bookings").select("status").execute();
    expect(rows.filter(({ status }) => status === "declined")).toHaveLength(1);
  });
});
