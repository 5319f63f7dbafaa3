import { Database as BunDatabase } from "bun:sqlite";
import { afterEach, beforeEach, expect, test } from "bun:test";
import { join } from "node:path";
import { type Server, startServer, temporaryFolder } from "../support/start-server.ts";
import { addJane } from "../support/visitor.ts";

let folder: ReturnType<typeof temporaryFolder>;
let running: Server[];

beforeEach(async () => {
  folder = temporaryFolder();
  running = [];
});
afterEach(async () => {
  await Promise.all(running.map((server) => server.kill()));
  folder.remove();
});

async function start(): Promise<Server> {
  const server = await startServer({ dataDir: folder.path });
  running.push(server);
  return server;
}

async function freeStarts({ address }: Server): Promise<string[]> {
  const date = (daysAhead: number) =>
    new Date(Date.now() + daysAhead * 86_400_000).toISOString().slice(0, 10);
  const answer = await fetch(`${address}/v1/slots/jane/30min?from=${date(1)}&to=${date(14)}`);
  const { slots } = (await answer.json()) as { slots: { start: string }[] };
  return slots.map(({ start }) => start);
}

function book({ address }: Server, start: string, name: string): Promise<Response> {
  return fetch(`${address}/v1/book/jane/30min`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      attendee_name: name,
      attendee_email: "jason@example.com",
      start_time: start,
      timezone: "America/Chicago",
    }),
  });
}

function inFile<Row>(query: string): Row[] {
  const raw = new BunDatabase(join(folder.path, "schedkit.db"), { readonly: true });
  try {
    return raw.query<Row, []>(query).all();
  } finally {
    raw.close(true);
  }
}

test("two servers sell a slot once to two hundred clients", async () => {
  const servers = await Promise.all([start(), start()]);
  await addJane({ dataDir: folder.path });
  const [slot] = await freeStarts(servers[0]);
  const answers = await Promise.all(
    Array.from({ length: 200 }, (_, n) => book(servers[n % 2]!, slot!, `Number ${n}`)),
  );
  const statuses = answers.map(({ status }) => status);
  expect(statuses.filter((status) => status === 201)).toHaveLength(1);
  expect(statuses.filter((status) => status === 409)).toHaveLength(199);
  expect(inFile("select id from bookings")).toHaveLength(1);
  for (const server of servers) expect(await freeStarts(server)).not.toContain(slot!);
});

test("two servers sell every slot once", async () => {
  const servers = await Promise.all([start(), start()]);
  await addJane({ dataDir: folder.path });
  const slots = await freeStarts(servers[0]);
  expect(slots.length).toBeGreaterThan(100);
  const answers = await Promise.all(
    slots.flatMap((slot) => servers.map((server, n) => book(server, slot, `Somebody at server ${n}`))),
  );
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(slots.length);
  expect(answers.filter(({ status }) => status === 409)).toHaveLength(slots.length);
  expect(inFile("select distinct starts_at from bookings")).toHaveLength(slots.length);
  for (const server of servers) expect(await freeStarts(server)).toEqual([]);
});

test("each server sees the other's changes immediately", async () => {
  const [one, other] = [await start(), await start()];
  const key = await addJane({ dataDir: folder.path });
  const [slot] = await freeStarts(other);
  const schedules = (server: Server, method: string, path: string, body?: object) =>
    fetch(`${server.address}/v1/schedules${path}`, {
      method,
      headers: { "x-api-key": key, "content-type": "application/json" },
      ...(body && { body: JSON.stringify(body) }),
    });
  const { schedules: found } = (await (await schedules(one, "GET", "")).json()) as {
    schedules: { id: number }[];
  };
  const closed = { name: "Closed", timezone: "UTC", weekly: [], overrides: [], is_default: true };
  expect((await schedules(one, "PUT", `/${found[0]!.id}`, closed)).status).toBe(200);
  expect(await freeStarts(other)).toEqual([]);
  expect((await book(other, slot!, "Too late")).status).toBe(409);
});

test("confirmed bookings and their emails survive kill -9", async () => {
  const first = await start();
  await addJane({ dataDir: folder.path });
  const slots = (await freeStarts(first)).slice(0, 40);
  const confirmed: { id: number; slot: string }[] = [];
  const answered = slots.map(async (slot) => {
    const answer = await book(first, slot, "Jason Johnson").catch(() => undefined);
    const json = (await answer?.json().catch(() => undefined)) as { id: number } | undefined;
    if (answer?.status === 201 && json) confirmed.push({ id: json.id, slot });
    if (confirmed.length === 1) await first.kill();
  });
  await Promise.all(answered);
  expect(confirmed.length).toBeGreaterThan(0);

  const second = await start();
  const stored = inFile<{ id: number; mails: number }>(
    "select b.id, count(o.id) as mails from bookings b left join outbox o on o.booking_id = b.id group by b.id",
  );
  expect(stored.map(({ id }) => id)).toEqual(expect.arrayContaining(confirmed.map(({ id }) => id)));
  expect(stored.every(({ mails }) => mails === 2)).toBe(true);
  expect(inFile<object>("pragma integrity_check")).toEqual([{ integrity_check: "ok" }]);
  expect(inFile("pragma foreign_key_check")).toEqual([]);
  const free = await freeStarts(second);
  expect(confirmed.filter(({ slot }) => free.includes(slot))).toEqual([]);
});

test("a stopped server exits cleanly and leaves one file", async () => {
  const server = await start();
  await addJane({ dataDir: folder.path });
  const [slot] = await freeStarts(server);
  expect((await book(server, slot!, "Jason Johnson")).status).toBe(201);
  expect(await server.stop()).toBe(0);
  const files = [...new Bun.Glob("schedkit.db*").scanSync(folder.path)];
  expect(files).toEqual(["schedkit.db"]);
  expect(inFile("select id from bookings")).toHaveLength(1);
});
