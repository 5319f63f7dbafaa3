import { afterEach, beforeEach, expect, test } from "bun:test";
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { startMailbox } from "../support/smtp-server.ts";
import { runSchedkit, type Server, startServer, temporaryFolder } from "../support/start-server.ts";

let folder: ReturnType<typeof temporaryFolder>;
let server: Server;
let open: Socket[];

beforeEach(() => {
  folder = temporaryFolder();
  open = [];
});
afterEach(async () => {
  for (const socket of open) socket.destroy();
  await server.kill();
  folder.remove();
});

async function start(env: Record<string, string> = {}): Promise<void> {
  server = await startServer({ dataDir: folder.path, env });
}

async function aHost(): Promise<void> {
  const words = "host add --name Jane --email jane@example.com --slug jane --timezone UTC --json";
  await runSchedkit(words.split(" "), { dataDir: folder.path });
}

/** An open connection, and what it receives. */
async function connection() {
  const socket = connect(Number(new URL(server.address).port), "127.0.0.1").setEncoding("utf8");
  let heard = "";
  socket.on("data", (text) => (heard += String(text)));
  socket.on("error", () => undefined);
  open.push(socket);
  const closed = new Promise<string>((resolve) => socket.on("close", () => resolve(heard)));
  await once(socket, "connect");
  return { say: (text: string) => socket.write(text), closed, isSubscribed: () => heard };
}

/** Resolves once the server has read everything sent before. */
async function hasReadAll(): Promise<void> {
  await (await fetch(`${server.address}/healthz`, { headers: { connection: "close" } })).text();
}

async function saysItStops(): Promise<void> {
  while (!server.log.some((line) => line.includes('"stopping"'))) await Bun.sleep(2);
}

const signal = (name: NodeJS.Signals = "SIGTERM") => process.kill(server.pid, name);

function bookingOf(start_time: string): string {
  const body = { attendee_name: "Jason", attendee_email: "jason@example.com", start_time, timezone: "UTC" };
  const json = JSON.stringify(body);
  const head = "POST /v1/book/jane/30min HTTP/1.1\r\nhost: x\r\ncontent-type: application/json";
  return `${head}\r\ncontent-length: ${json.length}\r\n\r\n${json}`;
}

async function freeStarts(count: number): Promise<string[]> {
  const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
  const asked = await fetch(`${server.address}/v1/slots/jane/30min?from=${day(1)}&to=${day(14)}`);
  const { slots } = (await asked.json()) as { slots: { start: string }[] };
  return slots.slice(0, count).map(({ start }) => start);
}

test("bookings in progress during a stop are answered and kept", async () => {
  await start();
  await aHost();
  const starts = await freeStarts(20);
  const clients = await Promise.all(
    starts.map(async (each) => ({ ...(await connection()), booking: bookingOf(each) })),
  );
  for (const { say, booking } of clients) say(booking.slice(0, -5));
  await hasReadAll();
  signal();
  await saysItStops();
  for (const { say, booking } of clients) say(booking.slice(-5));
  for (const { closed } of clients) {
    const heard = await closed;
    expect(heard).toStartWith("HTTP/1.1 201 ");
    expect(heard).toMatch(/^connection: close\r$/im);
  }
  expect(await server.stop()).toBe(0);
  await start();
  expect(await freeStarts(1000)).not.toContainAnyValues(starts);
});

test("closes idle connections and accepts no new ones", async () => {
  await start();
  const idle = await connection();
  idle.say("GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n");
  while (!idle.isSubscribed().includes('"ok"')) await Bun.sleep(2);
  const busy = await connection();
  busy.say("POST /v1/book/jane/30min HTTP/1.1\r\nhost: x\r\ncontent-length: 2\r\n\r\n{");
  await hasReadAll();
  signal();
  await idle.closed;
  await saysItStops();
  expect(await fetch(`${server.address}/healthz`).catch((error: Error) => error)).toBeInstanceOf(Error);
  busy.say("}");
  await busy.closed;
  expect(await server.stop()).toBe(0);
});

test("unfinished requests and emails delay a stop by at most 10 seconds", async () => {
  const mailbox = await startMailbox();
  mailbox.behave({ at: "data", hangs: true });
  await start({ SMTP_URL: mailbox.url, MAIL_FROM: "bookings@example.com" });
  await aHost();
  const [start1] = await freeStarts(1);
  const booked = await connection();
  booked.say(bookingOf(start1!));
  await mailbox.waitFor(({ visits }) => visits.data > 0);
  (await connection()).say("POST /v1/book/jane/30min HTTP/1.1\r\nhost: x\r\ncontent-length: 9\r\n\r\n{");
  await hasReadAll();
  const asked = performance.now();
  expect(await server.stop()).toBe(0);
  expect(performance.now() - asked).toBeLessThan(10_000);
  expect(server.log.join("\n")).toContain('"message":"stopped with requests in progress"');
  await mailbox.close();
});

test.each(["SIGTERM", "SIGINT"] as const)("a second %s stops immediately", async (name) => {
  await start();
  (await connection()).say("POST /v1/book/jane/30min HTTP/1.1\r\nhost: x\r\ncontent-length: 9\r\n\r\n{");
  await hasReadAll();
  signal(name);
  await saysItStops();
  const asked = performance.now();
  const ended = server.stop();
  const again = setInterval(() => signal(name), 50);
  const code = await ended;
  clearInterval(again);
  expect(code).toBe(1);
  expect(performance.now() - asked).toBeLessThan(3_000);
});

test("stops immediately when idle", async () => {
  await start();
  const asked = performance.now();
  expect(await server.stop()).toBe(0);
  expect(performance.now() - asked).toBeLessThan(2_000);
  expect(server.log.at(-1)).toContain('"message":"stopped"');
});
