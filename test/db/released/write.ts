/**
 * Writes the database that a release leaves behind, by living with that release for a while:
 * `bun test/db/released/write.ts OUT COMMAND...`, where COMMAND starts the release and OUT is `test/db/released/N`.
 */
import { Database } from "bun:sqlite";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { type Mailbox, startMailbox } from "../../support/smtp-server.ts";
import { runSchedkit, type Server, startServer, temporaryFolder } from "../../support/start-server.ts";
import type { Json } from "../../support/start-app.ts";
import type { Released } from "./read.ts";

const [out = "", ...command] = process.argv.slice(2);
const folder = temporaryFolder();
const dataDir = join(folder.path, "data");
const addresses = { PUBLIC_URL: "http://localhost:3000", MAIL_FROM: "bookings@example.com" };

const visitor = {
  attendee_name: "Jason Johnson",
  attendee_email: "jason@example.com",
  timezone: "America/Chicago",
};

let server: Server;
let mailbox: Mailbox;

await write();
process.exit(0);

async function write(): Promise<void> {
  mkdirSync(dataDir);
  // The secret of every app in the tests.
  writeFileSync(join(dataDir, "schedkit.secret"), `${"07".repeat(32)}\n`, { mode: 0o600 });
  mailbox = await startMailbox();
  server = await startServer({ dataDir, command, env: { ...addresses, SMTP_URL: mailbox.url } });
  const keys = {
    jane: await addHost("jane", "America/New_York"),
    omar: await addHost("omar", "Europe/Berlin"),
  };
  await setUp(keys.jane);
  const bookings = [...(await liveOnes(keys)), ...(await pastOnes(keys.jane))];
  const repeat = await bookWithKey();
  await settled(keys.jane);
  mailbox.behave({ at: "rcpt", reply: 550, text: "no such mailbox" });
  await book("jane/30min", { attendee_email: "nobody@example.com" });
  await settled(keys.jane);
  await server.stop();
  server = await startServer({ dataDir, command, env: { PUBLIC_URL: addresses.PUBLIC_URL } });
  bookings.push(
    await book("jane/30min"),
    await book("jane/approval", { answers: [{ question_id: "why", answer: "Growth" }] }),
  );
  const letters = await lettersOf(keys.jane);
  await server.stop();
  const now = new Date().toISOString();
  const released: Released = { now, keys, bookings: asStored(bookings), letters, repeat };
  writeFileSync(`${out}.json`, `${JSON.stringify(released, undefined, 2)}\n`);
  writeFileSync(`${out}.db.gz`, gzipSync(readFileSync(join(dataDir, "schedkit.db")), { level: 9 }));
  await mailbox.close();
  folder.remove();
}

async function addHost(slug: string, zone: string): Promise<string> {
  const words = [
    "--json",
    `--name=${slug}`,
    `--email=${slug}@example.com`,
    `--slug=${slug}`,
    `--timezone=${zone}`,
  ];
  const printed = await runSchedkit(["host", "add", ...words], { dataDir, command });
  return JSON.parse(printed.trim().split("\n").at(-1)!).api_key;
}

async function setUp(key: string): Promise<void> {
  const weekly = [1, 2, 3, 4, 5].map((day) => ({ day, start: "08:00", end: "12:00" }));
  const overrides = [{ date: dateIn(20), intervals: [] }];
  const schedule = { name: "Mornings", timezone: "Europe/London", weekly, overrides };
  const { id } = await post("/v1/schedules", schedule, key);
  await post(
    "/v1/time-off",
    { starts_at: `${dateIn(15)}T00:00:00Z`, ends_at: `${dateIn(16)}T00:00:00Z` },
    key,
  );
  const why = { id: "why", label: "Why?", type: "select", required: true, options: ["Growth", "Other"] };
  const asked = { requires_confirmation: true, questions: [why], buffer_before: 10, buffer_after: 5 };
  await post("/v1/event-types", { title: "Approval", duration_minutes: 45, ...asked }, key);
  const capped = { max_bookings_per_day: 2, min_notice_minutes: 60, schedule_id: id };
  await post("/v1/event-types", { title: "Capped", duration_minutes: 20, ...capped }, key);
}

async function liveOnes(keys: { jane: string }): Promise<Json[]> {
  const moved = await book("jane/30min", { notes: "Über alles: 日本語 😀" });
  await post(`/v1/bookings/${moved["id"]}/reschedule`, { start_time: await free("jane/30min") }, keys.jane);
  const approved = await book("jane/approval", { answers: [{ question_id: "why", answer: "Growth" }] });
  await post(`/v1/bookings/${approved["id"]}/confirm`, {}, keys.jane);
  return [
    moved,
    approved,
    await book("jane/approval", { answers: [{ question_id: "why", answer: "Other" }] }),
    await book("jane/capped"),
  ];
}

async function pastOnes(key: string): Promise<Json[]> {
  const declined = await book("jane/approval", { answers: [{ question_id: "why", answer: "Other" }] });
  await post(`/v1/bookings/${declined["id"]}/decline`, { reason: "Not now" }, key);
  const cancelled = await book("omar/30min");
  await post(`/v1/cancel/${cancelled["cancel_token"]}/confirm`, { reason: "Ill" });
  return [declined, cancelled];
}

async function bookWithKey(): Promise<Released["repeat"]> {
  const path = "/v1/book/jane/30min";
  const headers = { "idempotency-key": "the-same-again" };
  const body = { ...visitor, start_time: await free("jane/30min") };
  return { path, headers, body, answer: await post(path, body, undefined, headers) };
}

async function book(event: string, over: Json = {}): Promise<Json> {
  return post(`/v1/book/${event}`, { ...visitor, start_time: await free(event), ...over });
}

async function free(event: string): Promise<string> {
  const { slots } = await get(`/v1/slots/${event}?from=${dateIn(7)}&to=${dateIn(13)}`);
  return slots[0].start;
}

/** Nothing is under way any more. */
async function settled(key: string): Promise<void> {
  while ((await get("/v1/outbox?limit=200", key))["outbox"].some((one: Json) => one["status"] === "waiting"))
    await Bun.sleep(20);
}

async function lettersOf(key: string): Promise<Released["letters"]> {
  const { outbox } = await get("/v1/outbox?limit=200", key);
  const letters = outbox.map(async ({ id, status }: Json) => {
    const { subject, recipient, text } = await get(`/v1/outbox/${id}`, key);
    return { id, status, subject, recipient, links: text.match(/http:\S+/g) ?? [] };
  });
  return Promise.all(letters);
}

function asStored(bookings: readonly Json[]): Released["bookings"] {
  const raw = new Database(join(dataDir, "schedkit.db"));
  return bookings.map(({ id, cancel_token, reschedule_token }) => {
    const { status } = raw.query("select status from bookings where id = ?").get(id) as Json;
    return { id, status, cancel_token, reschedule_token };
  });
}

function dateIn(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
}

function get(path: string, key = ""): Promise<Json> {
  return answered(fetch(server.address + path, { headers: { "x-api-key": key } }), path);
}

function post(path: string, body: Json, key = "", headers: Record<string, string> = {}): Promise<Json> {
  const all = { "content-type": "application/json", ...(key && { "x-api-key": key }), ...headers };
  return answered(
    fetch(server.address + path, { method: "POST", headers: all, body: JSON.stringify(body) }),
    path,
  );
}

async function answered(asked: Promise<Response>, path: string): Promise<Json> {
  const answer = await asked;
  if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`);
  return (await answer.json()) as Json;
}
