import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { DAY_MS, MINUTE_MS } from "../../src/domain/interval.ts";
import { smtpSender } from "../../src/email/smtp.ts";
import { MADE_AT } from "../support/builders.ts";
import { type MailRoom, openMailRoom } from "../support/mail-room.ts";
import type { Mailbox } from "../support/smtp-server.ts";

const SECOND_MS = 1_000;
const HOUR_MS = 60 * MINUTE_MS;

let room: MailRoom;

beforeEach(async () => {
  room = await openMailRoom();
});

afterEach(() => room.close());

describe("an email that fails at first", () => {
  test("keeps its Message-ID and date on every attempt", async () => {
    const mailbox = await room.aMailbox();
    mailbox.behave({ at: "data", drops: true, having: "kept the email" });
    const mail = await room.owed();
    const worker = room.aWorker(mailbox);
    await worker.idle();
    mailbox.behave();
    await room.passAt(worker, MADE_AT + HOUR_MS);
    expect(idsIn(mailbox)).toEqual([mail.message_id, mail.message_id]);
    const [first, second] = mailbox.mails.map(({ parsed }) => parsed.date?.getTime());
    expect(first).toBe(JSON.parse(mail.payload).happenedAt);
    expect(second).toBe(first);
  });

  test("fails immediately if the server rejects its recipient", async () => {
    const mailbox = await room.aMailbox();
    mailbox.behave({ at: "rcpt", reply: 550, text: "no such user" });
    const mail = await room.owed();
    await room.aWorker(mailbox).idle();
    const row = await room.inOutbox(mail);
    expect(row).toMatchObject({ status: "failed", attempts: 1, leased_until: 0 });
    expect(row.last_error).toContain("550 no such user");
  });

  test("is retried after its delay if the server says later", async () => {
    const mailbox = await room.aMailbox();
    mailbox.behave({ at: "rcpt", reply: 451, text: "greylisted" });
    const mail = await room.owed();
    const worker = room.aWorker(mailbox);
    await worker.idle();
    const row = await room.inOutbox(mail);
    expect(row).toMatchObject({ status: "waiting", attempts: 1, first_attempt_at: MADE_AT, leased_until: 0 });
    expect(row.last_error).toContain("451 greylisted");
    expect(row.due_at).toBeWithin(MADE_AT + 10 * SECOND_MS, MADE_AT + 11 * SECOND_MS + 1);
    mailbox.behave();
    await room.passAt(worker, row.due_at - 1);
    expect(mailbox.visits.rcpt).toBe(1);
    await room.passAt(worker, row.due_at);
    expect(mailbox.mails).toHaveLength(1);
    expect(await room.inOutbox(mail)).toMatchObject({ status: "sent", attempts: 2, last_error: null });
  });

  test("is retried after a wrong password, which is never shown", async () => {
    const mailbox = await room.aMailbox({ password: "right" });
    const mail = await room.owed();
    const worker = room.aWorker({ url: mailbox.url.replace("//", "//us:hunter2@") });
    await worker.idle();
    const row = await room.inOutbox(mail);
    expect(row).toMatchObject({ status: "waiting", attempts: 1 });
    expect(row.last_error).toContain("535");
    expect(row.last_error).not.toContain("hunter2");
    expect(room.logged).not.toContain("hunter2");
  });

  test("arrives once the server is back", async () => {
    const mailbox = await room.aMailbox();
    await mailbox.goDown();
    const mail = await room.owed();
    const worker = room.aWorker(mailbox);
    await worker.idle();
    expect(await room.inOutbox(mail)).toMatchObject({ status: "waiting", attempts: 1 });
    await mailbox.comeBack();
    await room.passAt(worker, MADE_AT + MINUTE_MS);
    await room.passAt(worker, MADE_AT + HOUR_MS);
    expect(idsIn(mailbox)).toEqual([mail.message_id]);
    expect(await room.inOutbox(mail)).toMatchObject({ status: "sent", attempts: 2 });
  });

  test.each([
    ["drops the connection in the middle", { drops: true }],
    ["stops responding", { hangs: true }],
  ] as const)("arrives after a server that %s", async (_what, whim) => {
    const mailbox = await room.aMailbox();
    mailbox.behave({ at: "data", ...whim });
    const mail = await room.owed();
    const sender = smtpSender({ url: mailbox.url, from: "bookings@example.com", limits: { silence: 1_500 } });
    const worker = room.aWorker(mailbox, { sender });
    await worker.idle();
    expect(await room.inOutbox(mail)).toMatchObject({ status: "waiting", attempts: 1 });
    mailbox.behave();
    await room.passAt(worker, MADE_AT + MINUTE_MS);
    await room.passAt(worker, MADE_AT + HOUR_MS);
    expect(idsIn(mailbox)).toEqual([mail.message_id]);
    expect(await room.inOutbox(mail)).toMatchObject({ status: "sent", attempts: 2 });
  });

  test("fails after three days with the last reason", async () => {
    const mailbox = await room.aMailbox();
    mailbox.behave({ at: "rcpt", reply: 451, text: "still full" });
    const mail = await room.owed({ useful_until: MADE_AT + 30 * DAY_MS });
    const worker = room.aWorker(mailbox);
    await worker.idle();
    const pauses: number[] = [];
    let row = await room.inOutbox(mail);
    while (row.status === "waiting" && pauses.length < 200) {
      pauses.push((row.due_at - room.now) / SECOND_MS);
      await room.passAt(worker, row.due_at);
      row = await room.inOutbox(mail);
    }
    expect(row).toMatchObject({ status: "failed", first_attempt_at: MADE_AT });
    expect(row.last_error).toContain("451 still full");
    expect(room.now - MADE_AT).toBe(3 * DAY_MS);
    expect(row.attempts).toBe(pauses.length + 1);
    for (const [index, least] of [10, 30, 60, 300, 900, 1_800, 3_600, 3_600].entries()) {
      expect(pauses[index]).toBeWithin(least, least * 1.1 + 1);
    }
    await room.passAt(worker, room.now + DAY_MS);
    expect(mailbox.visits.rcpt).toBe(row.attempts);
  });

  test("does not delay others", async () => {
    const mailbox = await room.aMailbox();
    const bad = await room.owed({ recipient: "not an address" });
    const good = await room.owed();
    await room.aWorker(mailbox).idle();
    expect(await room.inOutbox(bad)).toMatchObject({ status: "failed" });
    expect(await room.inOutbox(good)).toMatchObject({ status: "sent" });
  });
});

describe("an obsolete email", () => {
  test("is not sent", async () => {
    const mailbox = await room.aMailbox();
    const mail = await room.owed({ useful_until: MADE_AT });
    await room.aWorker(mailbox).idle();
    expect(mailbox.visits.connect).toBe(0);
    expect(await room.inOutbox(mail)).toMatchObject({ status: "expired", attempts: 0, leased_until: 0 });
  });

  test("is not sent between two attempts either", async () => {
    const mailbox = await room.aMailbox();
    mailbox.behave({ at: "rcpt", reply: 451 });
    const mail = await room.owed({ useful_until: MADE_AT + 5 * SECOND_MS });
    const worker = room.aWorker(mailbox);
    await worker.idle();
    mailbox.behave();
    await room.passAt(worker, MADE_AT + 5 * SECOND_MS);
    expect(mailbox.mails).toHaveLength(0);
    const row = await room.inOutbox(mail);
    expect(row).toMatchObject({ status: "expired", attempts: 1 });
    expect(row.last_error).toContain("451");
  });
});

function idsIn(mailbox: Mailbox): (string | undefined)[] {
  return mailbox.mails.map(({ parsed }) => parsed.messageId);
}
