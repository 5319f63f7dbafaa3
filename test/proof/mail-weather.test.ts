import { expect, test } from "bun:test";
import fc from "fast-check";
import { smtpSender } from "../../src/email/smtp.ts";
import { openMailRoom } from "../support/mail-room.ts";
import { type Mailbox, startMailbox, type Whim } from "../support/smtp-server.ts";
import { type Clients, clientsOf } from "./clients.ts";
import { type House, openHouse } from "./house.ts";
import { length } from "./lengths.ts";

const MINUTE_MS = 60_000;
/** Emails are retried after at most an hour, plus 10 %. */
const LONGEST_PAUSE_MS = 70 * MINUTE_MS;

/** The ways in which a mail server can fail, by description. */
const weathers: Record<string, Whim | "down" | undefined> = {
  fair: undefined,
  "no server": "down",
  "busy on connect": { at: "connect", reply: 421 },
  "drops on connect": { at: "connect", drops: true },
  greylists: { at: "rcpt", reply: 451 },
  "refuses the sender": { at: "mail", reply: 550 },
  "full at the end of the email": { at: "data", reply: 452 },
  "drops during an email": { at: "data", drops: true },
  "accepts the email and drops": { at: "data", drops: true, having: "kept the email" },
  "hangs at the recipient": { at: "rcpt", hangs: true },
  "hangs at the end of the email": { at: "data", hangs: true },
};

const spell = fc.record({
  weather: fc.constantFrom(...Object.keys(weathers)),
  mails: fc.nat({ max: 4 }),
  minutes: fc.constantFrom(0, 1, 10, 60),
});
type Spell = typeof spell extends fc.Arbitrary<infer T> ? T : never;

test("every email arrives eventually, twice only after a lost reply", async () => {
  await fc.assert(fc.asyncProperty(fc.array(spell, { minLength: 1, maxLength: 8 }), comesThrough), {
    numRuns: length({ short: 4, full: 40 }),
  });
});

async function comesThrough(spells: readonly Spell[]): Promise<void> {
  const room = await openMailRoom();
  try {
    const mailbox = await room.aMailbox();
    const limits = { silence: 300, send: 3_000 };
    const sender = smtpSender({ url: mailbox.url, from: "bookings@example.com", limits });
    const worker = room.aWorker(mailbox, { sender });
    const owed: string[] = [];
    const keptUnsaid: string[] = [];
    for (const { weather, mails, minutes } of spells) {
      await worker.idle();
      const { end } = await begin(mailbox, weather);
      const before = mailbox.mails.length;
      for (let n = 0; n < mails; n += 1) owed.push((await room.owed()).message_id);
      await room.passAt(worker, room.now + minutes * MINUTE_MS);
      if (weather === "accepts the email and drops") keptUnsaid.push(...idsIn(mailbox).slice(before));
      await end();
    }
    for (let pauses = 0; pauses < 4; pauses += 1) await room.passAt(worker, room.now + LONGEST_PAUSE_MS);
    expect(idsIn(mailbox).sort()).toEqual([...owed, ...keptUnsaid].sort());
  } finally {
    await room.close();
  }
}

async function begin(mailbox: Mailbox, name: string): Promise<{ readonly end: () => Promise<void> }> {
  const weather = weathers[name];
  if (weather === "down") {
    await mailbox.goDown();
    return { end: () => mailbox.comeBack() };
  }
  mailbox.behave(weather);
  return { end: async () => mailbox.behave() };
}

function idsIn(mailbox: Mailbox): string[] {
  return mailbox.mails.map(({ parsed }) => parsed.messageId!);
}

test("a hanging mail server does not slow down bookings", async () => {
  const mailbox = await startMailbox();
  mailbox.behave({ at: "data", hangs: true });
  const hanging = { SMTP_URL: mailbox.url, MAIL_FROM: "bookings@example.com" };
  const houses = [
    await openHouse({ processes: 1 }),
    await openHouse({ processes: 1, env: hanging }),
  ] as const;
  try {
    const clients = houses.map((house) => clientsOf(house));
    const took: [number[], number[]] = [[], []];
    // In turns, so that other load on the machine affects both alike.
    for (let round = 0; round < length({ short: 60, full: 1_000 }); round += 1) {
      for (const [place, times] of took.entries()) {
        const begun = performance.now();
        const status = await clients[place]!.book();
        if (status === 201) times.push(performance.now() - begun);
        await cancelLast(houses[place]!, clients[place]!);
      }
    }
    expect(mailbox.visits.data).toBeGreaterThan(0);
    expect(mailbox.mails).toEqual([]);
    const [without, withHanging] = took;
    expect(without.length).toBeGreaterThan(20);
    expect(quantile(withHanging, 0.5) / quantile(without, 0.5)).toBeLessThan(2);
    expect(quantile(withHanging, 0.9) / quantile(without, 0.9)).toBeLessThan(4);
  } finally {
    await Promise.all(houses.map((house) => house.close()));
    await mailbox.close();
  }
});

/** Keeps slots available. */
async function cancelLast({ servers, key }: House, { journal }: Clients): Promise<void> {
  const id = journal.at(-1)?.answer?.json.id;
  const headers = { "x-api-key": key, "content-type": "application/json" };
  if (id !== undefined)
    await fetch(`${servers[0]!.address}/v1/bookings/${id}/cancel`, { method: "POST", headers, body: "{}" });
}

function quantile(times: readonly number[], share: number): number {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length * share)]!;
}
