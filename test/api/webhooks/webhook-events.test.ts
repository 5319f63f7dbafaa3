import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { readDescription } from "../../support/description.ts";
import { type HookedApp, startHookedApp } from "../../support/hooked-app.ts";
import { aPendingBooking, confirmTokenOf, anEventTypeOf, expectProblem } from "../../support/http.ts";
import { type Receiver, startReceiver } from "../../support/receiver.ts";
import { startMailbox } from "../../support/smtp-server.ts";
import type { Json } from "../../support/start-app.ts";
import { startAppMail } from "../../support/app-mail.ts";

let app: HookedApp;
let receiver: Receiver;

beforeEach(async () => {
  app = await startHookedApp();
  receiver = await startReceiver();
});
afterEach(async () => {
  await app.close();
  await receiver.close();
});

const bodies = () => receiver.received.map(({ body }) => JSON.parse(body));
const events = () => bodies().map(({ event }: Json) => event);

async function send(): Promise<void> {
  await app.pass(app.aWorker());
}

describe("webhooks receive", () => {
  test("a new booking with the host's data and without tokens", async () => {
    const webhook = await app.aWebhook(receiver.url);
    const { json: booked } = await app.book({ notes: "Hello" });
    const { json: booking } = await app.request("GET", `/v1/bookings/${booked["id"]}`, { key: app.key });
    await send();
    const { cancel_token, reschedule_token, view_token: _, ...payload } = booking;
    expect(bodies()).toEqual([{ event: "booking.confirmed", timestamp: "2026-03-02T10:00:00Z", payload }]);
    expect(receiver.received[0]!.body).not.toContain(cancel_token);
    expect(payload).toMatchObject({
      id: booked["id"],
      attendee_name: "Jason Johnson",
      attendee_email: "jason@example.com",
      start_time: "2026-03-02T14:00:00Z",
      end_time: "2026-03-02T14:30:00Z",
      event_type: { slug: "30min" },
      status: "confirmed",
      notes: "Hello",
    });
    expect(webhook["id"]).toBe(1);
  });

  test("a request, its confirmation, rescheduling and cancellation as they happened", async () => {
    await app.aWebhook(receiver.url);
    const pending = await aPendingBooking(app, app.key);
    await app.request("GET", `/v1/bookings/${pending["confirm_token"]}/confirm`);
    await app.request("POST", `/v1/reschedule/${pending["reschedule_token"]}`, {
      body: { start_time: "2026-03-02T15:00:00Z" },
    });
    await app.request("POST", `/v1/cancel/${pending["cancel_token"]}/confirm`, { body: { reason: "Ill" } });
    await send();
    const said = bodies().toSorted(
      (one: Json, other: Json) => one["payload"].sequence - other["payload"].sequence,
    );
    expect(said).toMatchObject([
      { event: "booking.created", payload: { status: "pending", start_time: "2026-03-02T14:00:00Z" } },
      { event: "booking.confirmed", payload: { status: "confirmed", start_time: "2026-03-02T14:00:00Z" } },
      {
        event: "booking.rescheduled",
        payload: {
          status: "pending",
          start_time: "2026-03-02T15:00:00Z",
          previous_start_time: "2026-03-02T14:00:00Z",
          previous_end_time: "2026-03-02T14:30:00Z",
        },
      },
      { event: "booking.cancelled", payload: { status: "cancelled", cancellation_reason: "Ill" } },
    ]);
  });

  test("a decline, once", async () => {
    await app.aWebhook(receiver.url, { events: ["booking.declined"] });
    const { confirm_token } = await aPendingBooking(app, app.key);
    for (let n = 0; n < 3; n++) await app.request("GET", `/v1/bookings/${confirm_token}/decline`);
    await send();
    expect(events()).toEqual(["booking.declined"]);
  });

  test("a booking from the page", async () => {
    await app.aWebhook(receiver.url);
    const form = new URLSearchParams({
      start_time: "2026-03-02T14:00:00Z",
      timezone: "America/Chicago",
      attendee_name: "Jason Johnson",
      attendee_email: "jason@example.com",
    });
    const { status } = await app.request("POST", "/book/jane/30min", {
      body: form.toString(),
      headers: { "content-type": "application/x-www-form-urlencoded", accept: "text/html" },
    });
    expect(status).toBeLessThan(400);
    await send();
    expect(events()).toEqual(["booking.confirmed"]);
  });

  test("an idempotent booking once, and no refused one", async () => {
    await app.aWebhook(receiver.url);
    for (let n = 0; n < 2; n++) await app.book({}, "/v1/book/jane/30min", { "idempotency-key": "once" });
    expectProblem(await app.book(), 409, "slot_unavailable");
    await send();
    expect(events()).toEqual(["booking.confirmed"]);
  });
});

test("webhook bodies match the documentation", async () => {
  await app.aWebhook(receiver.url);
  const pending = await aPendingBooking(app, app.key);
  await app.request("POST", `/v1/reschedule/${pending["reschedule_token"]}`, {
    body: { start_time: "2026-03-02T15:00:00Z" },
  });
  const token = await confirmTokenOf(app, app.key, pending["id"]);
  await app.request("GET", `/v1/bookings/${token}/decline`);
  await send();
  const description = await readDescription(app);
  const { WebhookCall } = description.document["components"].schemas;
  expect(bodies().map((body) => description.misfits(WebhookCall, body))).toEqual([[], [], []]);
});

describe("an event is sent", () => {
  test("to each active webhook of the host that is subscribed", async () => {
    const wants = [
      {},
      { events: ["booking.confirmed"] },
      { events: ["booking.cancelled"] },
      { active: false },
    ];
    const webhooks = [];
    for (const want of wants) webhooks.push(await app.aWebhook(receiver.url, want));
    const { key: joes } = await app.host("joe");
    await app.request("POST", "/v1/webhooks", { key: joes, body: { url: receiver.url } });
    await app.book();
    const counts = await Promise.all(webhooks.map(async (one) => (await app.deliveries(one)).length));
    expect(counts).toEqual([1, 1, 0, 0]);
    await send();
    expect(receiver.received).toHaveLength(2);
    expect(new Set(receiver.received.map(({ headers }) => headers["webhook-id"])).size).toBe(2);
  });

  test("only while the webhook exists", async () => {
    const at = (hour: number) => app.book({ start_time: `2026-03-02T${hour}:00:00Z` });
    await at(14);
    const webhook = await app.aWebhook(receiver.url);
    await at(15);
    await app.request("PATCH", `/v1/webhooks/${webhook["id"]}`, { key: app.key, body: { active: false } });
    await at(16);
    await app.request("PATCH", `/v1/webhooks/${webhook["id"]}`, { key: app.key, body: { active: true } });
    await at(17);
    const starts = (await app.deliveries(webhook)).length;
    expect(starts).toBe(2);
  });

  test("with the signatures of Standard Webhooks", async () => {
    await anEventTypeOf(app, app.key);
    app.clock.now = Date.now();
    const { secret } = await app.aWebhook(receiver.url);
    const { json } = await app.request("GET", slotsFrom(app.clock.now));
    await app.book({ start_time: json["slots"][0].start, attendee_name: "Zoë 🦊" });
    await send();
    const [{ headers, body }] = receiver.received as [Receiver["received"][0]];
    expect(JSON.parse(body)).toMatchObject({ payload: { attendee_name: "Zoë 🦊" } });
    const content = `${headers["webhook-id"]}.${headers["webhook-timestamp"]}.${body}`;
    const key = Buffer.from(secret.slice("whsec_".length), "base64");
    const signature = new Bun.CryptoHasher("sha256", key).update(content).digest("base64");
    expect(headers["webhook-signature"]).toBe(`v1,${signature}`);
    expect(headers).toMatchObject({
      "content-type": "application/json",
      "user-agent": expect.stringMatching(/^schedkit\/\d/),
      "webhook-id": expect.stringMatching(/^msg_/),
      "x-schedkit-signature": new Bun.CryptoHasher("sha256", secret).update(body).digest("hex"),
    });
  });
});

function slotsFrom(now: number): string {
  const day = (offset: number) => new Date(now + offset * 86_400_000).toISOString().slice(0, 10);
  return `/v1/slots/jane/30min?from=${day(1)}&to=${day(7)}`;
}

describe("the outbox", () => {
  test("lists emails and deliveries together under unique ids", async () => {
    await app.aWebhook(receiver.url);
    await app.book();
    const { json } = await app.request("GET", "/v1/outbox", { key: app.key });
    const said = json["outbox"].map(({ id, kind, subject }: Json) => [id, kind, subject]);
    expect(said).toMatchObject([
      [3, "webhook", "booking.confirmed"],
      [2, "mail", expect.any(String)],
      [1, "mail", expect.any(String)],
    ]);
    await send();
    const { json: delivery } = await app.request("GET", "/v1/outbox/3", { key: app.key });
    expect(delivery).toMatchObject({ kind: "webhook", status: "sent", recipient: receiver.url });
    expect(delivery["text"]).toBe(receiver.received[0]!.body);
    expect(delivery["message_id"]).toBe(receiver.received[0]!.headers["webhook-id"]);
  });

  test("sends emails to people and deliveries to programs", async () => {
    const mailbox = await startMailbox();
    await app.aWebhook(receiver.url);
    await app.book();
    const mail = startAppMail(app.deps, mailbox);
    await mail.idle();
    expect(mailbox.mails).toHaveLength(2);
    expect(receiver.received).toHaveLength(0);
    await send();
    expect(receiver.received).toHaveLength(1);
    await mail.stop();
    await mailbox.close();
    expect(app.logged.filter(({ level }) => level === "error")).toEqual([]);
    const { json } = await app.request("GET", "/v1/outbox?status=sent", { key: app.key });
    expect(json["total"]).toBe(3);
  });

  test("shows nothing to another host", async () => {
    const webhook = await app.aWebhook(receiver.url);
    await app.book();
    const { key: joes } = await app.host("joe");
    expect((await app.request("GET", "/v1/outbox", { key: joes })).json["total"]).toBe(0);
    expectProblem(await app.request("GET", "/v1/outbox/3", { key: joes }), 404, "not_found");
    expectProblem(await app.request("POST", "/v1/outbox/3/retry", { key: joes, body: {} }), 404, "not_found");
    const path = `/v1/webhooks/${webhook["id"]}/deliveries`;
    expectProblem(await app.request("GET", path, { key: joes }), 404, "not_found");
  });
});
