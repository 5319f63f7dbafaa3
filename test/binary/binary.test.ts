import { afterAll, beforeAll, expect, test } from "bun:test";
import ICAL from "ical.js";
import { theBinary } from "../support/binary.ts";
import { type Mailbox, startMailbox } from "../support/smtp-server.ts";
import { runSchedkit, type Server, startServer, temporaryFolder } from "../support/start-server.ts";
import { addJane, bookJane, firstSlot } from "../support/visitor.ts";

let command: string[];
let mailbox: Mailbox;
let server: Server;
let apiKey: string;
const folder = temporaryFolder();

beforeAll(async () => {
  command = [await theBinary()];
  process.chdir(folder.path);
  mailbox = await startMailbox();
  const env = { SMTP_URL: mailbox.url, MAIL_FROM: "Bookings <bookings@example.com>" };
  server = await startServer({ dataDir: `${folder.path}/data`, command, env });
  apiKey = await addJane({ dataDir: `${folder.path}/data`, command });
});

afterAll(async () => {
  await server.kill();
  await mailbox.close();
  process.chdir("/");
  folder.remove();
});

test("the executable alone books a slot once and sends its emails", async () => {
  const start = await firstSlot(server.address);
  const booked = await bookJane(server.address, start);
  expect(booked.status).toBe(201);
  expect((await bookJane(server.address, start)).status).toBe(409);
  await mailbox.waitFor(({ mails }) => mails.length === 2);
  const letter = mailbox.mails.find(({ to }) => to.includes("jason@example.com"))!;
  expect(letter.parsed.text).toContain("http://localhost:0/v1/cancel/");
  const calendar = new ICAL.Component(ICAL.parse(letter.parsed.attachments.at(-1)!.content.toString()));
  const event = new ICAL.Event(calendar.getFirstSubcomponent("vevent")!);
  expect(event.startDate.toJSDate().toISOString()).toBe(start.replace("Z", ".000Z"));
});

test("serves its host, its documentation and its version", async () => {
  const bookings = await get("/v1/bookings", { "x-api-key": apiKey });
  expect((await bookings.json()).total).toBe(1);
  expect((await get("/swagger")).status).toBe(200);
  expect((await (await get("/swagger/json")).json()).openapi).toStartWith("3.");
  expect(await (await get("/readyz")).json()).toMatchObject({ status: "ready" });
  expect(
    await runSchedkit(["health"], {
      dataDir: folder.path,
      command,
      env: { PORT: new URL(server.address).port },
    }),
  ).toBe("ok\n");
});

test("stops with exit code 0", async () => {
  expect(await server.stop()).toBe(0);
});

function get(path: string, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(server.address + path, { headers });
}
