import { afterEach, beforeEach, expect, test } from "bun:test";
import { DAY_MS, HOUR_MS } from "../../src/domain/interval.ts";
import { sendReminders } from "../../src/usecases/bookings/remind.ts";
import { startAppMail } from "../support/app-mail.ts";
import { type Mailbox, startMailbox } from "../support/smtp-server.ts";
import { type Json, startApp, type TestApp } from "../support/start-app.ts";

/** Friday, 9:00 in New York. */
const FRIDAY = "2026-03-06T14:00:00Z";
const start = Date.parse(FRIDAY);
const asJson = { accept: "application/json" };

let app: TestApp;
let key: string;
let mailbox: Mailbox;
let booking: Json;

beforeEach(async () => {
  mailbox = await startMailbox();
  app = await startApp();
  ({ key } = await app.host());
  await sendReminders(app.deps, () => true);
  booking = (await app.book({ start_time: FRIDAY })).json;
  await sendAll();
  app.clock.now = start - HOUR_MS;
  await sendReminders(app.deps, () => true);
});
afterEach(async () => {
  app.close();
  await mailbox.close();
});

/** Sends what is due, like a server that starts and stops. */
async function sendAll(): Promise<void> {
  const worker = startAppMail(app.deps, mailbox, { pollMs: DAY_MS });
  await worker.idle();
  await worker.stop();
}

/** A server leased the reminder and died. */
async function leftByAnother(): Promise<void> {
  await app.database.write((trx) =>
    trx
      .updateTable("outbox")
      .set({ leased_until: app.clock.now - 1 })
      .where("status", "=", "waiting")
      .execute(),
  );
}

async function reminderStatus(): Promise<string> {
  const { json } = await app.request("GET", "/v1/outbox?limit=200", { key });
  return json["outbox"].find(({ letter }: Json) => letter === "attendee_reminder")["status"];
}

const remindersReceived = () =>
  mailbox.mails.filter(({ parsed }) => parsed.subject!.startsWith("Reminder")).length;

test("a reminder arrives, and only once", async () => {
  await sendAll();
  await sendReminders(app.deps, () => true);
  await sendAll();
  expect([remindersReceived(), await reminderStatus()]).toEqual([1, "sent"]);
});

test("a reminder is not sent if its booking was cancelled meanwhile", async () => {
  await leftByAnother();
  await app.request("POST", `/v1/bookings/${booking["id"]}/cancel`, { key, body: {} });
  await sendAll();
  expect([remindersReceived(), await reminderStatus()]).toEqual([0, "expired"]);
  expect(mailbox.mails.map(({ parsed }) => parsed.subject).join()).toContain("Cancelled");
});

test("a reminder is not sent if its booking was rescheduled meanwhile", async () => {
  await leftByAnother();
  const body = { start_time: "2026-03-06T18:00:00Z" };
  await app.request("POST", `/v1/reschedule/${booking["reschedule_token"]}`, { body, headers: asJson });
  await sendAll();
  expect([remindersReceived(), await reminderStatus()]).toEqual([0, "expired"]);
});

test("a reminder that waited until the start is not sent", async () => {
  app.clock.now = start;
  await sendAll();
  expect([remindersReceived(), await reminderStatus()]).toEqual([0, "expired"]);
});
