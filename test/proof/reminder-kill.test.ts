import { afterEach, beforeEach, expect, test } from "bun:test";
import { join } from "node:path";
import { type Mailbox, startMailbox } from "../support/smtp-server.ts";
import { type House, openHouse } from "./house.ts";
import { length } from "./lengths.ts";
import { inFile, mailsThatWait } from "./outbox.ts";

const DAY_MS = 86_400_000;
const LONGEST_LIFE_MS = 300;
/** Longer than a dead server leases an email. */
const LEASE_MS = 120_000;
/** How many emails a server sends at the same time; as many may be sent but not recorded when it dies. */
const MAILS_UNDER_WAY = 4;

/** One rule for each reader, so that none replaces another after a downtime; all before any of the meetings. */
const rules = {
  short: { days: 5, to: "both", letters: ["attendee_reminder", "host_reminder"] },
  long: { days: 4, to: "attendee", letters: ["attendee_reminder"] },
  asked: { days: 3, to: "host", letters: ["host_reminder"] },
} as const;
type Slug = keyof typeof rules;

/** The servers' clock, which is ahead by days. */
const env: Record<string, string> = {};
let ahead = 0;
const now = () => Date.now() + ahead;

let house: House;
let mailbox: Mailbox;

beforeEach(async () => {
  mailbox = await startMailbox();
  ahead = 0;
  const mail = { SMTP_URL: mailbox.url, MAIL_FROM: "bookings@example.com", PUBLIC_URL: "http://localhost" };
  Object.assign(env, mail, { CLOCK_AHEAD_MS: "0" });
  const [preload, main] = ["../support/clock-ahead.ts", "../../src/main.ts"].map((path) =>
    join(import.meta.dir, path),
  );
  house = await openHouse({
    processes: 2,
    env,
    command: [process.execPath, "--preload", preload!, main!],
  });
  for (const [slug, { days, to }] of Object.entries(rules)) await setReminder(slug, days, to);
});
afterEach(async () => {
  await house.close();
  await mailbox.close();
});

type Answer = { readonly status: number; readonly json: Record<string, any> };

async function ask(method: string, path: string, body?: object): Promise<Answer> {
  const place = Math.floor(Math.random() * house.servers.length);
  const response = await fetch(house.servers[place]!.address + path, {
    method,
    headers: { "x-api-key": house.key, "content-type": "application/json", accept: "application/json" },
    ...(body && { body: JSON.stringify(body) }),
    keepalive: false,
  });
  return { status: response.status, json: (await response.json()) as Answer["json"] };
}

async function setReminder(slug: string, days: number, to: string): Promise<void> {
  const { json } = await ask("GET", "/v1/event-types");
  const { id } = json["event_types"].find((eventType: { slug: string }) => eventType.slug === slug);
  const reminders = [{ minutes_before: days * 24 * 60, to }];
  expect((await ask("PATCH", `/v1/event-types/${id}`, { reminders })).status).toBe(200);
}

/** A change of a booking from an instant on, by the servers' clock. A life is the time between a start and a kill. */
type Change = {
  readonly verb: "confirm" | "decline" | "cancel" | "reschedule";
  readonly from: number;
  sentAt?: number;
  answered?: { readonly at: number; readonly life: number };
};

type Booking = {
  readonly id: number;
  readonly slug: Slug;
  readonly startsAt: number;
  readonly dueAt: number;
  readonly change: Change | undefined;
};

/** Books free times of every event type in random order. */
async function bookMany(count: number): Promise<Booking[]> {
  const days = length({ short: 1, full: 5 });
  const wanted = Object.keys(rules).flatMap((slug) => {
    const starts = house.starts.get(slug)!;
    const dates = [...new Set(starts.map((start) => start.slice(0, "2026-03-02".length)))].slice(0, days);
    return starts
      .filter((start) => dates.some((date) => start.startsWith(date)))
      .map((start) => ({ slug: slug as Slug, start, at: Math.random() }));
  });
  const bookings: Booking[] = [];
  for (const { slug, start } of wanted.toSorted((a, b) => a.at - b.at)) {
    if (bookings.length === count) break;
    const person = { attendee_name: "Ada Lovelace", attendee_email: `ada-${bookings.length}@example.com` };
    const body = { ...person, start_time: start, timezone: "UTC" };
    const { status, json } = await ask("POST", `/v1/book/jane/${slug}`, body);
    if (status !== 201) continue;
    const startsAt = Date.parse(start);
    const dueAt = startsAt - rules[slug].days * DAY_MS;
    bookings.push({ id: json["id"], slug, startsAt, dueAt, change: changeOf(slug, dueAt) });
  }
  return bookings;
}

/** Half of the changes are made at once, the others until a day after the reminder is due. */
function changeOf(slug: Slug, dueAt: number): Change | undefined {
  const verbs = {
    short: [undefined, undefined, "cancel", "reschedule"],
    long: [undefined, undefined, "cancel", "reschedule"],
    asked: [undefined, "confirm", "confirm", "decline"],
  } as const;
  const verb = verbs[slug][Math.floor(Math.random() * 4)];
  const [first, last] = [now(), dueAt + DAY_MS];
  return verb && { verb, from: first + Math.max(0, Math.random() * 2 - 1) * (last - first) };
}

/** Requests a change until a server has answered; the next life tries again. */
async function make({ id, startsAt, change }: Booking, life: number): Promise<void> {
  if (!change || change.answered || change.from > now()) return;
  change.sentAt ??= now();
  // Its reminder would be due after the end of the test.
  const elsewhere = { start_time: new Date(startsAt + 20 * DAY_MS).toISOString(), override: true };
  const body = change.verb === "reschedule" ? elsewhere : {};
  const answer = await ask("POST", `/v1/bookings/${id}/${change.verb}`, body).catch(() => undefined);
  if (!answer) return;
  expect([change.verb, answer.status]).toEqual([change.verb, 200]);
  change.answered = { at: now(), life };
}

/** Whether a reminder has to be sent, must not be sent, or may be, since the change was made about when it was due. */
function verdictOf({ slug, dueAt, change }: Booking): "must" | "must not" | "may" {
  // Some changes would have come after the end.
  if (!change?.answered) return slug === "asked" ? "must not" : "must";
  const isBefore = change.answered.at <= dueAt;
  if (change.verb === "decline") return "must not";
  if (change.verb !== "confirm") return isBefore ? "must not" : "may";
  if (isBefore) return "must";
  return change.sentAt! > dueAt ? "must not" : "may";
}

async function restartAt(instant: number): Promise<void> {
  ahead = Math.max(ahead, instant - Date.now());
  Object.assign(env, { CLOCK_AHEAD_MS: String(ahead) });
  await Promise.all([house.restart(0), house.restart(1)]);
}

async function killBoth(): Promise<void> {
  const inTurn = Math.random() < 0.5 ? [0, 1] : [1, 0];
  for (const place of inTurn) {
    await house.servers[place]!.kill();
    await Bun.sleep(Math.random() * 20);
  }
}

async function allSent(): Promise<void> {
  const patience = Date.now() + 20_000;
  while (Date.now() < patience && mailsThatWait(house.databasePath) > 0) await Bun.sleep(50);
}

type Owed = {
  readonly booking_id: number;
  readonly topic: string;
  readonly status: string;
  readonly message_id: string;
};

function owedReminders(): Owed[] {
  return inFile(house.databasePath, (raw) =>
    raw
      .query<Owed, []>(
        "select booking_id, topic, status, message_id from outbox where topic in ('attendee_reminder', 'host_reminder')",
      )
      .all(),
  );
}

test("killed servers send every reminder that is due, and no other", async () => {
  const lives = length({ short: 4, full: 60 });
  const bookings = await bookMany(length({ short: 30, full: 150 }));
  const dues = bookings.map(({ dueAt }) => dueAt).toSorted((a, b) => a - b);
  const receivedBefore: number[] = [];

  /** Starts the servers, changes bookings, and kills them when a reminder arrives or at a random moment. */
  async function live(life: number): Promise<void> {
    receivedBefore.push(mailbox.mails.length);
    if (life > 0) await restartAt(dues[Math.floor((life / lives) * dues.length)]! + 1);
    const { data } = mailbox.visits;
    const changes = bookings.map((booking) => make(booking, life));
    if (life === 0) await Promise.all(changes);
    // A reminder that no life is long enough to send would expire at the start of its meeting.
    else if (life % 4 === 3) await allSent();
    else if (life % 2 === 0)
      await Promise.race([mailbox.waitFor(({ visits }) => visits.data > data), Bun.sleep(3_000)]);
    await Bun.sleep(Math.random() ** 3 * LONGEST_LIFE_MS);
    await killBoth();
    await Promise.all(changes);
    // The mailbox still reads what the dead servers have sent.
    await Bun.sleep(50);
  }
  for (let life = 0; life < lives; life += 1) await live(life);

  receivedBefore.push(mailbox.mails.length);
  await restartAt(dues.at(-1)! + LEASE_MS);
  await Promise.all(bookings.map((booking) => make(booking, lives)));
  const isSent = ({ id, slug }: Booking) =>
    owedReminders().filter(({ booking_id }) => booking_id === id).length === rules[slug].letters.length;
  const must = bookings.filter((booking) => verdictOf(booking) === "must");
  const patience = Date.now() + 20_000;
  while (Date.now() < patience && (!must.every(isSent) || mailsThatWait(house.databasePath) > 0))
    await Bun.sleep(50);

  expectReminders(bookings);
  const received = mailbox.mails.map(({ parsed }) => parsed.messageId!);
  const owed = owedReminders();
  for (const { status, message_id } of owed) if (status === "sent") expect(received).toContain(message_id);
  const ofLives = receivedBefore.map((from, life) => received.slice(from, receivedBefore[life + 1]));
  for (const [life, mails] of ofLives.entries()) {
    expect(mails).toEqual([...new Set(mails)]);
    const later = new Set(ofLives.slice(life + 1).flat());
    expect(mails.filter((id) => later.has(id)).length).toBeWithin(
      0,
      house.servers.length * MAILS_UNDER_WAY + 1,
    );
  }
  // Nobody is reminded of what was cancelled or rescheduled in an earlier life.
  const late = bookings.flatMap(({ id, change }) => {
    if (!change?.answered || change.verb === "confirm") return [];
    const ids = owed.filter(({ booking_id }) => booking_id === id).map(({ message_id }) => message_id);
    const later = new Set(ofLives.slice(change.answered.life + 1).flat());
    return ids.filter((one) => later.has(one));
  });
  expect(late).toEqual([]);
  for (const server of house.servers) expect(await server.stop()).toBe(0);
});

function expectReminders(bookings: readonly Booking[]): void {
  const owed = Map.groupBy(owedReminders(), ({ booking_id }) => booking_id);
  const verdicts = new Map<string, number>();
  for (const booking of bookings) {
    const verdict = verdictOf(booking);
    verdicts.set(verdict, (verdicts.get(verdict) ?? 0) + 1);
    const reminders = owed.get(booking.id) ?? [];
    const found = { booking, letters: reminders.map(({ topic, status }) => `${topic} ${status}`).toSorted() };
    const all = rules[booking.slug].letters.map((letter) => `${letter} sent`);
    if (verdict === "must") expect(found).toEqual({ booking, letters: all });
    if (verdict === "must not") expect(found).toEqual({ booking, letters: [] });
    if (verdict === "may") expect(reminders.length).toBeOneOf([0, all.length]);
  }
  expect([...verdicts.keys()]).toContain("must");
  expect([...verdicts.keys()]).toContain("must not");
}
