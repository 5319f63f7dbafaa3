import { expect, test } from "bun:test";
import { join } from "node:path";
import { CODES_A_DAY, EMAILS_TO_ADDRESS } from "../../src/domain/limits.ts";
import { startMailbox } from "../support/smtp-server.ts";
import { startServer, temporaryFolder } from "../support/start-server.ts";
import { addJane } from "../support/visitor.ts";
import type { Attacked, Plan } from "./attack.ts";
import { isFull, length } from "./lengths.ts";

const SECONDS = length({ short: 5, full: 60 });
const CONNECTIONS = 16;
const VISITS_ALONE = length({ short: 60, full: 300 });
const DAY_MS = 86_400_000;

const victims = Array.from({ length: 5 }, (_, n) => `victim${n}@example.com`);
const OWNER = victims[0]!;
const OWNERS_NETWORK = { "x-forwarded-for": "192.0.2.7" };

/** Visits so far; each has its own client address. */
let visits = 0;

test("an anonymous attacker harms no visitor, mailbox or calendar", async () => {
  const mailbox = await startMailbox();
  const folder = temporaryFolder();
  const env = {
    RATE_LIMIT: "on",
    TRUST_PROXY: "true",
    SMTP_URL: mailbox.url,
    MAIL_FROM: "bookings@example.com",
  };
  const key = await addJane({ dataDir: folder.path });
  const server = await startServer({ dataDir: folder.path, env });
  try {
    const alone = await measured(server.address, () => visits >= VISITS_ALONE);
    const emailsBefore = mailbox.mails.length;
    await post(server.address, "/v1/book/jane/30min/code", { attendee_email: OWNER }, OWNERS_NETWORK);
    await mailbox.waitFor(({ mails }) => mails.some(({ to }) => to.includes(OWNER)));
    const code = /\d{3} \d{3}/.exec(mailbox.mails.find(({ to }) => to.includes(OWNER))!.parsed.text!)![0];

    const { attacked, beside } = await underAttack(server.address);

    const statuses = Object.values(attacked).flatMap((of) => Object.keys(of).map(Number));
    expect({ attacked, bad: statuses.filter((status) => status >= 500) }).toMatchObject({ bad: [] });
    for (const kind of ["book", "reschedule", "guess", "form", "slots", "sign-in"])
      expect(Object.keys(attacked)).toContain(kind);
    // In the short run, other tests run at the same time and would be measured too.
    if (isFull) expect(median(beside) / median(alone)).toBeLessThan(3);
    await expectBoundedMail(mailbox, emailsBefore);
    const free = await freeStarts(server.address);
    expect(free.length).toBeGreaterThan(100);
    const booking = { ...visitor(OWNER), start_time: free[0], email_code: code };
    const proved = await post(server.address, "/v1/book/jane/30min", booking, OWNERS_NETWORK);
    expect(proved.status).toBe(201);
    const list = await fetch(`${server.address}/v1/bookings?q=victim0`, { headers: { "x-api-key": key } });
    expect((await list.json()).total).toBeGreaterThan(0);
  } finally {
    expect(await server.stop()).toBe(0);
    await mailbox.close();
    folder.remove();
  }
});

/** Runs the attacker beside a visitor, whose times are in milliseconds. */
async function underAttack(address: string): Promise<{ attacked: Attacked; beside: number[] }> {
  const plan: Plan = { address, seconds: SECONDS, connections: CONNECTIONS, victims };
  const attacker = Bun.spawn([process.execPath, join(import.meta.dir, "attack.ts"), JSON.stringify(plan)], {
    stdout: "pipe",
    stderr: "inherit",
  });
  const beside = await measured(address, () => attacker.exitCode !== null);
  return { attacked: await new Response(attacker.stdout).json(), beside };
}

/** The times of a visitor's visits, one after another: slots of a day, a booking, and its cancellation. */
async function measured(address: string, isOver: () => boolean): Promise<number[]> {
  const times: number[] = [];
  while (!isOver()) {
    visits += 1;
    const start_time = aStart();
    const began = performance.now();
    await fetch(`${address}/v1/slots/jane/30min?date=${start_time.slice(0, 10)}`, { headers: from() });
    const booking = await post(address, "/v1/book/jane/30min", { ...visitor(), start_time });
    times.push(performance.now() - began);
    expect([201, 409]).toContain(booking.status);
    if (booking.status === 409) continue;
    const { cancel_token } = await booking.json();
    expect((await post(address, `/v1/cancel/${cancel_token}/confirm`, {})).status).toBe(200);
  }
  return times;
}

function from(): Record<string, string> {
  return { "x-forwarded-for": `203.0.${113 + Math.floor(visits / 250)}.${visits % 250}` };
}

function visitor(attendee_email = `visitor${visits}@example.com`) {
  return { attendee_name: "Vera Visitor", attendee_email, timezone: "UTC" };
}

function post(address: string, path: string, body: object, client = from()): Promise<Response> {
  const headers = { "content-type": "application/json", accept: "application/json", ...client };
  return fetch(address + path, { method: "POST", headers, body: JSON.stringify(body) });
}

/** Half an hour of a working day a few weeks ahead, different each time. */
function aStart(): string {
  let day = Math.floor(Date.now() / DAY_MS) + 2 + (Math.floor(visits / 16) % 40);
  while ([0, 6].includes(new Date(day * DAY_MS).getUTCDay())) day += 1;
  return new Date(day * DAY_MS + (9 * 60 + (visits % 16) * 30) * 60_000).toISOString();
}

async function freeStarts(address: string): Promise<string[]> {
  const date = (days: number) => new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10);
  const response = await fetch(`${address}/v1/slots/jane/30min?from=${date(1)}&to=${date(59)}`, {
    headers: from(),
  });
  return (await response.json()).slots.map(({ start }: { start: string }) => start);
}

/** After all emails were sent, no mailbox has more than the limit. */
async function expectBoundedMail(
  mailbox: Awaited<ReturnType<typeof startMailbox>>,
  before: number,
): Promise<void> {
  const count = new Map<string, number>();
  for (const { to } of mailbox.mails.slice(before))
    for (const address of to) count.set(address, (count.get(address) ?? 0) + 1);
  for (const victim of victims) {
    const whole = [...count].filter(([address]) => address.replace(/\+\w+/, "") === victim);
    const emails = whole.reduce((sum, [, n]) => sum + n, 0);
    expect(emails).toBeLessThanOrEqual(EMAILS_TO_ADDRESS.most + CODES_A_DAY.most);
  }
}

function median(times: readonly number[]): number {
  return times.toSorted((one, other) => one - other)[Math.floor(times.length / 2)]!;
}
