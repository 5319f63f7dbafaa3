import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { anEventTypeOf, asTried, everyRow, expectProblem, emailKindsOf } from "../../support/http.ts";
import { type Answered, type Json, startApp, type TestApp } from "../../support/start-app.ts";

let app: TestApp;
let key: string;
let booking: Json;

beforeEach(async () => {
  app = await startApp();
  ({ key } = await app.host());
  booking = (await app.book()).json;
  await asTried(app);
});
afterEach(() => app.close());

const later = "2026-03-02T15:00:00Z";
const booked = ["attendee_booked", "host_booked"];
const moved = ["attendee_moved", "host_moved"];

const byHost = (body: Json, id: number | string = booking["id"]) =>
  app.request("POST", `/v1/bookings/${id}/reschedule`, { key, body });
const byLink = (body: Json, token: string = booking["reschedule_token"]) =>
  app.request("POST", `/v1/reschedule/${token}`, { body, headers: { accept: "application/json" } });
const stored = async () => (await app.request("GET", `/v1/bookings/${booking["id"]}`, { key })).json;

const ways: [who: string, move: (body: Json) => Promise<Answered>][] = [
  ["the host", byHost],
  ["the attendee", byLink],
];

describe.each(ways)("%s", (_, move) => {
  test("keeps the id and tokens, and emails both sides", async () => {
    const answered = await move({ start_time: later, timezone: "Europe/Berlin" });
    expect(answered.status).toBe(200);
    expect(answered.json).toMatchObject({
      id: booking["id"],
      status: "confirmed",
      start_time: later,
      end_time: "2026-03-02T15:30:00Z",
      timezone: "Europe/Berlin",
      cancel_token: booking["cancel_token"],
      reschedule_token: booking["reschedule_token"],
    });
    expect(await emailKindsOf(app, booking["id"])).toEqual([...booked, ...moved]);
    expect(await stored()).toMatchObject({
      start_time: later,
      sequence: 1,
      attendee_timezone: "Europe/Berlin",
    });
  });

  test("keeps the attendee's time zone by default", async () => {
    await move({ start_time: later });
    expect((await stored())["attendee_timezone"]).toBe("America/Chicago");
  });

  test("frees the old time and takes the new one", async () => {
    await move({ start_time: later });
    expectProblem(await app.book({ start_time: later }), 409, "slot_unavailable");
    expect((await app.book()).status).toBe(201);
  });

  test("may overlap the booking's own old time", async () => {
    await anEventTypeOf(app, key, { title: "Grid", duration_minutes: 60, slot_interval_minutes: 15 });
    booking = (await app.book({ start_time: "2026-03-02T16:00:00Z" }, "/v1/book/jane/grid")).json;
    expect((await move({ start_time: "2026-03-02T16:15:00Z" })).status).toBe(200);
  });

  test("to the same time changes nothing and sends no email", async () => {
    await move({ start_time: later });
    const before = await everyRow(app);
    const again = await move({ start_time: later });
    expect(again).toMatchObject({ status: 200, json: { start_time: later } });
    expect((await move({ start_time: "2026-03-02T16:00:00+01:00" })).status).toBe(200);
    expect(await everyRow(app)).toEqual(before);
  });

  test("can change only the time zone, without an email", async () => {
    const answered = await move({ start_time: booking["start_time"], timezone: "Asia/Tokyo" });
    expect(answered).toMatchObject({ status: 200, json: { timezone: "Asia/Tokyo" } });
    expect(await emailKindsOf(app, booking["id"])).toEqual(booked);
  });

  test.each([
    ["taken", "2026-03-02T16:00:00Z"],
    ["outside the hours", "2026-03-02T13:30:00Z"],
    ["off the grid", "2026-03-02T15:10:00Z"],
    ["past", "2026-03-02T09:00:00Z"],
    ["too far off", "2026-06-01T14:00:00Z"],
  ])("is refused to a time that is %s", async (_, start_time) => {
    await app.book({ start_time: "2026-03-02T16:00:00Z" });
    const before = await everyRow(app);
    expectProblem(await move({ start_time }), 409, "slot_unavailable");
    expect(await everyRow(app)).toEqual(before);
  });

  test("is refused if the booking is cancelled, declined or over", async () => {
    await app.request("POST", `/v1/cancel/${booking["cancel_token"]}/confirm`);
    expectProblem(await move({ start_time: later }), 409, "already_cancelled");
    await anEventTypeOf(app, key, { requires_confirmation: true });
    booking = (await app.book({ start_time: "2026-03-02T17:00:00Z" }, "/v1/book/jane/approval")).json;
    await app.request("POST", `/v1/bookings/${booking["id"]}/decline`, { key });
    expectProblem(await move({ start_time: later }), 409, "already_declined");
    booking = (await app.book({ start_time: "2026-03-02T18:00:00Z" })).json;
    app.clock.now = Date.parse("2026-03-02T18:30:00Z");
    const before = await everyRow(app);
    expectProblem(await move({ start_time: "2026-03-03T14:00:00Z" }), 409, "already_over");
    expect(await everyRow(app)).toEqual(before);
  });

  test("keeps a pending booking pending", async () => {
    await anEventTypeOf(app, key, { requires_confirmation: true });
    booking = (await app.book({ start_time: "2026-03-02T17:00:00Z" }, "/v1/book/jane/approval")).json;
    expect((await move({ start_time: later })).json["status"]).toBe("pending");
  });

  test("does not count the booking itself against the daily limit", async () => {
    await anEventTypeOf(app, key, { title: "Rare", max_bookings_per_day: 1 });
    booking = (await app.book({ start_time: "2026-03-03T14:00:00Z" }, "/v1/book/jane/rare")).json;
    await app.book({ start_time: "2026-03-04T14:00:00Z" }, "/v1/book/jane/rare");
    expect((await move({ start_time: "2026-03-03T16:00:00Z" })).status).toBe(200);
    expectProblem(await move({ start_time: "2026-03-04T16:00:00Z" }), 409, "slot_unavailable");
  });
});

describe("with override", () => {
  const override = true;

  test.each([
    ["outside the hours", "2026-03-02T23:00:00Z"],
    ["off the grid", "2026-03-02T15:07:00Z"],
    ["on a Sunday", "2026-03-08T03:00:00Z"],
    ["beyond the horizon", "2026-09-01T14:00:00Z"],
  ])("a host can reschedule to a time %s", async (_, start_time) => {
    expectProblem(await byHost({ start_time, override: false }), 409, "slot_unavailable");
    expect(await byHost({ start_time, override })).toMatchObject({ status: 200, json: { start_time } });
  });

  test("a host can ignore notice, time off and the daily limit", async () => {
    await anEventTypeOf(app, key, { title: "Slow", min_notice_minutes: 1440, max_bookings_per_day: 1 });
    booking = (await app.book({ start_time: "2026-03-04T14:00:00Z" }, "/v1/book/jane/slow")).json;
    await app.book({ start_time: "2026-03-05T14:00:00Z" }, "/v1/book/jane/slow");
    const off = { starts_at: "2026-03-02T00:00:00Z", ends_at: "2026-03-03T00:00:00Z" };
    await app.request("POST", "/v1/time-off", { key, body: off });
    for (const start_time of [later, "2026-03-05T16:00:00Z"]) {
      expectProblem(await byHost({ start_time }), 409, "slot_unavailable");
      expect((await byHost({ start_time, override })).status).toBe(200);
    }
  });

  test("nobody can overlap another booking or its buffers, or the past", async () => {
    await anEventTypeOf(app, key, { title: "Wide", buffer_before: 30, buffer_after: 30 });
    await app.book({ start_time: "2026-03-02T18:00:00Z" }, "/v1/book/jane/wide");
    const before = await everyRow(app);
    for (const start_time of [
      "2026-03-02T18:00:00Z",
      "2026-03-02T17:31:00Z",
      "2026-03-02T18:59:00Z",
      "2026-03-02T09:59:00Z",
    ]) {
      expectProblem(await byHost({ start_time, override }), 409, "slot_unavailable");
    }
    expect(await everyRow(app)).toEqual(before);
    expect((await byHost({ start_time: "2026-03-02T17:00:00Z", override })).status).toBe(200);
    expect((await byHost({ start_time: "2026-03-02T19:00:00Z", override })).status).toBe(200);
  });

  test("an attendee cannot use it", async () => {
    expectProblem(await byLink({ start_time: "2026-03-02T23:00:00Z", override }), 422, "invalid");
  });
});

test("only the host can reschedule if the event type is gone", async () => {
  for (const change of [
    () => app.request("PATCH", "/v1/event-types/1", { key, body: { active: false } }),
    () => app.request("DELETE", "/v1/event-types/1", { key }),
  ]) {
    expect((await change()).status).toBeLessThan(300);
    expectProblem(await byLink({ start_time: "2026-03-02T19:00:00Z" }), 409, "slot_unavailable");
    expect((await byHost({ start_time: later })).status).toBe(200);
    expect((await byHost({ start_time: "2026-03-02T16:00:00Z" })).status).toBe(200);
  }
});

test("an unknown id is 404", async () => {
  for (const id of [999, "abc", "0", "9".repeat(30)]) {
    expectProblem(await byHost({ start_time: later }, id), 404, "not_found");
  }
});

describe("the original settings of a booking", () => {
  const change = async (body: Json) => {
    const { json } = await app.request("GET", "/v1/event-types", { key });
    const path = `/v1/event-types/${json["event_types"][0].id}`;
    expect((await app.request("PATCH", path, { key, body })).status).toBe(200);
  };

  test.each(ways)("keep its duration and location when %s reschedules it", async (_, move) => {
    await change({ duration_minutes: 60, location: "https://elsewhere.example.com" });
    const { status, json } = await move({ start_time: later });
    expect(status).toBe(200);
    expect(json).toMatchObject({ end_time: "2026-03-02T15:30:00Z", location: booking["location"] });
    const next = await app.book({ start_time: "2026-03-02T16:00:00Z" });
    expect(next.json).toMatchObject({
      end_time: "2026-03-02T17:00:00Z",
      location: "https://elsewhere.example.com",
    });
  });

  test("decide where it can go, on the current grid", async () => {
    await change({ duration_minutes: 60 });
    await app.book({ start_time: later });
    const path = `/v1/reschedule/${booking["reschedule_token"]}/slots?date=2026-03-02&timezone=UTC`;
    const { json } = await app.request("GET", path);
    expect(json["event_type"].duration_minutes).toBe(30);
    expect(json["current"]).toMatchObject({ end: "2026-03-02T14:30:00Z" });
    expect(json["slots"][0]).toMatchObject({ start: "2026-03-02T16:00:00Z", end: "2026-03-02T16:30:00Z" });
    expectProblem(await byLink({ start_time: "2026-03-02T15:30:00Z" }), 409, "slot_unavailable");
    expect((await byLink({ start_time: "2026-03-02T16:00:00Z" })).status).toBe(200);
  });

  test("a rescheduling email expires when both times are over", async () => {
    const ends = async (start_time: string) => {
      await byHost({ start_time });
      const rows = await app.database.read
        .selectFrom("outbox")
        .select(["topic", "useful_until"])
        .where("topic", "in", moved)
        .where("kind", "=", "email")
        .where("status", "=", "waiting")
        .execute();
      await asTried(app);
      await app.database.write((trx) => trx.updateTable("outbox").set({ status: "sent" }).execute());
      return rows.map(({ useful_until }) => new Date(useful_until).toISOString());
    };
    const [sooner, later] = ["2026-03-03T14:00:00Z", "2026-03-10T14:00:00Z"];
    await ends(later);
    for (const start of [sooner, later])
      expect(await ends(start)).toEqual(["2026-03-10T14:30:00.000Z", "2026-03-10T14:30:00.000Z"]);
  });

  test("keep its organizer when the host's address changes", async () => {
    await app.request("PATCH", "/v1/me", { key, body: { email: "new@example.com" } });
    await byHost({ start_time: later });
    await asTried(app);
    await app.request("POST", `/v1/bookings/${booking["id"]}/cancel`, { key, body: {} });
    const { json } = await app.request("GET", "/v1/outbox", { key });
    const aboutIt = json["outbox"].filter(({ booking_id }: Json) => booking_id === booking["id"]);
    const sent = await Promise.all(
      aboutIt.map(async ({ id }: Json) => (await app.request("GET", `/v1/outbox/${id}`, { key })).json),
    );
    expect(new Set(sent.map(({ letter }) => letter))).toEqual(
      new Set([...booked, ...moved, "attendee_cancelled", "host_cancelled"]),
    );
    for (const { invitation } of sent)
      expect(invitation.ics.replaceAll("\r\n ", "")).toMatch(/^ORGANIZER.*mailto:jane@example\.com$/im);
    const toHost = sent.filter(({ letter }) => letter.startsWith("host_")).map(({ recipient }) => recipient);
    expect(toHost).toEqual(["new@example.com", "new@example.com", "jane@example.com"]);
  });
});
