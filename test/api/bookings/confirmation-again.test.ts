import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { expireOverdue } from "../../../src/usecases/bookings/expire.ts";
import {
  anEventTypeOf,
  aPendingBooking,
  asTried,
  confirmTokenOf,
  everyRow,
  expectProblem,
} from "../../support/http.ts";
import { type Json, MONDAY, startApp, type TestApp } from "../../support/start-app.ts";

let app: TestApp;
let key: string;
let eventType: Json;
let booking: Json;

beforeEach(async () => {
  app = await startApp();
  ({ key } = await app.host());
  eventType = await anEventTypeOf(app, key, { requires_confirmation: true });
  booking = await aPendingBooking(app, key);
});
afterEach(() => app.close());

const HOUR_MS = 3_600_000;
const json = { accept: "application/json" };
const path = "/v1/book/jane/approval";
const nine = "2026-03-02T14:00:00Z";
const ten = "2026-03-02T15:00:00Z";

const byAttendee = (start_time: string) =>
  app.request("POST", `/v1/reschedule/${booking["reschedule_token"]}`, {
    headers: json,
    body: { start_time },
  });
const byHost = (verb: string, body: Json = {}) =>
  app.request("POST", `/v1/bookings/${booking["id"]}/${verb}`, { key, body });
const cancel = () =>
  app.request("POST", `/v1/cancel/${booking["cancel_token"]}/confirm`, { headers: json, body: {} });
const rowOf = () =>
  app.database.read
    .selectFrom("bookings")
    .selectAll()
    .where("id", "=", booking["id"])
    .executeTakeFirstOrThrow();
const change = (changes: Json) =>
  app.request("PATCH", `/v1/event-types/${eventType["id"]}`, { key, body: changes });

/** The emails about the booking's last change, by letter. */
async function lastEmails(): Promise<Record<string, Json>> {
  const { sequence } = await rowOf();
  const rows = await app.database.read.selectFrom("outbox").selectAll().where("kind", "=", "email").execute();
  const last = rows.filter(({ payload }) => JSON.parse(payload).sequence === sequence);
  const whole = last.map(async ({ id, topic }) => [
    topic,
    (await app.request("GET", `/v1/outbox/${id}`, { key })).json,
  ]);
  await asTried(app);
  return Object.fromEntries(await Promise.all(whole));
}

/** The calendar effect of the last change's emails: the letter, the method, the status and the SEQUENCE. */
async function entries(): Promise<Record<string, string | null>> {
  const emails = Object.entries(await lastEmails());
  const told = emails.map(([letter, { invitation }]) => [
    letter,
    invitation &&
      `${invitation.method} ${/STATUS:(\w+)/.exec(invitation.ics)![1]} ${/SEQUENCE:(\d+)/.exec(invitation.ics)![1]}`,
  ]);
  return Object.fromEntries(told);
}

async function confirmed(): Promise<void> {
  await byHost("confirm");
  await asTried(app);
}

describe("a confirmed booking rescheduled by its attendee", () => {
  beforeEach(confirmed);

  test("is pending again at its new time, which is held", async () => {
    const moved = await byAttendee(ten);
    expect(moved).toMatchObject({ status: 200, json: { status: "pending", start_time: ten } });
    expect(await rowOf()).toMatchObject({
      status: "pending",
      sequence: 2,
      decide_by: Date.parse(ten),
      expired: 0,
      has_calendar_entry: 1,
    });
    expectProblem(await app.book({ start_time: ten }), 409, "slot_unavailable");
    expect((await app.book({ start_time: nine })).status).toBe(201);
  });

  test("moves tentatively in both calendars, and the host gets buttons", async () => {
    await byAttendee(ten);
    const { attendee_moved: toAttendee, host_moved: toHost } = await lastEmails();
    expect([toAttendee!["invitation"].method, toHost!["invitation"].method]).toEqual(["REQUEST", "PUBLISH"]);
    for (const { invitation } of [toAttendee!, toHost!]) {
      for (const line of ["STATUS:TENTATIVE", "SEQUENCE:2", "DTSTART:20260302T150000Z"])
        expect(invitation.ics).toContain(line);
    }
    const token = await confirmTokenOf(app, key, booking["id"]);
    expect(token).not.toBe(booking["confirm_token"]);
    const decisions = ["confirm", "decline"].map((verb) => `/v1/bookings/${token}/${verb}`);
    for (const link of decisions) {
      expect(toHost!["text"]).toContain(link);
      expect(toHost!["html"]).toContain(link);
      expect(toAttendee!["text"]).not.toContain(link);
    }
    expect(toAttendee!["text"]).toContain("Jane Doe has to confirm the new time.");
  });

  test("is definite in both calendars once its host confirms it", async () => {
    await byAttendee(ten);
    await byHost("confirm");
    expect(await rowOf()).toMatchObject({ status: "confirmed", decide_by: null });
    expect(await entries()).toEqual({
      attendee_approved: "REQUEST CONFIRMED 3",
      host_approved: "PUBLISH CONFIRMED 3",
    });
  });

  const ends: [what: string, end: () => Promise<unknown>, letters: [string, string]][] = [
    ["its host declines it", () => byHost("decline"), ["attendee_declined", "host_declined"]],
    ["its attendee cancels it", cancel, ["attendee_cancelled", "host_cancelled"]],
    ["its host cancels it", () => byHost("cancel"), ["attendee_cancelled", "host_cancelled"]],
    [
      "nobody decides",
      async () => {
        app.clock.now = Date.parse(ten);
        await expireOverdue(app.deps, () => true);
      },
      ["attendee_expired", "host_expired"],
    ],
  ];
  test.each(ends)("leaves both calendars if %s", async (_what, end, letters) => {
    await byAttendee(ten);
    await asTried(app);
    await end();
    expect(await entries()).toEqual(Object.fromEntries(letters.map((one) => [one, "CANCEL CANCELLED 3"])));
    const holds = await app.database.read.selectFrom("holds").selectAll().execute();
    expect(holds).toEqual([]);
  });

  test("stays tentative when it is rescheduled repeatedly", async () => {
    await byAttendee(ten);
    await asTried(app);
    await byAttendee("2026-03-02T16:00:00Z");
    expect(await entries()).toEqual({
      attendee_moved: "REQUEST TENTATIVE 3",
      host_moved: "PUBLISH TENTATIVE 3",
    });
  });

  test("has the current deadline of its event type from then on", async () => {
    await change({ pending_expires_hours: 2 });
    app.clock.now = MONDAY + HOUR_MS;
    await byAttendee("2026-03-04T15:00:00Z");
    expect((await rowOf()).decide_by).toBe(MONDAY + 3 * HOUR_MS);
    await change({ pending_expires_hours: 100 });
    expect((await rowOf()).decide_by).toBe(MONDAY + 3 * HOUR_MS);
    await byAttendee("2026-03-04T16:00:00Z");
    expect((await rowOf()).decide_by).toBe(Date.parse("2026-03-04T16:00:00Z"));
  });

  test("asks the host again even if its event type no longer does", async () => {
    await change({ requires_confirmation: false });
    expect((await byAttendee(ten)).json["status"]).toBe("pending");
  });

  test("is audited with its new status", async () => {
    await byAttendee(ten);
    const [entry] = (await app.request("GET", "/v1/audit", { key })).json["audit"];
    expect(entry).toMatchObject({ action: "booking.moved", changes: ["start_time", "status"] });
  });

  test("stays confirmed if the time is taken", async () => {
    await app.book({ start_time: ten });
    const before = await everyRow(app);
    expectProblem(await byAttendee(ten), 409, "slot_unavailable");
    expect((await byAttendee(nine)).json["status"]).toBe("confirmed");
    expect(await everyRow(app)).toEqual(before);
  });

  test("keeps its status if its host reschedules it", async () => {
    await byHost("reschedule", { start_time: ten });
    expect(await rowOf()).toMatchObject({ status: "confirmed", decide_by: null });
    expect(await entries()).toEqual({
      attendee_moved: "REQUEST CONFIRMED 2",
      host_moved: "PUBLISH CONFIRMED 2",
    });
  });
});

describe("a request that was never confirmed", () => {
  test("asks the host again when rescheduled, without a calendar entry", async () => {
    await change({ pending_expires_hours: 2 });
    app.clock.now = MONDAY + HOUR_MS;
    await byAttendee(ten);
    expect(await rowOf()).toMatchObject({
      status: "pending",
      decide_by: MONDAY + 3 * HOUR_MS,
      has_calendar_entry: 0,
    });
    expect(await entries()).toEqual({ attendee_moved: null, host_moved: null });
    await byHost("decline");
    expect(await entries()).toEqual({ attendee_declined: null });
  });

  test("does not expire at its old start once its host rescheduled it", async () => {
    await byHost("reschedule", { start_time: ten });
    expect(await rowOf()).toMatchObject({ status: "pending", decide_by: Date.parse(ten) });
  });

  test("removes nothing from calendars if it is cancelled", async () => {
    await cancel();
    expect(await entries()).toEqual({ attendee_cancelled: null, host_cancelled: null });
  });
});

test("a booking without confirmation stays confirmed when its attendee reschedules it", async () => {
  booking = (await app.book({ start_time: "2026-03-02T17:00:00Z" })).json;
  await change({ requires_confirmation: true });
  expect((await byAttendee(ten)).json["status"]).toBe("confirmed");
  expect(await rowOf()).toMatchObject({ decide_by: null, has_calendar_entry: 1 });
});

test("a late reason for a decline only notifies the attendee", async () => {
  await confirmed();
  await byAttendee(ten);
  await asTried(app);
  const target = `/v1/bookings/${await confirmTokenOf(app, key, booking["id"])}/decline`;
  await app.request("GET", target, { headers: json });
  await asTried(app);
  await app.request("POST", target, { headers: json, body: { reason: "Away" } });
  expect(await entries()).toEqual({ attendee_declined: "CANCEL CANCELLED 4" });
});

describe("once a meeting has begun", () => {
  beforeEach(async () => {
    booking = (await app.book({ start_time: "2026-03-02T17:00:00Z" })).json;
  });
  const begun = ["2026-03-02T17:00:00Z", "2026-03-02T17:20:00Z"];

  test.each(begun)("its attendee can no longer reschedule it: at %s", async (now) => {
    app.clock.now = Date.parse(now);
    const before = await everyRow(app);
    const slots = `/v1/reschedule/${booking["reschedule_token"]}/slots?date=2026-03-03`;
    expectProblem(await byAttendee("2026-03-03T15:00:00Z"), 409, "already_begun");
    expectProblem(await byAttendee("2026-03-02T17:00:00Z"), 409, "already_begun");
    expectProblem(await app.request("GET", slots), 409, "already_begun");
    expect(await everyRow(app)).toEqual(before);
  });

  test("its attendee could reschedule it a moment before", async () => {
    app.clock.now = Date.parse("2026-03-02T17:00:00Z") - 1;
    expect((await byAttendee("2026-03-03T15:00:00Z")).status).toBe(200);
  });

  test("its attendee can cancel and its host reschedule until the end", async () => {
    app.clock.now = Date.parse("2026-03-02T17:29:59Z");
    expect((await byHost("reschedule", { start_time: "2026-03-03T15:00:00Z" })).status).toBe(200);
    expect((await cancel()).json["status"]).toBe("cancelled");
    booking = (await app.book({ start_time: "2026-03-02T18:00:00Z" })).json;
    app.clock.now = Date.parse("2026-03-02T18:10:00Z");
    expect((await cancel()).json["status"]).toBe("cancelled");
  });

  test("a late request gets an error that says so", async () => {
    app.clock.now = Date.parse("2026-03-02T17:00:00Z");
    expect((await byAttendee(ten)).json["error"]).toBe(
      "This meeting has begun, so it can no longer be rescheduled.",
    );
    expect((await app.book({ start_time: "2026-03-03T15:00:00Z" }, path)).status).toBe(201);
  });
});
