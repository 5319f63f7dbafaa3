/**
 * Writes a release's database by using that release: `bun test/db/released/write.ts OUT COMMAND...`, where COMMAND starts the
 * release and OUT is `test/db/released/N` for schema N. Leaves out features that the schema does not have.
 */
import { Database } from "bun:sqlite";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { gzipSync } from "node:zlib";
import { answering, type Receiver, startReceiver } from "../../support/receiver.ts";
import { type Mailbox, startMailbox } from "../../support/smtp-server.ts";
import { runSchedkit, type Server, startServer, temporaryFolder } from "../../support/start-server.ts";
import { runCommand } from "../../support/run-command.ts";
import type { Json } from "../../support/start-app.ts";
import type { Released } from "./read.ts";
import { releaseClient } from "./release-client.ts";

const [out = "", ...command] = process.argv.slice(2);
const schema = Number(basename(out));
/** The schema that introduced each feature. */
const has = { languages: schema >= 2, privacy: schema >= 3, sessions: schema >= 6, webhooks: schema >= 7 };
const folder = temporaryFolder();
const dataDir = join(folder.path, "data");
const databasePath = join(dataDir, "schedkit.db");
const env = {
  PUBLIC_URL: "http://localhost:3000",
  MAIL_FROM: "bookings@example.com",
  WEBHOOK_ALLOW_PRIVATE: "true",
};
const PASSWORD = "correct horse battery";

type Host = keyof Released["keys"];

const visitor = {
  attendee_name: "Jason Johnson",
  attendee_email: "jason@example.com",
  timezone: "America/Chicago",
};
const german = {
  attendee_name: "Jörg Müller",
  attendee_email: "joerg@example.de",
  timezone: "Europe/Berlin",
  ...(has.languages && { language: "de" }),
};
const leaving = { attendee_name: "Erika Mustermann", attendee_email: "erika@example.de" };
const why = (answer: string) => ({ answers: [{ question_id: "why", answer }] });

let server: Server;
let mailbox: Mailbox;
let receiver: Receiver;
const { get, post, send, logIn } = releaseClient(() => server.address);

await write();
process.exit(0);

async function write(): Promise<void> {
  mkdirSync(dataDir);
  // The secret of every app in the tests.
  writeFileSync(join(dataDir, "schedkit.secret"), `${"07".repeat(32)}\n`, { mode: 0o600 });
  [mailbox, receiver] = [await startMailbox(), await startReceiver()];
  server = await startServer({ dataDir, command, env: { ...env, SMTP_URL: mailbox.url } });
  refuseOtherSchema();
  const keys = {
    jane: await addHost("jane", "America/New_York"),
    omar: await addHost("omar", "Europe/Berlin", ...(has.languages ? ["--language=de"] : [])),
  };
  await setUp(keys.jane);
  const webhook = has.webhooks ? await addWebhooks(keys.jane) : undefined;
  const bookings = [...(await liveOnes(keys)), ...(await pastOnes(keys))];
  const repeat = await bookWithKey();
  await settled(keys);
  await failSome(keys);
  await server.stop();
  server = await startServer({ dataDir, command, env });
  bookings.push(...(await waitingOnes(keys)));
  const cookie = has.sessions ? await openSession() : undefined;
  const letters = [...(await emailKindsOf("jane", keys.jane)), ...(await emailKindsOf("omar", keys.omar))];
  const shown = [...(await shownTo("jane", keys.jane)), ...(await shownTo("omar", keys.omar))];
  await server.stop();
  const now = new Date().toISOString();
  const released: Released = {
    now,
    keys,
    ...(cookie && { cookie }),
    ...(webhook && { webhook }),
    bookings: asStored(bookings),
    letters,
    repeat,
    shown,
  };
  writeFileSync(`${out}.json`, `${JSON.stringify(released, undefined, 2)}\n`);
  writeFileSync(`${out}.db.gz`, gzipSync(readFileSync(databasePath), { level: 9 }));
  await Promise.all([mailbox.close(), receiver.close()]);
  folder.remove();
}

function refuseOtherSchema(): void {
  const raw = new Database(databasePath);
  const { user_version } = raw.query("pragma user_version").get() as Json;
  raw.close();
  if (user_version !== schema) throw new Error(`that release writes schema ${user_version}, not ${schema}`);
}

async function addHost(slug: Host, zone: string, ...more: string[]): Promise<string> {
  const words = [
    "--json",
    `--name=${slug}`,
    `--email=${slug}@example.com`,
    `--slug=${slug}`,
    `--timezone=${zone}`,
    ...more,
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
  const question = { id: "why", label: "Why?", type: "select", required: true, options: ["Growth", "Other"] };
  const asked = { requires_confirmation: true, questions: [question], buffer_before: 10, buffer_after: 5 };
  await post("/v1/event-types", { title: "Approval", duration_minutes: 45, ...asked }, key);
  const capped = { max_bookings_per_day: 2, min_notice_minutes: 60, schedule_id: id };
  await post("/v1/event-types", { title: "Capped", duration_minutes: 20, ...capped }, key);
  await post("/v1/api-keys", { name: "Never used" }, key);
}

/** Adds one webhook that receives everything successfully, which is returned, and a failing one. */
async function addWebhooks(key: string): Promise<Released["webhook"]> {
  receiver.behave((response, got) => answering(got.path === "/hook" ? 204 : 500, "no")(response, got));
  const { id, secret } = await post("/v1/webhooks", { url: receiver.url, description: "The CRM" }, key);
  const events = ["booking.confirmed", "booking.rescheduled"];
  await post("/v1/webhooks", { url: `${receiver.url}/broken`, events }, key);
  return { id, secret };
}

async function liveOnes({ jane }: Released["keys"]): Promise<Json[]> {
  const moved = await book("jane/30min", { notes: "Über alles: 日本語 😀" });
  for (const _ of [1, 2])
    await post(`/v1/bookings/${moved["id"]}/reschedule`, { start_time: await free("jane/30min") }, jane);
  const confirmed = await book("jane/approval", why("Growth"));
  await post(`/v1/bookings/${confirmed["id"]}/confirm`, {}, jane);
  return [
    moved,
    confirmed,
    await book("jane/approval", why("Other")),
    await book("jane/capped"),
    await book("omar/30min", german),
    await book("jane/30min", german),
  ];
}

async function pastOnes({ jane }: Released["keys"]): Promise<Json[]> {
  const declined = await book("jane/approval", why("Other"));
  await post(`/v1/bookings/${declined["id"]}/decline`, { reason: "Not now" }, jane);
  const cancelled = await book("omar/30min");
  await post(`/v1/cancel/${cancelled["cancel_token"]}/confirm`, { reason: "Ill" });
  const calledOff = await book("jane/30min", german);
  await post(`/v1/bookings/${calledOff["id"]}/cancel`, { reason: "The train is late" }, jane);
  return [declined, cancelled, calledOff];
}

async function bookWithKey(): Promise<Released["repeat"]> {
  const path = "/v1/book/jane/30min";
  const headers = { "idempotency-key": "the-same-again" };
  const body = { ...visitor, start_time: await free("jane/30min") };
  return { path, headers, body, answer: await post(path, body, undefined, headers) };
}

/** Permanently refused emails, and deliveries that failed because their webhook was switched off. */
async function failSome(keys: Released["keys"]): Promise<void> {
  mailbox.behave({ at: "rcpt", reply: 550, text: "no such mailbox" });
  await book("jane/30min", { attendee_email: "nobody@example.com" });
  await settled(keys);
  if (!has.webhooks) return;
  const { webhooks } = await get("/v1/webhooks", keys.jane);
  const broken = webhooks.find(({ url }: Json) => url.endsWith("/broken"));
  await deliveriesAre(keys.jane, broken["id"], ({ attempts }) => attempts > 0);
  await send("PATCH", `/v1/webhooks/${broken["id"]}`, keys.jane, { active: false });
}

/** From here on, no emails are sent and no deliveries succeed. */
async function waitingOnes({ jane }: Released["keys"]): Promise<Json[]> {
  receiver.behave(answering(503, "later"));
  const bookings = [await book("jane/30min"), await book("jane/approval", why("Growth"))];
  bookings.push(
    await book("jane/30min", german),
    await book("jane/approval", { ...german, ...why("Other") }),
  );
  if (has.privacy) {
    bookings.push(await book("jane/30min", { ...leaving, notes: "Forget this" }));
    await send("DELETE", `/v1/attendees/${leaving.attendee_email}`, jane);
  }
  if (!has.webhooks) return bookings;
  for (const { id } of (await get("/v1/webhooks", jane))["webhooks"])
    await deliveriesAre(jane, id, ({ status, attempts }) => status !== "waiting" || attempts > 0);
  return bookings;
}

/** Before schema 9, a password was an argument. */
async function setPassword(): Promise<void> {
  const args = ["host", "password", "jane", ...(schema < 10 ? [`--password=${PASSWORD}`] : [])];
  const { code, err } = await runCommand(args, { dataDir, command, stdin: Buffer.from(PASSWORD) });
  if (code !== 0) throw new Error(err);
}

async function openSession(): Promise<string> {
  await setPassword();
  return logIn("jane@example.com", PASSWORD);
}

async function book(event: string, over: Json = {}): Promise<Json> {
  return post(`/v1/book/${event}`, { ...visitor, start_time: await free(event), ...over });
}

async function free(event: string): Promise<string> {
  const { slots } = await get(`/v1/slots/${event}?from=${dateIn(7)}&to=${dateIn(13)}`);
  return slots[0].start;
}

/** Waits until no email is in progress. */
async function settled(keys: Released["keys"]): Promise<void> {
  for (const key of Object.values(keys)) {
    const waits = (one: Json) => one["status"] === "waiting" && !isDelivery(one);
    while ((await get("/v1/outbox?limit=200", key))["outbox"].some(waits)) await Bun.sleep(20);
  }
}

async function deliveriesAre(key: string, webhook: number, so: (delivery: Json) => boolean): Promise<void> {
  const all = async () => (await get(`/v1/webhooks/${webhook}/deliveries?limit=200`, key))["deliveries"];
  while (!(await all()).every(so)) await Bun.sleep(20);
}

async function emailKindsOf(host: Host, key: string): Promise<Released["letters"]> {
  const { outbox } = await get("/v1/outbox?limit=200", key);
  const letters = outbox
    .filter((one: Json) => !isDelivery(one))
    .map(async ({ id, status }: Json) => {
      const { subject, recipient, text } = await get(`/v1/outbox/${id}`, key);
      return { id, host, status, subject, recipient, links: text.match(/http:\S+/g) ?? [], text };
    });
  return Promise.all(letters);
}

function isDelivery({ kind }: Json): boolean {
  return kind === "webhook";
}

/** The responses of the release to a host's requests. */
async function shownTo(host: Host, key: string): Promise<NonNullable<Released["shown"]>> {
  const lists = ["me", "bookings", "outbox", "schedules", "event-types", "time-off", "api-keys"];
  if (has.privacy) lists.push("audit");
  if (has.webhooks) lists.push("webhooks");
  const paths = lists.map((name) => (name === "me" ? "/v1/me" : `/v1/${name}?limit=200`));
  if (has.webhooks)
    for (const { id } of (await get("/v1/webhooks", key))["webhooks"])
      paths.push(`/v1/webhooks/${id}/deliveries?limit=200`);
  for (const { slug } of (await get("/v1/event-types", key))["event_types"])
    paths.push(`/v1/slots/${host}/${slug}?from=${dateIn(7)}&to=${dateIn(9)}`);
  for (const one of (await get("/v1/outbox?limit=200", key))["outbox"])
    if (isDelivery(one)) paths.push(`/v1/outbox/${one["id"]}`);
  return Promise.all(paths.map(async (path) => ({ host, path, answer: await get(path, key) })));
}

function asStored(bookings: readonly Json[]): Released["bookings"] {
  const raw = new Database(databasePath);
  return bookings.map(({ id, cancel_token, reschedule_token }) => {
    const row = raw.query("select * from bookings where id = ?").get(id) as Json;
    const erased = row["erased_at"] ? ({ erased: true } as const) : {};
    return { id, status: row["status"], ...erased, cancel_token, reschedule_token };
  });
}

function dateIn(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
}
