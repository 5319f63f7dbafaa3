import { afterEach, beforeEach, expect, test } from "bun:test";
import { aPendingBooking, everyRow, expectProblem } from "../support/http.ts";
import { type Json, startApp, type TestApp } from "../support/start-app.ts";

let app: TestApp;
let key: string;

beforeEach(async () => {
  app = await startApp();
  ({ key } = await app.host());
});
afterEach(() => app.close());

const ask = (path: string, method = "GET") => app.request(method, `/v1/outbox${path}`, { key });
const fail = () =>
  app.database.write((trx) =>
    trx
      .updateTable("outbox")
      .set({ status: "failed", attempts: 9, last_error: "550 no such mailbox" })
      .where("id", "=", 1)
      .execute(),
  );

test("every enqueued email is listed, newest first", async () => {
  await app.book();
  const { json } = await ask("");
  expect(json).toMatchObject({ total: 2, page: 1, limit: 50 });
  expect(json["outbox"].map(({ id }: Json) => id)).toEqual([2, 1]);
  expect(json["outbox"][1]).toEqual({
    id: 1,
    kind: "mail",
    letter: "attendee_booked",
    booking_id: 1,
    recipient: "jason@example.com",
    subject: expect.stringContaining("30 Minute Meeting"),
    status: "waiting",
    attempts: 0,
    last_error: null,
    message_id: expect.stringMatching(/^<.+@localhost>$/),
    created_at: "2026-03-02T10:00:00Z",
    next_attempt_at: "2026-03-02T10:00:00Z",
    sent_at: null,
  });
});

test("an email is returned with its content and invitation", async () => {
  const { cancel_token, reschedule_token } = (await app.book({ attendee_name: "<b>Jason</b>" })).json;
  const { json } = await ask("/1");
  expect(json).toMatchObject({ ...(await ask("")).json["outbox"][1], reply_to: "jane@example.com" });
  for (const body of [json["text"], json["html"]]) {
    expect(body).toContain(`/v1/cancel/${cancel_token}`);
    expect(body).toContain(`/v1/reschedule/${reschedule_token}`);
  }
  expect(json["html"]).not.toContain("<b>Jason</b>");
  expect(JSON.stringify(json["invitation"])).toContain("BEGIN:VCALENDAR");
});

test("a request to a host has decision links and no invitation", async () => {
  const booking = await aPendingBooking(app, key);
  const { json } = await ask("/2");
  expect(json).toMatchObject({ letter: "host_requested", recipient: "jane@example.com", invitation: null });
  expect(json["text"]).toContain(`/v1/bookings/${booking["confirm_token"]}/confirm`);
  expect(json["text"]).toContain(`/v1/bookings/${booking["confirm_token"]}/decline`);
});

test("emails can be filtered by status", async () => {
  await app.book();
  await fail();
  const ids = async (status: string) =>
    (await ask(`?status=${status}`)).json["outbox"].map(({ id }: Json) => id);
  expect(await ids("failed")).toEqual([1]);
  expect(await ids("waiting")).toEqual([2]);
  expect(await ids("sent")).toEqual([]);
  expect(await ids("expired")).toEqual([]);
});

test("a failed email has a reason and can be retried", async () => {
  await app.book();
  await fail();
  expect((await ask("/1")).json).toMatchObject({
    status: "failed",
    last_error: "550 no such mailbox",
    next_attempt_at: null,
  });
  app.clock.now += 60_000;
  const again = await ask("/1/retry", "POST");
  expect(again.status).toBe(200);
  expect(again.json).toMatchObject({
    status: "waiting",
    attempts: 0,
    last_error: null,
    next_attempt_at: "2026-03-02T10:01:00Z",
  });
  expect((await ask("/1")).json).toEqual(again.json);
});

test("no other email can be retried", async () => {
  await app.book();
  for (const status of ["waiting", "sent", "expired"] as const) {
    await app.database.write((trx) => trx.updateTable("outbox").set({ status }).execute());
    const before = await everyRow(app);
    expectProblem(await ask("/1/retry", "POST"), 409, "not_failed");
    expect(await everyRow(app)).toEqual(before);
  }
  expectProblem(await ask("/999/retry", "POST"), 404, "not_found");
});

test("listing renders nothing and includes entries that cannot be rendered", async () => {
  await app.book();
  await app.database.write((trx) =>
    trx.updateTable("bookings").set({ attendee_time_zone: "Nowhere/At_All" }).execute(),
  );
  const { status, json } = await ask("");
  expect([status, json["total"]]).toEqual([200, 2]);
  expect((await ask("/1")).status).toBe(500);
});

test("an email keeps its subject and uses current names", async () => {
  await app.book();
  const { subject } = (await ask("/1")).json;
  await app.request("PATCH", "/v1/me", { key, body: { name: "Jane Smith", email: "smith@example.com" } });
  const { json } = await ask("/1");
  expect(json).toMatchObject({ subject, reply_to: "smith@example.com" });
  expect(subject).toContain("Jane Doe");
  expect(json["text"]).toContain("Jane Smith");
});

test("the Message-ID distinguishes the recipients of one booking", async () => {
  await app.book();
  const ids = (await ask("")).json["outbox"].map(({ message_id }: Json) => message_id);
  const recipients = ids.map((id: string) => /\.(\w+)@localhost>$/.exec(id)?.[1]);
  expect(new Set(recipients).size).toBe(2);
  await app.book({ start_time: "2026-03-02T15:00:00Z" });
  const again = (await ask("?limit=2")).json["outbox"].map(({ message_id }: Json) => message_id);
  expect(again.map((id: string) => /\.(\w+)@localhost>$/.exec(id)?.[1])).toEqual(recipients);
});
