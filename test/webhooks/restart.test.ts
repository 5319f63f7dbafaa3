import { Database } from "bun:sqlite";
import { afterAll, beforeAll, expect, test } from "bun:test";
import { type Receiver, answering, startReceiver } from "../support/receiver.ts";
import { runSchedkit, type Server, startServer, temporaryFolder } from "../support/start-server.ts";
import type { Json } from "../support/start-app.ts";

/** The program in its own process: its jobs must survive it. */
let folder: ReturnType<typeof temporaryFolder>;
let receiver: Receiver;
let key: string;

const settings = (env: Record<string, string> = {}) => ({
  dataDir: `${folder.path}/data`,
  env: { WEBHOOK_ALLOW_PRIVATE: "true", ...env },
});

beforeAll(async () => {
  folder = temporaryFolder();
  receiver = await startReceiver();
  const jane = "host add --name Jane --email jane@example.com --slug jane --timezone UTC --json";
  const printed = await runSchedkit(jane.split(" "), settings());
  key = JSON.parse(printed.trim().split("\n").at(-1)!).api_key;
});
afterAll(async () => {
  await receiver.close();
  folder.remove();
});

async function ask({ address }: Server, method: string, path: string, body?: unknown): Promise<Json> {
  const response = await fetch(`${address}${path}`, {
    method,
    headers: { "content-type": "application/json", "x-api-key": key },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return { status: response.status, ...((await response.json()) as Json) };
}

async function book(server: Server): Promise<Json> {
  const day = (offset: number) => new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);
  const { slots } = await ask(server, "GET", `/v1/slots/jane/30min?from=${day(1)}&to=${day(7)}`);
  return ask(server, "POST", "/v1/book/jane/30min", {
    attendee_name: "Jason Johnson",
    attendee_email: "jason@example.com",
    start_time: slots[0].start,
    timezone: "UTC",
  });
}

test("a delivery interrupted by a kill arrives later with the same id", async () => {
  let server = await startServer(settings());
  await ask(server, "POST", "/v1/webhooks", { url: receiver.url });
  const killed = Promise.withResolvers<void>();
  receiver.behave((response) => void killed.promise.then(() => response.destroy()));
  expect(await book(server)).toMatchObject({ status: "confirmed" });
  await receiver.count(1);
  await server.kill();
  killed.resolve();
  receiver.behave(answering(200));
  // Simulates that half a minute has passed.
  endLeases();
  server = await startServer(settings());
  await receiver.count(2);
  expect(await server.stop()).toBe(0);
  const [first, second] = receiver.received.map(({ body, headers }) => [body, headers["webhook-id"]]);
  expect(second).toEqual(first);
});

test("existing webhooks get nothing private without WEBHOOK_ALLOW_PRIVATE", async () => {
  const before = receiver.received.length;
  const server = await startServer(settings({ WEBHOOK_ALLOW_PRIVATE: "false" }));
  await book(server);
  await untilTried(server);
  const [delivery] = (await ask(server, "GET", "/v1/webhooks/1/deliveries"))["deliveries"];
  expect(delivery).toMatchObject({
    status: "waiting",
    last_error: expect.stringContaining("127.0.0.1 is not a public address"),
  });
  expect(receiver.received).toHaveLength(before);
  expect(await server.stop()).toBe(0);
});

/** Waits until the server's log mentions the attempt. */
async function untilTried({ log }: Server): Promise<void> {
  while (!log.some((line) => line.includes("webhook delivery delayed"))) await Bun.sleep(10);
}

function endLeases(): void {
  const raw = new Database(`${folder.path}/data/schedkit.db`);
  raw.run("update outbox set leased_until = 0");
  raw.close();
}
