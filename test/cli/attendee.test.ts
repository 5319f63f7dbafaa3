import { Database as BunDatabase } from "bun:sqlite";
import { afterEach, beforeEach, expect, test } from "bun:test";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { program } from "../support/program.ts";
import { runSchedkit, type Server, startServer, temporaryFolder } from "../support/start-server.ts";
import { addJane } from "../support/visitor.ts";
import type { Json } from "../support/start-app.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

let folder: ReturnType<typeof temporaryFolder>;
let dataDir: string;
let server: Server | undefined;

beforeEach(() => {
  folder = temporaryFolder();
  dataDir = join(folder.path, "data");
});
afterEach(async () => {
  await server?.kill();
  server = undefined;
  folder.remove();
});

const run = (...args: string[]) => runSchedkit(args, { dataDir });
const failure = (...args: string[]) => run(...args).then(String, (error: Error) => error.message);
const open = () => new BunDatabase(join(dataDir, "schedkit.db"), { strict: true });

const victor = {
  attendee_name: "Victor Hollander",
  attendee_email: "Victor.H@example.com",
  timezone: "Europe/Berlin",
  notes: "About the zeppelin",
};
const TRACES = /victor|hollander|zeppelin/i;

/** Every byte of the database and its WAL as text. */
function everyByte(): string {
  const names = readdirSync(dataDir).filter((name) => name.startsWith("schedkit.db"));
  return names.map((name) => readFileSync(join(dataDir, name)).toString("latin1")).join("\n");
}

/** Free starts in the coming days. */
async function freeStarts(address: string): Promise<string[]> {
  const [from, to] = [2, 9].map((days) => new Date(Date.now() + days * DAY).toISOString().slice(0, 10));
  const answer = await fetch(`${address}/v1/slots/jane/30min?from=${from}&to=${to}`);
  return ((await answer.json()) as Json)["slots"].map(({ start }: Json) => start);
}

async function book(address: string, body: Json): Promise<Json> {
  const headers = { "content-type": "application/json", "idempotency-key": crypto.randomUUID() };
  const answer = await fetch(`${address}/v1/book/jane/30min`, {
    method: "POST",
    headers,
    body: JSON.stringify(body),
  });
  expect(answer.status).toBe(201);
  return (await answer.json()) as Json;
}

/**
 * Years of bookings, including Victor's, whose rows grew and moved between pages: SQLite leaves copies of such rows in unused
 * parts of the file.
 */
function addHistory(): void {
  const raw = open();
  const meeting = raw.prepare("insert into meetings values (null, 1, ?1, ?2, null, 0) returning id");
  const hold = raw.prepare(
    "insert into holds (host_id, busy_from, busy_until, meeting_id) values (1, ?1, ?2, ?3)",
  );
  const booking = raw.prepare(
    `insert into bookings (host_id, event_type_id, meeting_id, uid, sequence, status, requires_confirmation,
       organizer_email, attendee_name, attendee_email, address_key, search, attendee_time_zone, notes, answers, starts_at,
       ends_at, created_at, updated_at)
     values (1, 1, ?7, ?1, 0, 'confirmed', 0, 'jane@example.com', ?2, ?3, ?3, lower(?2 || char(10) || ?3), 'UTC', ?4,
       '[]', ?5, ?6, 0, 0) returning id`,
  );
  const mail = raw.prepare(
    `insert into outbox (kind, host_id, booking_id, topic, recipient, subject, payload, message_id, useful_until, status,
       attempts, due_at, leased_until, created_at)
     values ('email', 1, ?1, 'attendee_booked', ?2, ?3, ?4, ?5, 0, 'sent', 1, 0, 0, unixepoch('now') * 1000)`,
  );
  const grow = raw.prepare("update outbox set last_error = ?1 where booking_id = ?2");
  const explain = raw.prepare("update bookings set cancellation_reason = ?1 where id = ?2");
  raw.transaction(() => {
    for (let n = 0; n < 1_500; n++) {
      const isVictor = n % 29 === 0;
      const name = isVictor ? "Victor Hollander" : `Guest ${n}`;
      const email = isVictor ? "victor.h@example.com" : `guest${n}@example.com`;
      const starts = 1_000_000_000_000 + n * HOUR;
      const times = [starts, starts + HOUR / 2] as const;
      const { id: meetingId } = meeting.get(...times) as { id: number };
      hold.run(...times, meetingId);
      const notes = "n".repeat(n % 300);
      const { id } = booking.get(crypto.randomUUID(), name, email, notes, ...times, meetingId) as {
        id: number;
      };
      const event = {
        eventTitle: "Call",
        startsAt: starts,
        reason: `${name} said ${"y".repeat((n * 7) % 900)}`,
      };
      mail.run(id, email, `Call: ${name} and Jane`, JSON.stringify(event), `<${n}@example.com>`);
      if (n < 50) continue;
      grow.run(`550 no ${isVictor ? "victor.h" : "such"} ${"z".repeat(n % 200)}`, id - 40);
      explain.run(`${name} said ${"q".repeat(n % 400)}`, id - 30);
    }
    raw.run("update outbox set last_error = null where last_error like '%victor%'");
    raw.run("update bookings set cancellation_reason = null where cancellation_reason like '%Victor%'");
  })();
  raw.close();
}

test("erase leaves no byte of an attendee while the server runs", async () => {
  await addJane({ dataDir });
  addHistory();
  server = await startServer({ dataDir });
  const [first, second, third] = await freeStarts(server.address);
  const booked = await book(server.address, { ...victor, start_time: first });
  await book(server.address, { ...victor, start_time: second });
  expect(everyByte()).toMatch(TRACES);

  const printed = await run("attendee", "erase", "VICTOR.h@EXAMPLE.com", "--yes");
  expect(printed).toContain("Erased VICTOR.h@EXAMPLE.com from 54 bookings and 56 emails.");
  expect(printed).toContain("Older backups and other copies still contain it");
  expect(everyByte()).not.toMatch(TRACES);

  const cancel = await fetch(`${server.address}/v1/cancel/${booked["cancel_token"]}`);
  expect(cancel.status).toBe(404);
  expect(await freeStarts(server.address)).not.toContain(first);
  await book(server.address, {
    ...victor,
    attendee_name: "Anna",
    attendee_email: "a@b.example",
    notes: "",
    start_time: third,
  });
  expect(await server.stop()).toBe(0);
  expect(everyByte()).not.toMatch(TRACES);
  expect(open().query("pragma integrity_check").get()).toEqual({ integrity_check: "ok" });
});

test("erase without --yes prints what would be erased and changes nothing", async () => {
  await addJane({ dataDir });
  server = await startServer({ dataDir });
  const [start] = await freeStarts(server.address);
  await book(server.address, { ...victor, start_time: start });
  const rows = () => open().query("select * from bookings").all();
  const before = rows();
  const child = Bun.spawn([...program, "attendee", "erase", "victor.h@example.com"], {
    env: { PATH: process.env["PATH"] ?? "", DATA_DIR: dataDir },
    stdout: "pipe",
    stderr: "pipe",
  });
  const said = await new Response(child.stdout).text();
  expect(await child.exited).toBe(1);
  expect(said).toBe(
    "This would erase victor.h@example.com from 1 booking and 2 emails.\n" +
      "1 of the bookings is upcoming: the time stays taken and nobody is notified. Cancel those that should not take place first.\n" +
      "Nothing was changed. Repeat the command with --yes to erase it.\n",
  );
  expect(rows()).toEqual(before);
});

test("erase names the private links that are filled in with the address", async () => {
  const key = await addJane({ dataDir });
  server = await startServer({ dataDir });
  const created = await fetch(`${server.address}/v1/event-types/1/links`, {
    method: "POST",
    headers: { "x-api-key": key, "content-type": "application/json" },
    body: JSON.stringify({ prefill: { name: "Victor Hollander", email: "victor.h@example.com" } }),
  });
  expect(created.status).toBe(201);
  expect(everyByte()).toMatch(TRACES);
  const printed = await run("attendee", "erase", "victor.h@example.com", "--yes");
  expect(printed).toContain("from 0 bookings, 0 emails and 1 private link.");
  expect(everyByte()).not.toMatch(TRACES);
});

test("export prints everything from all hosts as JSON, and is audited", async () => {
  const key = await addJane({ dataDir });
  server = await startServer({ dataDir });
  const [start] = await freeStarts(server.address);
  await book(server.address, { ...victor, start_time: start });
  const data = JSON.parse(await run("attendee", "export", "victor.h@EXAMPLE.com"));
  expect(data).toMatchObject({
    email: "victor.h@EXAMPLE.com",
    bookings: [{ attendee_name: "Victor Hollander", notes: "About the zeppelin", username: "jane" }],
    mails: { length: 2 },
    audit: [],
  });
  const headers = { "x-api-key": key };
  const { audit } = (await (await fetch(`${server.address}/v1/audit`, { headers })).json()) as Json;
  expect(audit[0]).toMatchObject({ action: "booking.exported", actor: { type: "operator" } });
});

test("scrub removes what an erasure leaves in unused space", async () => {
  const key = await addJane({ dataDir });
  addHistory();
  server = await startServer({ dataDir });
  const headers = { "x-api-key": key };
  const erased = await fetch(`${server.address}/v1/attendees/victor.h@example.com`, {
    method: "DELETE",
    headers,
  });
  expect(await erased.json()).toEqual({ bookings: 52, guest_of: 0, mails: 52, private_links: 0 });
  expect(everyByte()).toMatch(TRACES);
  expect(await run("attendee", "scrub")).toContain("The database file was rewritten");
  expect(everyByte()).not.toMatch(TRACES);
});

test.each([
  ["an unknown address", ["export", "nobody@example.com"], "nothing is stored about nobody@example.com"],
  ["nobody's data", ["erase", "nobody@example.com", "--yes"], "nothing is stored about nobody@example.com"],
  ["an invalid address", ["erase", "victor"], '"victor" must be an email address, like jason@example.com'],
])(
  "prints one line for %s",
  async (_what, args, line) => {
    await runSchedkit(["migrate"], { dataDir });
    expect(await failure("attendee", ...args)).toEndWith(` ended with 1:\nschedkit: ${line}\n`);
  },
  20_000,
);

test.each(["attendee forget a@b.example", "attendee export", "attendee erase a@b.example c@d.example"])(
  "prints the usage for unknown words: %s",
  async (words) => {
    const said = await failure(...words.split(" "));
    expect(said).toContain(" ended with 2:");
    expect(said).toContain("Usage\n  schedkit attendee e");
    expect(existsSync(dataDir)).toBe(false);
  },
  20_000,
);

test("a server with RETENTION_DAYS erases past attendees and logs their number", async () => {
  await addJane({ dataDir });
  addHistory();
  server = await startServer({ dataDir, env: { RETENTION_DAYS: "30" } });
  const isTold = (line: string) => line.includes("attendees of past bookings erased");
  while (!server.log.some(isTold)) await Bun.sleep(20);
  expect(JSON.parse(server.log.find(isTold)!)).toMatchObject({ level: "info", bookings: 1_500 });
  const raw = open();
  expect(raw.query("select distinct attendee_email as email from bookings").all()).toEqual([
    { email: "erased@attendee.invalid" },
  ]);
  raw.close();
  expect(await server.stop()).toBe(0);
});

test.each(["0", "3651"])(
  "a server with RETENTION_DAYS=%s fails with one line",
  async (value) => {
    const said = await runSchedkit(["serve"], { dataDir, env: { RETENTION_DAYS: value } }).then(
      String,
      (error: Error) => error.message,
    );
    expect(said).toEndWith(
      `schedkit: RETENTION_DAYS is "${value}"; it takes a number of days from 1 to 3650\n`,
    );
  },
  20_000,
);
