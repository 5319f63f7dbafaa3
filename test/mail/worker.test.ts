import { Database as BunDatabase } from "bun:sqlite";
import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { type Database, openDatabase } from "../../src/db/open.ts";
import type { EventTypeRow, OutboxRow } from "../../src/db/tables.ts";
import { DAY_MS, MINUTE_MS } from "../../src/domain/interval.ts";
import type { RenderedLetter } from "../../src/mail/letters.ts";
import { smtpSender } from "../../src/mail/smtp.ts";
import { type MailWorker, type MailWorkerParts, startMailWorker } from "../../src/mail/worker.ts";
import { aBooking, aHost, anEventType, anOwedMail, MADE_AT } from "../support/builders.ts";
import { type Mailbox, type MailboxOptions, startMailbox } from "../support/smtp-server.ts";
import { type TemporaryDatabase, temporaryDatabase } from "../support/temporary-database.ts";

const SECOND_MS = 1_000;
const HOUR_MS = 60 * MINUTE_MS;
/** So seldom that only wake() makes a worker look. */
const NEVER_MS = 24 * HOUR_MS;

let file: TemporaryDatabase;
let database: Database;
let eventType: EventTypeRow;
let now: number;
let logged: string;
let closing: (() => unknown)[];

beforeEach(async () => {
  file = temporaryDatabase();
  database = file.database;
  eventType = await anEventType(database, await aHost(database));
  now = MADE_AT;
  logged = "";
  closing = [() => file.remove()];
});

afterEach(async () => {
  for (const close of closing.reverse()) await close();
});

async function aMailbox(options?: MailboxOptions): Promise<Mailbox> {
  const mailbox = await startMailbox(options);
  closing.push(() => mailbox.close());
  return mailbox;
}

function aWorker({ url }: { url: string }, parts: Partial<MailWorkerParts> = {}): MailWorker {
  const worker = startMailWorker({
    database,
    sender: smtpSender({ url, from: "bookings@example.com" }),
    render,
    now: () => now,
    log: { info: note, warn: note, error: note },
    pollMs: NEVER_MS,
    ...parts,
  });
  closing.push(() => worker.stop());
  return worker;
}

function render({
  id,
  recipient,
  letter,
}: {
  id: number;
  recipient: string;
  letter: string;
}): RenderedLetter {
  return {
    to: { name: "Ada Lovelace", address: recipient },
    replyTo: { name: "Grace Hopper", address: "grace@example.com" },
    subject: `${letter} ${id}`,
    text: "A secret between us",
    html: "<p>A secret between us</p>",
    invitation: null,
  };
}

function note(message: string, fields?: object): void {
  logged += `${message} ${JSON.stringify(fields)}\n`;
}

async function owed(changes: Parameters<typeof anOwedMail>[2] = {}): Promise<OutboxRow> {
  return anOwedMail(database, await aBooking(database, eventType), changes);
}

async function inOutbox({ id }: { id: number }): Promise<OutboxRow> {
  return database.read.selectFrom("outbox").selectAll().where("id", "=", id).executeTakeFirstOrThrow();
}

async function passAt(worker: MailWorker, instant: number): Promise<void> {
  now = instant;
  worker.wake();
  await worker.idle();
}

function idsIn(mailbox: Mailbox): (string | undefined)[] {
  return mailbox.mails.map(({ parsed }) => parsed.messageId);
}

describe("a mail that is due", () => {
  test("arrives within a second of the wake, and is then sent", async () => {
    const mailbox = await aMailbox();
    const worker = aWorker(mailbox);
    await worker.idle();
    const mail = await owed();
    const woken = performance.now();
    worker.wake();
    await mailbox.waitFor(({ mails }) => mails.length === 1);
    expect(performance.now() - woken).toBeLessThan(SECOND_MS);
    await worker.idle();
    expect(mailbox.mails[0]).toMatchObject({ from: "bookings@example.com", to: [mail.recipient] });
    expect(await inOutbox(mail)).toMatchObject({
      status: "sent",
      attempts: 1,
      first_attempt_at: MADE_AT,
      sent_at: MADE_AT,
      leased_until: 0,
      last_error: null,
    });
  });

  test("is found without a wake, as when another process owes it", async () => {
    const mailbox = await aMailbox();
    const worker = aWorker(mailbox, { pollMs: 20 });
    await worker.idle();
    await owed();
    await mailbox.waitFor(({ mails }) => mails.length === 1);
  });

  test("is found at the start", async () => {
    const mailbox = await aMailbox();
    await owed();
    await aWorker(mailbox).idle();
    expect(mailbox.mails).toHaveLength(1);
  });

  test("waits for its time", async () => {
    const mailbox = await aMailbox();
    await owed({ next_attempt_at: MADE_AT + 1 });
    const worker = aWorker(mailbox);
    await worker.idle();
    expect(mailbox.mails).toHaveLength(0);
    await passAt(worker, MADE_AT + 1);
    expect(mailbox.mails).toHaveLength(1);
  });

  test("is sent once, however often the worker is woken", async () => {
    const mailbox = await aMailbox();
    await owed();
    const worker = aWorker(mailbox);
    for (let i = 0; i < 50; i += 1) worker.wake();
    await worker.idle();
    worker.wake();
    await worker.idle();
    expect(mailbox.visits.data).toBe(1);
  });

  test("is not written to the log: neither what it says nor to whom", async () => {
    const mailbox = await aMailbox();
    const mail = await owed();
    mailbox.behave({ at: "rcpt", reply: 451, text: `<${mail.recipient}>: greylisted` });
    const worker = aWorker(mailbox);
    await worker.idle();
    mailbox.behave();
    await passAt(worker, MADE_AT + MINUTE_MS);
    expect(mailbox.mails).toHaveLength(1);
    expect(logged).toContain(`"outbox_id":${mail.id}`);
    expect(logged).toContain("greylisted");
    expect(logged).not.toContain(mail.recipient);
    expect(logged).not.toContain("secret");
  });
});

describe("a mail that does not go at first", () => {
  test("keeps its Message-ID and its date over all attempts", async () => {
    const mailbox = await aMailbox();
    mailbox.behave({ at: "data", drops: true, having: "kept the mail" });
    const mail = await owed();
    const worker = aWorker(mailbox);
    await worker.idle();
    mailbox.behave();
    await passAt(worker, MADE_AT + HOUR_MS);
    expect(idsIn(mailbox)).toEqual([mail.message_id, mail.message_id]);
    const [first, second] = mailbox.mails.map(({ parsed }) => parsed.date?.getTime());
    expect(first).toBe(JSON.parse(mail.facts).happenedAt);
    expect(second).toBe(first!);
  });

  test("is given up at once when the server refuses its recipient", async () => {
    const mailbox = await aMailbox();
    mailbox.behave({ at: "rcpt", reply: 550, text: "no such user" });
    const mail = await owed();
    await aWorker(mailbox).idle();
    const row = await inOutbox(mail);
    expect(row).toMatchObject({ status: "failed", attempts: 1, leased_until: 0 });
    expect(row.last_error).toContain("550 no such user");
  });

  test("is tried again after its pause, not before, when the server says later", async () => {
    const mailbox = await aMailbox();
    mailbox.behave({ at: "rcpt", reply: 451, text: "greylisted" });
    const mail = await owed();
    const worker = aWorker(mailbox);
    await worker.idle();
    const row = await inOutbox(mail);
    expect(row).toMatchObject({ status: "waiting", attempts: 1, first_attempt_at: MADE_AT, leased_until: 0 });
    expect(row.last_error).toContain("451 greylisted");
    expect(row.next_attempt_at).toBeWithin(MADE_AT + 10 * SECOND_MS, MADE_AT + 11 * SECOND_MS + 1);
    mailbox.behave();
    await passAt(worker, row.next_attempt_at - 1);
    expect(mailbox.visits.rcpt).toBe(1);
    await passAt(worker, row.next_attempt_at);
    expect(mailbox.mails).toHaveLength(1);
    expect(await inOutbox(mail)).toMatchObject({ status: "sent", attempts: 2, last_error: null });
  });

  test("is tried again when it is our password that is wrong, which shows nowhere", async () => {
    const mailbox = await aMailbox({ password: "right" });
    const mail = await owed();
    const worker = aWorker({ url: mailbox.url.replace("//", "//us:hunter2@") });
    await worker.idle();
    const row = await inOutbox(mail);
    expect(row).toMatchObject({ status: "waiting", attempts: 1 });
    expect(row.last_error).toContain("535");
    expect(row.last_error).not.toContain("hunter2");
    expect(logged).not.toContain("hunter2");
  });

  test("arrives once the server is back", async () => {
    const mailbox = await aMailbox();
    await mailbox.goDown();
    const mail = await owed();
    const worker = aWorker(mailbox);
    await worker.idle();
    expect(await inOutbox(mail)).toMatchObject({ status: "waiting", attempts: 1 });
    await mailbox.comeBack();
    await passAt(worker, MADE_AT + MINUTE_MS);
    await passAt(worker, MADE_AT + HOUR_MS);
    expect(idsIn(mailbox)).toEqual([mail.message_id]);
    expect(await inOutbox(mail)).toMatchObject({ status: "sent", attempts: 2 });
  });

  test.each([
    ["drops the line in the middle of it", { drops: true }],
    ["says nothing any more", { hangs: true }],
  ] as const)("arrives after a server that %s", async (_what, whim) => {
    const mailbox = await aMailbox();
    mailbox.behave({ at: "data", ...whim });
    const mail = await owed();
    const sender = smtpSender({ url: mailbox.url, from: "bookings@example.com", limits: { silence: 300 } });
    const worker = aWorker(mailbox, { sender });
    await worker.idle();
    expect(await inOutbox(mail)).toMatchObject({ status: "waiting", attempts: 1 });
    mailbox.behave();
    await passAt(worker, MADE_AT + MINUTE_MS);
    await passAt(worker, MADE_AT + HOUR_MS);
    expect(idsIn(mailbox)).toEqual([mail.message_id]);
    expect(await inOutbox(mail)).toMatchObject({ status: "sent", attempts: 2 });
  });

  test("is given up after three days, with the last reason", async () => {
    const mailbox = await aMailbox();
    mailbox.behave({ at: "rcpt", reply: 451, text: "still full" });
    const mail = await owed({ useful_until: MADE_AT + 30 * DAY_MS });
    const worker = aWorker(mailbox);
    await worker.idle();
    const pauses: number[] = [];
    let row = await inOutbox(mail);
    while (row.status === "waiting") {
      pauses.push((row.next_attempt_at - now) / SECOND_MS);
      await passAt(worker, row.next_attempt_at);
      row = await inOutbox(mail);
    }
    expect(row).toMatchObject({ status: "failed", first_attempt_at: MADE_AT });
    expect(row.last_error).toContain("451 still full");
    expect(now - MADE_AT).toBe(3 * DAY_MS);
    expect(row.attempts).toBe(pauses.length + 1);
    for (const [index, least] of [10, 30, 60, 300, 900, 1_800, 3_600, 3_600].entries()) {
      expect(pauses[index]).toBeWithin(least, least * 1.1 + 1);
    }
    await passAt(worker, now + DAY_MS);
    expect(mailbox.visits.rcpt).toBe(row.attempts);
  }, 30_000);

  test("does not keep others waiting", async () => {
    const mailbox = await aMailbox();
    const bad = await owed({ recipient: "not an address" });
    const good = await owed();
    await aWorker(mailbox).idle();
    expect(await inOutbox(bad)).toMatchObject({ status: "failed" });
    expect(await inOutbox(good)).toMatchObject({ status: "sent" });
  });
});

describe("a mail that says nothing any more", () => {
  test("is not sent", async () => {
    const mailbox = await aMailbox();
    const mail = await owed({ useful_until: MADE_AT });
    await aWorker(mailbox).idle();
    expect(mailbox.visits.connect).toBe(0);
    expect(await inOutbox(mail)).toMatchObject({ status: "expired", attempts: 0, leased_until: 0 });
  });

  test("is not sent either when that happens between two attempts", async () => {
    const mailbox = await aMailbox();
    mailbox.behave({ at: "rcpt", reply: 451 });
    const mail = await owed({ useful_until: MADE_AT + 5 * SECOND_MS });
    const worker = aWorker(mailbox);
    await worker.idle();
    mailbox.behave();
    await passAt(worker, MADE_AT + 5 * SECOND_MS);
    expect(mailbox.mails).toHaveLength(0);
    const row = await inOutbox(mail);
    expect(row).toMatchObject({ status: "expired", attempts: 1 });
    expect(row.last_error).toContain("451");
  });
});

describe("a letter that cannot be written", () => {
  test("fails alone, is logged without its words, and the others go", async () => {
    const mailbox = await aMailbox();
    const bad = await owed();
    const good = await owed();
    const worker = aWorker(mailbox, {
      render: (mail) => {
        if (mail.id === bad.id) throw new RangeError("Ada wrote something odd");
        return render(mail);
      },
    });
    await worker.idle();
    expect(await inOutbox(bad)).toMatchObject({
      status: "failed",
      last_error: "The letter could not be written",
    });
    expect(await inOutbox(good)).toMatchObject({ status: "sent" });
    expect(logged).toContain("a letter could not be written");
    expect(logged).toContain("RangeError");
    expect(logged).not.toContain("Ada wrote");
  });
});

describe("many mails", () => {
  test("two processes on one file send each of a hundred once", async () => {
    const mailbox = await aMailbox();
    const other = openDatabase(file.path);
    closing.push(() => other.close());
    const mails = await Promise.all(Array.from({ length: 100 }, () => owed()));
    const workers = [aWorker(mailbox), aWorker(mailbox, { database: other })];
    await Promise.all(workers.map((worker) => worker.idle()));
    expect(idsIn(mailbox).sort()).toEqual(mails.map(({ message_id }) => message_id).sort());
    const statuses = await database.read.selectFrom("outbox").select("status").distinct().execute();
    expect(statuses).toEqual([{ status: "sent" }]);
  }, 30_000);

  test("those of one booking to one recipient arrive in the order in which they were owed", async () => {
    const mailbox = await aMailbox();
    const booking = await aBooking(database, eventType);
    const booked = await anOwedMail(database, booking);
    const cancelled = await anOwedMail(database, booking, { letter: "attendee_cancelled" });
    mailbox.behave({ at: "rcpt", reply: 451 });
    const worker = aWorker(mailbox);
    await worker.idle();
    mailbox.behave();
    worker.wake();
    await worker.idle();
    expect(await inOutbox(cancelled)).toMatchObject({ status: "waiting", attempts: 0 });
    await passAt(worker, MADE_AT + MINUTE_MS);
    expect(idsIn(mailbox)).toEqual([booked.message_id, cancelled.message_id]);
  });

  test("a server that hangs on one mail holds up none of the others", async () => {
    const mailbox = await aMailbox();
    const released = Promise.withResolvers<void>();
    mailbox.behave({ at: "data", when: released.promise });
    await owed();
    const worker = aWorker(mailbox);
    await mailbox.waitFor(({ visits }) => visits.data === 1);
    mailbox.behave();
    const next = await owed();
    worker.wake();
    await mailbox.waitFor(({ mails }) => mails.length === 1);
    expect(idsIn(mailbox)).toEqual([next.message_id]);
    released.resolve();
    await worker.idle();
    expect(mailbox.mails).toHaveLength(2);
  });

  test("do not hammer a server that is out of order, and go once it is back", async () => {
    const mailbox = await aMailbox();
    mailbox.behave({ at: "connect", reply: 421 });
    await Promise.all(Array.from({ length: 30 }, () => owed()));
    const worker = aWorker(mailbox);
    await worker.idle();
    const atFirst = mailbox.visits.connect;
    expect(atFirst).toBeWithin(1, 9);
    for (let second = 1; second <= 60; second += 1) await passAt(worker, MADE_AT + second * SECOND_MS);
    expect(mailbox.visits.connect - atFirst).toBeLessThan(12);
    mailbox.behave();
    await passAt(worker, now + MINUTE_MS);
    await passAt(worker, now + HOUR_MS);
    expect(mailbox.mails).toHaveLength(30);
  }, 30_000);
});

describe("a database that takes no result", () => {
  const REFUSES_RESULTS = `create trigger stuck before update of status on outbox when new.status = 'sent'
    begin select raise(abort, 'stuck'); end`;

  test("does not stop the worker, and the mail is not sent again by it", async () => {
    runRaw(REFUSES_RESULTS);
    const mailbox = await aMailbox();
    const mail = await owed();
    const worker = aWorker(mailbox);
    await worker.idle();
    expect(logged).toContain("could not be written down");
    expect(await inOutbox(mail)).toMatchObject({ status: "waiting" });
    runRaw("drop trigger stuck");
    const next = await owed();
    await passAt(worker, MADE_AT + SECOND_MS);
    expect(idsIn(mailbox)).toEqual([mail.message_id, next.message_id]);
    await passAt(worker, MADE_AT + MINUTE_MS);
    expect(await inOutbox(mail)).toMatchObject({ status: "sent", attempts: 1 });
    expect(mailbox.visits.data).toBe(2);
  }, 15_000);
});

describe("stopping", () => {
  test("lets a send under way finish and writes it down", async () => {
    const mailbox = await aMailbox();
    const released = Promise.withResolvers<void>();
    mailbox.behave({ at: "data", when: released.promise });
    const mail = await owed();
    const worker = aWorker(mailbox);
    await mailbox.waitFor(({ visits }) => visits.data === 1);
    const stopped = worker.stop();
    released.resolve();
    await stopped;
    expect(await inOutbox(mail)).toMatchObject({ status: "sent", leased_until: 0 });
  });

  test("gives back what was leased and not begun", async () => {
    const mailbox = await aMailbox();
    const mail = await owed();
    await aWorker(mailbox).stop();
    expect(mailbox.visits.connect).toBe(0);
    expect(await inOutbox(mail)).toMatchObject({ status: "waiting", attempts: 0, leased_until: 0 });
  });

  test("takes nothing new, by wake or by itself", async () => {
    const mailbox = await aMailbox();
    const worker = aWorker(mailbox, { pollMs: 5 });
    await worker.stop();
    const mail = await owed();
    worker.wake();
    await worker.idle();
    expect(await inOutbox(mail)).toMatchObject({ status: "waiting", leased_until: 0 });
  });

  test("does not wait for a server that never answers; the mail is tried again later", async () => {
    const mailbox = await aMailbox();
    mailbox.behave({ at: "data", hangs: true });
    const mail = await owed();
    const worker = aWorker(mailbox, { stopMs: 50 });
    await mailbox.waitFor(({ visits }) => visits.data === 1);
    await worker.stop();
    expect(await inOutbox(mail)).toMatchObject({ status: "waiting", attempts: 1, leased_until: 0 });
  });

  test("twice is once", async () => {
    const worker = aWorker(await aMailbox());
    expect(worker.stop()).toBe(worker.stop());
  });
});

test("a process that died gives its mails to others once its lease is over", async () => {
  const mailbox = await aMailbox();
  const mail = await owed({ leased_until: MADE_AT + MINUTE_MS });
  const worker = aWorker(mailbox);
  await passAt(worker, MADE_AT + MINUTE_MS - 1);
  expect(mailbox.visits.connect).toBe(0);
  await passAt(worker, MADE_AT + MINUTE_MS);
  expect(idsIn(mailbox)).toEqual([mail.message_id]);
});

test("an outbox with nothing due is not written to", async () => {
  await owed({ next_attempt_at: MADE_AT + 1 });
  let writes = 0;
  const counting: Database = { ...database, write: (work) => ((writes += 1), database.write(work)) };
  const worker = aWorker(await aMailbox(), { database: counting });
  await passAt(worker, MADE_AT);
  expect(writes).toBe(0);
});

function runRaw(statement: string): void {
  const raw = new BunDatabase(file.path);
  raw.run(statement);
  raw.close();
}
