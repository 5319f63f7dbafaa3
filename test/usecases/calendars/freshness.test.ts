import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { at, startCalendarApp } from "../../support/calendars/calendar-app.ts";
import { feedOf, startFeedServer } from "../../support/calendars/feed-server.ts";
import { MONDAY } from "../../support/start-app.ts";

const MINUTE = 60_000;

let feed: ReturnType<typeof startFeedServer>;
let world: Awaited<ReturnType<typeof startCalendarApp>>;

beforeEach(async () => {
  feed = startFeedServer();
  feed.state.text = feedOf(["20260309T140000Z"]);
  world = await startCalendarApp({ url: feed.url, username: "", password: "" });
  await world.ask("POST", "/v1/calendar-accounts", { kind: "ics", url: feed.url, name: "Dentist" });
  await world.sync();
});
afterEach(async () => {
  await feed.stop();
  world.close();
});

const bookAt = (time: string, over: object = {}) => world.app.book({ start_time: at(time), ...over });
const age = (minutes: number) => {
  world.app.clock.now = MONDAY + minutes * MINUTE;
};

test("slots are those of the copy", async () => {
  expect(await world.slots()).not.toContain("14:00");
  expect(await world.slots()).toContain("14:30");
});

test("an event that was made a moment ago refuses the booking", async () => {
  feed.state.text = feedOf(["20260309T140000Z", "20260309T150000Z"]);
  expect(await bookAt("15:00")).toMatchObject({ status: 409, json: { code: "slot_unavailable" } });
  expect((await bookAt("16:00")).status).toBe(201);
});

test("buffers must be free of events too", async () => {
  await world.ask("PATCH", "/v1/event-types/1", { buffer_before: 15 });
  expect((await bookAt("14:30")).json["code"]).toBe("slot_unavailable");
  expect((await bookAt("15:00")).status).toBe(201);
});

describe("while the calendar cannot be read", () => {
  test.each(["hangs", "fails"] as const)("a copy of ten minutes decides (it %s)", async (mode) => {
    feed.state.mode = mode;
    age(10);
    const began = performance.now();
    expect((await bookAt("15:00")).status).toBe(201);
    expect((await bookAt("14:00")).json["code"]).toBe("slot_unavailable");
    expect(performance.now() - began).toBeLessThan(10_000);
  });

  test("a copy of sixteen minutes refuses the booking", async () => {
    feed.state.mode = "fails";
    age(16);
    expect(await bookAt("15:00")).toMatchObject({ status: 409, json: { code: "calendar_unreachable" } });
    feed.state.mode = "works";
    expect((await bookAt("15:00")).status).toBe(201);
  });

  test("a host who wants to be asked gets a pending booking", async () => {
    await world.ask("PATCH", "/v1/me", { when_calendar_unreachable: "ask" });
    feed.state.mode = "fails";
    age(16);
    const { status, json } = await bookAt("15:00");
    expect([status, json["status"], json["requires_confirmation"]]).toEqual([201, "pending", true]);
    expect((await bookAt("14:00")).json["code"]).toBe("slot_unavailable");
  });

  test("an attendee's reschedule is refused, or asks the host", async () => {
    const { json } = await bookAt("15:00");
    const move = (time: string) =>
      world.app.request("POST", `/v1/reschedule/${json["reschedule_token"]}`, {
        body: { start_time: at(time) },
      });
    feed.state.mode = "fails";
    age(16);
    expect((await move("16:00")).json["code"]).toBe("calendar_unreachable");
    await world.ask("PATCH", "/v1/me", { when_calendar_unreachable: "ask" });
    expect(await move("16:00")).toMatchObject({ status: 200, json: { status: "pending" } });
  });

  test("the host books for somebody only by override", async () => {
    feed.state.mode = "fails";
    age(16);
    const body = {
      event_type_id: 1,
      start_time: at("15:00"),
      attendee_name: "Ann",
      attendee_email: "ann@example.com",
      timezone: "UTC",
    };
    expect((await world.ask("POST", "/v1/bookings", body)).json["code"]).toBe("calendar_unreachable");
    expect((await world.ask("POST", "/v1/bookings", { ...body, override: true })).status).toBe(201);
  });

  test("a paused account no longer decides", async () => {
    feed.state.mode = "fails";
    age(16);
    await world.ask("PATCH", "/v1/calendar-accounts/1", { paused: true });
    expect((await bookAt("14:00")).status).toBe(201);
  });

  test("a calendar that does not block no longer decides", async () => {
    feed.state.mode = "fails";
    age(16);
    await world.ask("PATCH", "/v1/calendars/1", { busy: false });
    expect((await bookAt("14:00")).status).toBe(201);
  });

  test("a calendar that an event type does not use does not decide", async () => {
    await world.ask("PATCH", "/v1/event-types/1", { busy_calendars: [] });
    feed.state.mode = "fails";
    age(16);
    expect((await bookAt("14:00")).status).toBe(201);
  });

  test("a time beyond the copy is refused", async () => {
    await world.ask("PATCH", "/v1/event-types/1", { max_advance_days: 365 });
    feed.state.mode = "fails";
    const far = await world.app.book({ start_time: "2026-12-07T15:00:00Z" });
    expect(far.json["code"]).toBe("calendar_unreachable");
  });
});

test("a calendar that was never read refuses bookings while it fails", async () => {
  await world.ask("DELETE", "/v1/calendar-accounts/1");
  await world.ask("POST", "/v1/calendar-accounts", { kind: "ics", url: feed.url, name: "Dentist" });
  feed.state.mode = "fails";
  expect((await bookAt("15:00")).json["code"]).toBe("calendar_unreachable");
});

test("bookings that wait together share readings", async () => {
  feed.state.requests = 0;
  const times = ["15:00", "15:30", "16:00", "16:30", "17:00", "17:30", "18:00", "18:30", "19:00", "19:30"];
  const booked = await Promise.all(times.map((time) => bookAt(time)));
  expect(booked.map(({ status }) => status)).toEqual(times.map(() => 201));
  expect(feed.state.requests).toBeLessThanOrEqual(2);
});

test("a host without calendars is booked without any request", async () => {
  await world.ask("DELETE", "/v1/calendar-accounts/1");
  feed.state.requests = 0;
  expect((await bookAt("14:00")).status).toBe(201);
  expect(feed.state.requests).toBe(0);
});
