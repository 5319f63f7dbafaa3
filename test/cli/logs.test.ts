import { afterAll, beforeAll, expect, test } from "bun:test";
import { startMailbox, type Mailbox } from "../support/smtp-server.ts";
import { runSchedkit, type Server, startServer, temporaryFolder } from "../support/start-server.ts";
import { type Json, startApp } from "../support/start-app.ts";

const folder = temporaryFolder();
const password = "hunter2-of-the-mail-server";
const secrets = {
  attendee_name: "Zebulon Quillfeather",
  attendee_email: "zebulon.quillfeather@example.com",
  notes: "my number is 555-0199",
};
const host = { name: "Philippa Undershaft", email: "philippa.undershaft@example.com" };

let mailbox: Mailbox;
let server: Server;
let key: string;
let tokens: string[];
let sent = 0;

beforeAll(async () => {
  mailbox = await startMailbox({ password });
  const { host: at } = new URL(mailbox.url);
  server = await startServer({
    dataDir: folder.path,
    env: {
      LOG_LEVEL: "debug",
      TRUST_PROXY: "true",
      SMTP_URL: `smtp://schedkit:${password}@${at}`,
      MAIL_FROM: "bookings@example.com",
    },
  });
  const words = ["--name", host.name, "--email", host.email, "--slug", "jane", "--timezone", "UTC", "--json"];
  key = JSON.parse(await runSchedkit(["host", "add", ...words], { dataDir: folder.path })).api_key;
});
afterAll(async () => {
  await server.kill();
  await mailbox.close();
  folder.remove();
});

test("warns at start about links that only work locally", async () => {
  const warned = ({ log }: Server) =>
    log.filter((line) => line.includes("links in emails only work on this machine"));
  expect(warned(server)).toHaveLength(1);
  expect(JSON.parse(warned(server)[0]!)).toMatchObject({
    level: "warn",
    public_url: expect.stringMatching(/^http:\/\/localhost:\d+$/),
  });
  const smtp = { SMTP_URL: mailbox.url, MAIL_FROM: "bookings@example.com" };
  const other = temporaryFolder();
  for (const env of [{ ...smtp, PUBLIC_URL: "https://book.example.com" }, {}]) {
    const unworried = await startServer({ dataDir: other.path, env });
    await unworried.stop();
    expect(warned(unworried)).toEqual([]);
  }
  other.remove();
});

async function ask(method: string, target: string, headers: Record<string, string> = {}, body?: unknown) {
  sent += 1;
  const answered = await fetch(server.address + target, {
    method,
    headers: body === undefined ? headers : { "content-type": "application/json", ...headers },
    ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
    redirect: "manual",
  });
  return { status: answered.status, text: await answered.text(), headers: answered.headers };
}

/** A pending booking, which has every kind of token. */
async function bookWithSecrets(): Promise<string[]> {
  const headers = { "x-api-key": key };
  await ask("POST", "/v1/event-types", headers, {
    title: "Asked",
    duration_minutes: 30,
    requires_confirmation: true,
  });
  const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
  const offered = await ask("GET", `/v1/slots/jane/asked?from=${day(1)}&to=${day(8)}`);
  const start_time = JSON.parse(offered.text).slots[0].start;
  const { status, text } = await ask(
    "POST",
    "/v1/book/jane/asked",
    {},
    { ...secrets, start_time, timezone: "UTC" },
  );
  expect(status).toBe(201);
  const booking: Json = JSON.parse(text);
  await mailbox.waitFor(({ mails }) => mails.length === 2);
  const letters = mailbox.mails.map(({ parsed }) => parsed.text).join("\n");
  const confirm = /\/v1\/bookings\/([\w-]{38})\/confirm/.exec(letters)![1]!;
  return [booking["cancel_token"], booking["reschedule_token"], confirm];
}

/** Every route, with this value for each parameter. */
async function everyRoute(parameter: string): Promise<[method: string, target: string][]> {
  const app = await startApp();
  const routes = app.app.routes.map(
    ({ method, path }) => [method, path.replaceAll(/:\w+/g, parameter)] as const,
  );
  app.close();
  return routes.map(([method, path]) => [method, path]);
}

test("the debug log contains no secrets, whatever is requested", async () => {
  tokens = await bookWithSecrets();
  const personal = new URLSearchParams({
    name: secrets.attendee_name,
    email: secrets.attendee_email,
    q: secrets.notes,
  });
  for (const token of tokens) {
    for (const [method, target] of await everyRoute(token)) {
      const body = method === "GET" ? undefined : { ...secrets, key, token, password };
      await ask(method, `${target}?${personal}`, { accept: "text/html" }, body);
      await ask(method, target, { authorization: `Bearer ${key}`, "x-forwarded-for": "203.0.113.77" }, body);
    }
    await ask("GET", `/unknown/${token}?key=${key}`);
    await ask("POST", `/v1/cancel/${token}/confirm`, { "x-api-key": key }, `{"reason": "${secrets.notes}`);
    await ask("GET", `/v1/reschedule/${token}`, { "x-request-id": `${secrets.attendee_email} ${key}` });
    await ask("GET", "/v1/me", { cookie: `schedkit_session=${token}`, "x-api-key": `${key}x` });
  }
  expect(await server.stop()).toBe(0);
  const log = server.log.join("\n");
  const told = [...Object.values(secrets), ...Object.values(host), ...tokens, key, password, "203.0.113.77"];
  for (const secret of told) {
    expect(log).not.toContain(secret);
    expect(log).not.toContain(encodeURIComponent(secret));
    expect(log).not.toContain(new URLSearchParams({ secret }).toString().slice("secret=".length));
  }
});

test("the debug log has one line per request", () => {
  const lines = server.log
    .map((line): Json => JSON.parse(line))
    .filter(({ message }) => message === "request");
  expect(lines).toHaveLength(sent);
  for (const line of lines) {
    expect(line).toEqual({
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      level: "debug",
      message: "request",
      method: expect.stringMatching(/^[A-Z]+$/),
      route: expect.stringMatching(/^(none|\/[\w./:-]*)$/),
      status: expect.any(Number),
      ms: expect.any(Number),
      request_id: expect.stringMatching(/^[\w.-]{3,64}$/),
    });
  }
});

test("the info log has one line per booking, without names", () => {
  const lines = server.log.map((line): Json => JSON.parse(line)).filter(({ level }) => level === "info");
  const messages = lines.map(({ message }) => message);
  expect(messages[0]).toBe("listening");
  expect(messages.slice(-2)).toEqual(["stopping", "stopped"]);
  expect(lines.find(({ message }) => message === "booking created")).toEqual({
    time: expect.any(String),
    level: "info",
    message: "booking created",
    booking_id: 1,
    host_id: 1,
    event_type: "asked",
  });
  expect(messages).not.toContain("request");
});
