import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import type { Database } from "../../src/db/database.ts";
import { MINUTE_MS } from "../../src/domain/interval.ts";
import { createMetrics } from "../../src/observability/metrics.ts";
import { aBooking, aHost, anEventType, anEmailJob, MADE_AT } from "../support/builders.ts";
import { type MailRoom, openMailRoom } from "../support/mail-room.ts";
import type { Mailbox } from "../support/smtp-server.ts";

const SECOND_MS = 1_000;
const HOUR_MS = 60 * MINUTE_MS;

let room: MailRoom;

beforeEach(async () => {
  room = await openMailRoom();
});

afterEach(() => room.close());

describe("a due email", () => {
  test("is sent within a second of a wake-up", async () => {
    const mailbox = await room.aMailbox();
    const worker = room.aWorker(mailbox);
    await worker.idle();
    const mail = await room.owed();
    const woken = performance.now();
    worker.wake();
    await mailbox.waitFor(({ mails }) => mails.length === 1);
    expect(performance.now() - woken).toBeLessThan(SECOND_MS);
    await worker.idle();
    expect(mailbox.mails[0]).toMatchObject({ from: "bookings@example.com", to: [mail.recipient] });
    expect(await room.inOutbox(mail)).toMatchObject({
      status: "sent",
      attempts: 1,
      first_attempt_at: MADE_AT,
      sent_at: MADE_AT,
      leased_until: 0,
      last_error: null,
    });
  });

  test("is found without a wake-up, as from another process", async () => {
    const mailbox = await room.aMailbox();
    const worker = room.aWorker(mailbox, { pollMs: 20 });
    await worker.idle();
    await room.owed();
    await mailbox.waitFor(({ mails }) => mails.length === 1);
  });

  test("is found at start", async () => {
    const mailbox = await room.aMailbox();
    await room.owed();
    await room.aWorker(mailbox).idle();
    expect(mailbox.mails).toHaveLength(1);
  });

  test("waits for its time", async () => {
    const mailbox = await room.aMailbox();
    await room.owed({ due_at: MADE_AT + 1 });
    const worker = room.aWorker(mailbox);
    await worker.idle();
    expect(mailbox.mails).toHaveLength(0);
    await room.passAt(worker, MADE_AT + 1);
    expect(mailbox.mails).toHaveLength(1);
  });

  test("is sent once, however often the worker is woken", async () => {
    const mailbox = await room.aMailbox();
    await room.owed();
    const worker = room.aWorker(mailbox);
    for (let i = 0; i < 50; i += 1) worker.wake();
    await worker.idle();
    worker.wake();
    await worker.idle();
    expect(mailbox.visits.data).toBe(1);
  });

  test("is logged without its content or recipient", async () => {
    const mailbox = await room.aMailbox();
    const mail = await room.owed();
    mailbox.behave({ at: "rcpt", reply: 451, text: `<${mail.recipient}>: greylisted` });
    const worker = room.aWorker(mailbox);
    await worker.idle();
    mailbox.behave();
    await room.passAt(worker, MADE_AT + MINUTE_MS);
    expect(mailbox.mails).toHaveLength(1);
    expect(room.logged).toContain(`"outbox_id":${mail.id}`);
    expect(room.logged).toContain("greylisted");
    expect(room.logged).not.toContain(mail.recipient);
    expect(room.logged).not.toContain("secret");
  });
});

describe("an email that cannot be rendered", () => {
  test("fails alone, is logged without its content, and others are sent", async () => {
    const mailbox = await room.aMailbox();
    const bad = await room.owed();
    const good = await room.owed();
    room.runRaw(`update bookings set attendee_time_zone = 'Ada wrote this' where id = ${bad.booking_id}`);
    const worker = room.aWorker(mailbox);
    await worker.idle();
    expect(await room.inOutbox(bad)).toMatchObject({
      status: "failed",
      last_error: "The email could not be rendered",
    });
    expect(await room.inOutbox(good)).toMatchObject({ status: "sent" });
    expect(room.logged).toContain("email rendering failed");
    expect(room.logged).toContain("at zoneOf");
    expect(room.logged).not.toContain("Ada wrote");
  });
});

describe("many emails", () => {
  test("are sent once by two processes on one file", async () => {
    const mailbox = await room.aMailbox();
    const mails = await Promise.all(Array.from({ length: 100 }, () => room.owed()));
    const workers = [room.aWorker(mailbox), room.aWorker(mailbox, { database: room.otherProcess() })];
    await Promise.all(workers.map((worker) => worker.idle()));
    expect(mailbox.mails).toHaveLength(100);
    expect(new Set(idsIn(mailbox))).toEqual(new Set(mails.map(({ message_id }) => message_id)));
    const statuses = await room.database.read.selectFrom("outbox").select("status").distinct().execute();
    expect(statuses).toEqual([{ status: "sent" }]);
  });

  test("are not delayed by one that is due later", async () => {
    const mailbox = await room.aMailbox();
    const booking = await aBooking(
      room.database,
      await anEventType(room.database, await aHost(room.database)),
    );
    const reminder = await anEmailJob(room.database, booking, { due_at: MADE_AT + MINUTE_MS });
    const cancelled = await anEmailJob(room.database, booking, { topic: "attendee_cancelled" });
    const worker = room.aWorker(mailbox);
    await worker.idle();
    expect(idsIn(mailbox)).toEqual([cancelled.message_id]);
    await room.passAt(worker, MADE_AT + MINUTE_MS);
    expect(idsIn(mailbox)).toEqual([cancelled.message_id, reminder.message_id]);
  });

  test("of one booking to one recipient arrive in order", async () => {
    const mailbox = await room.aMailbox();
    const booking = await aBooking(
      room.database,
      await anEventType(room.database, await aHost(room.database)),
    );
    const booked = await anEmailJob(room.database, booking);
    const cancelled = await anEmailJob(room.database, booking, { topic: "attendee_cancelled" });
    mailbox.behave({ at: "rcpt", reply: 451 });
    const worker = room.aWorker(mailbox);
    await worker.idle();
    mailbox.behave();
    worker.wake();
    await worker.idle();
    expect(await room.inOutbox(cancelled)).toMatchObject({ status: "waiting", attempts: 0 });
    await room.passAt(worker, MADE_AT + MINUTE_MS);
    expect(idsIn(mailbox)).toEqual([booked.message_id, cancelled.message_id]);
  });

  test("are not delayed by a server that hangs on one", async () => {
    const mailbox = await room.aMailbox();
    const released = Promise.withResolvers<void>();
    mailbox.behave({ at: "data", when: released.promise });
    await room.owed();
    const worker = room.aWorker(mailbox);
    await mailbox.waitFor(({ visits }) => visits.data === 1);
    mailbox.behave();
    const next = await room.owed();
    worker.wake();
    await mailbox.waitFor(({ mails }) => mails.length === 1);
    expect(idsIn(mailbox)).toEqual([next.message_id]);
    released.resolve();
    await worker.idle();
    expect(mailbox.mails).toHaveLength(2);
  });

  test("do not flood a failing server, and are sent once it recovers", async () => {
    const mailbox = await room.aMailbox();
    mailbox.behave({ at: "connect", reply: 421 });
    await Promise.all(Array.from({ length: 30 }, () => room.owed()));
    const worker = room.aWorker(mailbox);
    await worker.idle();
    const atFirst = mailbox.visits.connect;
    expect(atFirst).toBeWithin(1, 9);
    for (let second = 1; second <= 60; second += 1) await room.passAt(worker, MADE_AT + second * SECOND_MS);
    expect(mailbox.visits.connect - atFirst).toBeLessThan(12);
    mailbox.behave();
    await room.passAt(worker, room.now + MINUTE_MS);
    await room.passAt(worker, room.now + HOUR_MS);
    expect(mailbox.mails).toHaveLength(30);
  });
});

describe("an outcome that cannot be stored", () => {
  const REFUSES_RESULTS = `create trigger stuck before update of status on outbox when new.status = 'sent'
    begin select raise(abort, 'stuck'); end`;

  test("does not stop the worker or cause a second email", async () => {
    room.runRaw(REFUSES_RESULTS);
    const mailbox = await room.aMailbox();
    const mail = await room.owed();
    const worker = room.aWorker(mailbox);
    await worker.idle();
    expect(room.logged).toContain("could not be stored");
    expect(await room.inOutbox(mail)).toMatchObject({ status: "waiting" });
    room.runRaw("drop trigger stuck");
    const next = await room.owed();
    await room.passAt(worker, MADE_AT + SECOND_MS);
    expect(idsIn(mailbox)).toEqual([mail.message_id, next.message_id]);
    await room.passAt(worker, MADE_AT + MINUTE_MS);
    expect(await room.inOutbox(mail)).toMatchObject({ status: "sent", attempts: 1 });
    expect(mailbox.visits.data).toBe(2);
  });
});

describe("stopping", () => {
  test("finishes and records sends in progress", async () => {
    const mailbox = await room.aMailbox();
    const released = Promise.withResolvers<void>();
    mailbox.behave({ at: "data", when: released.promise });
    const mail = await room.owed();
    const worker = room.aWorker(mailbox);
    await mailbox.waitFor(({ visits }) => visits.data === 1);
    const stopped = worker.stop();
    released.resolve();
    await stopped;
    expect(await room.inOutbox(mail)).toMatchObject({ status: "sent", leased_until: 0 });
  });

  test("returns leased emails that were not started", async () => {
    const mailbox = await room.aMailbox();
    const mail = await room.owed();
    await room.aWorker(mailbox).stop();
    expect(mailbox.visits.connect).toBe(0);
    expect(await room.inOutbox(mail)).toMatchObject({ status: "waiting", attempts: 0, leased_until: 0 });
  });

  test("starts nothing new", async () => {
    const mailbox = await room.aMailbox();
    const counted = countingWrites();
    const worker = room.aWorker(mailbox, { pollMs: 5, database: counted.database });
    await worker.stop();
    await room.owed();
    worker.wake();
    await worker.idle();
    expect(counted.writes()).toBe(0);
  });

  test("does not wait for a hanging server; the email is retried", async () => {
    const mailbox = await room.aMailbox();
    mailbox.behave({ at: "data", hangs: true });
    const mail = await room.owed();
    const worker = room.aWorker(mailbox, { stopMs: 50 });
    await mailbox.waitFor(({ visits }) => visits.data === 1);
    await worker.stop();
    expect(await room.inOutbox(mail)).toMatchObject({ status: "waiting", attempts: 1, leased_until: 0 });
  });

  test("can be repeated", async () => {
    const worker = room.aWorker(await room.aMailbox());
    expect(worker.stop()).toBe(worker.stop());
  });
});

test("emails of a dead process are sent after their lease", async () => {
  const mailbox = await room.aMailbox();
  const mail = await room.owed({ leased_until: MADE_AT + MINUTE_MS });
  const worker = room.aWorker(mailbox);
  await room.passAt(worker, MADE_AT + MINUTE_MS - 1);
  expect(mailbox.visits.connect).toBe(0);
  await room.passAt(worker, MADE_AT + MINUTE_MS);
  expect(idsIn(mailbox)).toEqual([mail.message_id]);
});

test("an outbox without due emails is not written to", async () => {
  await room.owed({ due_at: MADE_AT + 1 });
  const counted = countingWrites();
  const worker = room.aWorker(await room.aMailbox(), { database: counted.database });
  await room.passAt(worker, MADE_AT);
  expect(counted.writes()).toBe(0);
});

function countingWrites(): { database: Database; writes(): number } {
  let writes = 0;
  const write: Database["write"] = (work) => {
    writes += 1;
    return room.database.write(work);
  };
  return { database: { ...room.database, write }, writes: () => writes };
}

function idsIn(mailbox: Mailbox): (string | undefined)[] {
  return mailbox.mails.map(({ parsed }) => parsed.messageId);
}

test("outcomes are counted", async () => {
  const { mails } = createMetrics();
  const mailbox = await room.aMailbox();
  const worker = room.aWorker(mailbox, { mails });
  await room.owed();
  await room.passAt(worker, room.now);
  expect(mails).toEqual({ sent: 1, retried: 0, failed: 0, expired: 0 });
  mailbox.behave({ at: "rcpt", reply: 451 });
  await room.owed();
  await room.passAt(worker, room.now);
  expect(mails).toEqual({ sent: 1, retried: 1, failed: 0, expired: 0 });
  mailbox.behave({ at: "rcpt", reply: 550 });
  await room.owed();
  await room.passAt(worker, room.now);
  expect(mails).toEqual({ sent: 1, retried: 1, failed: 1, expired: 0 });
  await room.owed({ useful_until: room.now - 1 });
  await room.passAt(worker, room.now);
  expect(mails).toEqual({ sent: 1, retried: 1, failed: 1, expired: 1 });
});
