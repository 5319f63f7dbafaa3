import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { sendReminders } from "../../src/usecases/bookings/remind.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "../../src/domain/interval.ts";
import { eraseAttendee } from "../../src/usecases/privacy/attendee-data.ts";
import { asTried } from "../support/http.ts";
import { type Json, MONDAY, startApp, type TestApp } from "../support/start-app.ts";

/** Friday, 9:00 in New York. */
const FRIDAY = "2026-03-06T14:00:00Z";
const start = Date.parse(FRIDAY);
const asJson = { accept: "application/json" };

let app: TestApp;
let key: string;

beforeEach(async () => {
  app = await startApp();
  ({ key } = await app.host());
  await remindAt(MONDAY);
});
afterEach(() => app.close());

/** Lets the server look for due reminders at an instant. */
async function remindAt(instant: number, { deps }: Pick<TestApp, "deps"> = app): Promise<void> {
  app.clock.now = instant;
  await sendReminders(deps, () => true);
}

async function emails(): Promise<Json[]> {
  return (await app.request("GET", "/v1/outbox?limit=200", { key })).json["outbox"].toReversed();
}

/** The reminders in the outbox, each with its recipient. */
async function reminders(): Promise<string[]> {
  const all = await emails();
  return all
    .filter(({ letter }) => letter.endsWith("_reminder"))
    .map(({ letter, recipient }) => `${letter} ${recipient}`);
}

async function setReminders(...rules: [minutes_before: number, to: string][]): Promise<void> {
  const body = { reminders: rules.map(([minutes_before, to]) => ({ minutes_before, to })) };
  expect((await app.request("PATCH", "/v1/event-types/1", { key, body })).status).toBe(200);
}

async function bookFriday(): Promise<Json> {
  const { status, json } = await app.book({ start_time: FRIDAY });
  expect(status).toBe(201);
  return json;
}

const toJason = "attendee_reminder jason@example.com";
const toJane = "host_reminder jane@example.com";

test("the attendee is reminded a day and an hour before, once each", async () => {
  await bookFriday();
  await remindAt(start - DAY_MS - 1);
  expect(await reminders()).toEqual([]);
  await remindAt(start - DAY_MS);
  await remindAt(start - DAY_MS + 30_000);
  expect(await reminders()).toEqual([toJason]);
  await remindAt(start - HOUR_MS - 1);
  expect(await reminders()).toEqual([toJason]);
  await remindAt(start - HOUR_MS + 29_000);
  await remindAt(start + 1);
  expect(await reminders()).toEqual([toJason, toJason]);
});

test("a reminder has the place first, then the time, the links, and no calendar entry", async () => {
  await app.request("PATCH", "/v1/event-types/1", {
    key,
    body: { location: "https://meet.example.com/jane" },
  });
  const { cancel_token, reschedule_token } = await bookFriday();
  await remindAt(start - DAY_MS);
  const { id } = (await emails()).at(-1)!;
  const { text, subject, invitation } = (await app.request("GET", `/v1/outbox/${id}`, { key })).json;
  expect(subject).toBe("Reminder: 30 Minute Meeting with Jane Doe – Fri, Mar 6, 8:00 AM");
  expect(invitation).toBeNull();
  const order = ["meet.example.com", "8:00", reschedule_token, cancel_token];
  expect(order.map((part) => text.indexOf(part))).toEqual(
    order.map((part) => text.indexOf(part)).toSorted((a, b) => a - b),
  );
  expect(text.indexOf("meet.example.com")).toBeGreaterThan(0);
});

test("the host is reminded if the rule says so, by their name of today", async () => {
  await setReminders([60, "both"], [10, "host"]);
  await bookFriday();
  await app.request("PATCH", "/v1/me", { key, body: { name: "Jane Smith" } });
  await remindAt(start - HOUR_MS);
  await remindAt(start - 10 * MINUTE_MS);
  expect(await reminders()).toEqual([toJason, toJane, toJane]);
  const subjects = (await emails()).map(({ subject }) => subject);
  expect(subjects.at(-3)).toContain("with Jane Smith");
  const times = subjects.slice(-3).map((subject) => subject.slice(subject.lastIndexOf(", ") + 2));
  expect(times).toEqual(["8:00 AM", "9:00 AM", "9:00 AM"]);
});

test("each side is reminded in its own language", async () => {
  await setReminders([60, "both"]);
  await app.request("PATCH", "/v1/me", { key, body: { language: "fr" } });
  expect((await app.book({ start_time: FRIDAY, language: "de" })).status).toBe(201);
  await remindAt(start - HOUR_MS);
  const subjects = (await emails()).slice(-2).map(({ subject }) => subject.split(/\s*:/)[0]);
  expect(subjects).toEqual(["Erinnerung", "Rappel"]);
});

describe("nobody is reminded", () => {
  const afterwards = async () => {
    await remindAt(start - DAY_MS);
    await remindAt(start - HOUR_MS);
    return reminders();
  };

  test("of a cancelled booking", async () => {
    const { cancel_token } = await bookFriday();
    await app.request("POST", `/v1/cancel/${cancel_token}/confirm`, { body: {}, headers: asJson });
    expect(await afterwards()).toEqual([]);
  });

  test("of a request that is pending or declined", async () => {
    await app.request("PATCH", "/v1/event-types/1", { key, body: { requires_confirmation: true } });
    const { id } = await bookFriday();
    await remindAt(start - DAY_MS);
    await app.request("POST", `/v1/bookings/${id}/decline`, { key, body: {} });
    expect(await afterwards()).toEqual([]);
  });

  test("of a time that a booking has left", async () => {
    const { reschedule_token } = await bookFriday();
    const body = { start_time: "2026-03-06T18:00:00Z" };
    await app.request("POST", `/v1/reschedule/${reschedule_token}`, { body, headers: asJson });
    await remindAt(start - DAY_MS);
    expect(await reminders()).toEqual([]);
    await remindAt(start + 4 * HOUR_MS - DAY_MS);
    await remindAt(start - HOUR_MS);
    expect(await reminders()).toEqual([toJason]);
  });

  test("if the booking was made after the reminder was due, but not yet looked for", async () => {
    app.clock.now = start - 2 * HOUR_MS;
    await bookFriday();
    await remindAt(start - 2 * HOUR_MS + 30_000);
    expect(await reminders()).toEqual([]);
    await remindAt(start - HOUR_MS);
    expect(await reminders()).toEqual([toJason]);
  });

  test("if it was confirmed after the reminder was due", async () => {
    await app.request("PATCH", "/v1/event-types/1", { key, body: { requires_confirmation: true } });
    const { id } = await bookFriday();
    app.clock.now = start - DAY_MS + 30_000;
    await app.request("POST", `/v1/bookings/${id}/confirm`, { key, body: {} });
    await remindAt(start - DAY_MS + 60_000);
    expect(await reminders()).toEqual([]);
  });

  test("if it was moved to a time whose reminder was due before", async () => {
    const { id } = await bookFriday();
    app.clock.now = start - DAY_MS + 30_000;
    const body = { start_time: "2026-03-05T18:00:00Z" };
    expect((await app.request("POST", `/v1/bookings/${id}/reschedule`, { key, body })).status).toBe(200);
    await remindAt(start - DAY_MS + 60_000);
    expect(await reminders()).toEqual([]);
  });

  test("after the start, however long the server was off", async () => {
    await bookFriday();
    await remindAt(start);
    expect(await reminders()).toEqual([]);
  });

  test("if the event type has no reminders, as all that are older than reminders", async () => {
    await setReminders();
    await bookFriday();
    expect(await afterwards()).toEqual([]);
  });
});

test("an interrupted run is made up for, and nothing is enqueued twice", async () => {
  await bookFriday();
  app.clock.now = start - DAY_MS;
  const last = await sendReminders(app.deps, () => false);
  expect(last).toBeLessThan(start - DAY_MS);
  expect(await reminders()).toEqual([]);
  for (let run = 0; run < 3; run += 1) await sendReminders(app.deps, () => true, last);
  expect(await reminders()).toEqual([toJason]);
});

test("an upgrade reminds nobody of what was due before it", async () => {
  const { reminded_to } = await app.database.read
    .selectFrom("settings")
    .select("reminded_to")
    .executeTakeFirstOrThrow();
  expect(reminded_to).toBeGreaterThanOrEqual(MONDAY);
});

test("after a downtime, only the latest of several reminders is sent, late", async () => {
  await bookFriday();
  await remindAt(start - 30 * MINUTE_MS);
  await remindAt(start - 29 * MINUTE_MS);
  expect(await reminders()).toEqual([toJason]);
});

test("an edit of the rules applies at once, to bookings that exist", async () => {
  await bookFriday();
  await setReminders([120, "host"]);
  await remindAt(start - DAY_MS);
  await remindAt(start - 2 * HOUR_MS);
  await setReminders([120, "both"], [30, "attendee"]);
  await remindAt(start - 30 * MINUTE_MS);
  expect(await reminders()).toEqual([toJane, toJason]);
});

test("bookings of an event type that is no longer offered are reminded of", async () => {
  await bookFriday();
  await app.request("DELETE", "/v1/event-types/1", { key });
  await remindAt(start - DAY_MS);
  expect(await reminders()).toEqual([toJason]);
});

test("bookings of an event type that is hidden and inactive are reminded of", async () => {
  await bookFriday();
  await app.request("PATCH", "/v1/event-types/1", { key, body: { hidden: true, active: false } });
  await remindAt(start - DAY_MS);
  expect(await reminders()).toEqual([toJason]);
});

test("a booking whose reminder cannot be rendered delays no other, and is logged once", async () => {
  const { id } = await bookFriday();
  await app.book({ start_time: "2026-03-06T15:00:00Z", attendee_email: "ada@example.com" });
  await app.database.write((trx) =>
    trx.updateTable("bookings").set({ attendee_time_zone: "No/Where" }).where("id", "=", id).execute(),
  );
  await remindAt(start + HOUR_MS - DAY_MS);
  await remindAt(start + HOUR_MS - DAY_MS + 30_000);
  expect(await reminders()).toEqual(["attendee_reminder ada@example.com"]);
  const errors = app.logged.filter(({ level }) => level === "error");
  expect(errors).toMatchObject([{ message: "a reminder could not be enqueued", fields: { booking_id: id } }]);
});

test("reminders do not count in the limit of emails to an address", async () => {
  await bookFriday();
  const uses = () => app.database.read.selectFrom("limit_uses").selectAll().execute();
  const before = await uses();
  await remindAt(start - DAY_MS);
  expect(await reminders()).toEqual([toJason]);
  expect(await uses()).toEqual(before);
});

test("an erased attendee gets no reminder, and their host one without their data", async () => {
  await setReminders([60, "both"]);
  await bookFriday();
  await eraseAttendee(app.deps, { host: undefined, actor: { type: "system" } } as never, "jason@example.com");
  await remindAt(start - HOUR_MS);
  expect(await reminders()).toEqual([toJane]);
  expect(JSON.stringify(await emails())).not.toContain("Jason");
});

test("two servers on one database remind once", async () => {
  const other = await startApp({ path: app.path, now: MONDAY });
  await bookFriday();
  app.clock.now = other.clock.now = start - DAY_MS;
  await Promise.all([app, other].map(({ deps }) => sendReminders(deps, () => true)));
  expect(await reminders()).toEqual([toJason]);
  other.close();
});

test("a clock that was ahead holds up no reminder once it is right again", async () => {
  await bookFriday();
  await remindAt(start + 365 * DAY_MS);
  await remindAt(start - 2 * HOUR_MS);
  await remindAt(start - HOUR_MS);
  expect(await reminders()).toEqual([toJason]);
});

test("the clocks going forward in between change nothing", async () => {
  // Monday, 9 March, 9:00 in New York, a day after the clocks went forward.
  const monday = Date.parse("2026-03-09T13:00:00Z");
  await app.book({ start_time: "2026-03-09T13:00:00Z" });
  await remindAt(monday - DAY_MS - 1);
  expect(await reminders()).toEqual([]);
  await remindAt(monday - DAY_MS);
  expect(await reminders()).toEqual([toJason]);
});

test("a reminder that is still waiting expires when its booking is rescheduled", async () => {
  const { reschedule_token } = await bookFriday();
  await asTried(app);
  await remindAt(start - DAY_MS);
  const body = { start_time: "2026-03-06T18:00:00Z" };
  await app.request("POST", `/v1/reschedule/${reschedule_token}`, { body, headers: asJson });
  const all = await emails();
  expect(all.slice(2).map(({ letter, status }) => `${letter} ${status}`)).toEqual([
    "attendee_reminder expired",
    "attendee_moved waiting",
    "host_moved waiting",
  ]);
});

test.each([
  [[{ minutes_before: 0, to: "attendee" }], "/reminders/0/minutes_before"],
  [[{ minutes_before: 40_321, to: "attendee" }], "/reminders/0/minutes_before"],
  [[{ minutes_before: 5, to: "everybody" }], "/reminders/0/to"],
  [
    [
      { minutes_before: 5, to: "host" },
      { minutes_before: 5, to: "attendee" },
    ],
    "/reminders/1/minutes_before",
  ],
])("reminders %j are refused", async (wrong, path) => {
  const before = (await app.request("GET", "/v1/event-types/1", { key })).json;
  const { status, json } = await app.request("PATCH", "/v1/event-types/1", {
    key,
    body: { reminders: wrong },
  });
  expect(status).toBe(422);
  expect(json["details"][0]["path"]).toBe(path);
  expect((await app.request("GET", "/v1/event-types/1", { key })).json).toEqual(before);
});
