import { afterEach, beforeEach, expect, test } from "bun:test";
import { tidyUp } from "../../src/usecases/privacy/tidy-up.ts";
import { aPendingBooking, asTried } from "../support/http.ts";
import { type Json, startApp, type TestApp } from "../support/start-app.ts";

const DAY = 86_400_000;
const asJson = { accept: "application/json" };
const ten = "2026-03-02T15:00:00Z";
const eleven = "2026-03-02T16:00:00Z";

let app: TestApp;
let key: string;

beforeEach(async () => {
  app = await startApp();
  ({ key } = await app.host());
});
afterEach(() => app.close());

const move = ({ reschedule_token }: Json, start_time: string) =>
  app.request("POST", `/v1/reschedule/${reschedule_token}`, { body: { start_time }, headers: asJson });
const cancel = ({ cancel_token }: Json) =>
  app.request("POST", `/v1/cancel/${cancel_token}/confirm`, { body: {}, headers: asJson });

/** Every email about a booking, oldest first, with its content. */
async function emails(): Promise<Json[]> {
  const { json } = await app.request("GET", "/v1/outbox?limit=200", { key });
  const whole = json["outbox"].map(
    async ({ id }: Json) => (await app.request("GET", `/v1/outbox/${id}`, { key })).json,
  );
  return (await Promise.all(whole)).toReversed();
}
const letters = async () => (await emails()).map(({ letter }) => letter);

test("an unsent booking email is replaced by one with the current time", async () => {
  const { json: booking } = await app.book();
  await move(booking, ten);
  await move(booking, eleven);
  expect(await letters()).toEqual(["attendee_booked", "host_booked"]);
  for (const { text, invitation, message_id, subject } of await emails()) {
    expect(text).not.toContain("Before");
    expect(text).toMatch(/10:00|11:00/);
    expect(invitation.ics).toContain("SEQUENCE:2");
    expect(invitation.ics).toContain("DTSTART:20260302T160000Z");
    expect(message_id).toContain(".2.");
    expect(subject).not.toBe("");
  }
});

test("two unsent reschedulings become one, from the original time", async () => {
  const { json: booking } = await app.book();
  await asTried(app);
  await move(booking, ten);
  await move(booking, eleven);
  const [, , attendee, host, ...more] = await emails();
  expect(more).toEqual([]);
  expect([attendee!["letter"], host!["letter"]]).toEqual(["attendee_moved", "host_moved"]);
  expect(host!["text"].replaceAll(/\s/g, " ")).toMatch(/Before: .*9:00.*Now: .*11:00/);
});

test("rescheduling there and back is still reported", async () => {
  const { json: booking } = await app.book();
  await asTried(app);
  await move(booking, ten);
  await move(booking, booking["start_time"]);
  const host = (await emails()).at(-1)!;
  expect(host["text"].replaceAll(/\s/g, " ")).toMatch(/Before: .*10:00.*Now: .*9:00/);
});

test("a cancellation replaces every unsent email", async () => {
  const { json: booking } = await app.book();
  await move(booking, ten);
  await cancel(booking);
  expect(await letters()).toEqual(["attendee_cancelled", "host_cancelled"]);
});

test("a decision replaces an unsent request and keeps its reason", async () => {
  const { json: booking } = await app.book({}, "/v1/book/jane/30min");
  await app.request("POST", `/v1/bookings/${booking["id"]}/cancel`, { key, body: { reason: "Ill, sorry." } });
  const [attendee] = await emails();
  expect(attendee!["text"]).toContain("Ill, sorry.");
});

test("an email that was tried stays, and the next one is added", async () => {
  await aPendingBooking(app, key);
  await app.request("POST", "/v1/bookings/1/confirm", { key, body: {} });
  expect(await letters()).toEqual([
    "attendee_requested",
    "host_requested",
    "attendee_approved",
    "host_approved",
  ]);
});

test("an email leased by a worker stays, and the next one is added", async () => {
  const { json: booking } = await app.book();
  await app.database.write((trx) =>
    trx
      .updateTable("outbox")
      .set({ leased_until: app.clock.now + 60_000 })
      .execute(),
  );
  await move(booking, ten);
  expect(await letters()).toEqual(["attendee_booked", "host_booked", "attendee_moved", "host_moved"]);
});

test("emails about other bookings of the same people stay", async () => {
  await app.book();
  const { json: other } = await app.book({ start_time: ten });
  await cancel(other);
  expect(await letters()).toEqual(["attendee_booked", "host_booked", "attendee_cancelled", "host_cancelled"]);
});

test("host and attendee with one address keep an email each", async () => {
  const { json: booking } = await app.book({ attendee_email: "jane@example.com" });
  await move(booking, ten);
  expect(await letters()).toEqual(["attendee_booked", "host_booked"]);
});

test("finished entries are deleted after OUTBOX_DAYS, waiting and retryable ones stay", async () => {
  for (const start_time of ["2026-03-02T14:00:00Z", ten, eleven]) await app.book({ start_time });
  const as = (id: number, status: "sent" | "failed" | "expired", useful_until: number) =>
    app.database.write((trx) =>
      trx.updateTable("outbox").set({ status, useful_until }).where("id", "=", id).execute(),
    );
  const now = app.clock.now;
  await as(1, "sent", now);
  await as(2, "expired", now);
  await as(3, "failed", now + DAY);
  await as(4, "failed", now + 40 * DAY);
  const left = async () =>
    (await app.database.read.selectFrom("outbox").select("id").execute()).map(({ id }) => id);
  app.clock.now = now + 30 * DAY;
  await tidyUp(app.deps, 30);
  expect(await left()).toEqual([1, 2, 3, 4, 5, 6]);
  app.clock.now += 1;
  await tidyUp(app.deps, 30);
  expect(await left()).toEqual([3, 4, 5, 6]);
  app.clock.now += 2 * DAY;
  await tidyUp(app.deps, 30);
  expect(await left()).toEqual([4, 5, 6]);
});

test("a finished delivery is deleted with its attempts", async () => {
  const webhook = { url: "http://127.0.0.1:9/hook" };
  await app.request("POST", "/v1/webhooks", { key, body: webhook });
  await app.book();
  const delivery = await app.database.read
    .selectFrom("outbox")
    .select("id")
    .where("kind", "=", "webhook")
    .executeTakeFirstOrThrow();
  await app.database.write(async (trx) => {
    await trx.updateTable("outbox").set({ status: "sent" }).execute();
    await trx
      .insertInto("delivery_tries")
      .values({ outbox_id: delivery.id, at: 0, took_ms: 1, http_status: 200, error: null, answer: null })
      .execute();
  });
  app.clock.now += 31 * DAY;
  await tidyUp(app.deps, 30);
  expect(await app.database.read.selectFrom("delivery_tries").selectAll().execute()).toEqual([]);
  expect(await app.database.read.selectFrom("outbox").selectAll().execute()).toEqual([]);
});
