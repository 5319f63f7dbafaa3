import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { eventTypeDefaults } from "../../../src/usecases/hosts/event-types.ts";
import { tidyUp } from "../../../src/usecases/privacy/tidy-up.ts";
import { expectInvalid, expectProblem } from "../../support/http.ts";
import { startMailbox } from "../../support/smtp-server.ts";
import { type Answered, type Json, MONDAY, startApp, type TestApp } from "../../support/start-app.ts";
import { startAppMail } from "../../support/app-mail.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const type = { ...eventTypeDefaults, title: "Call", duration_minutes: 5 };
const verified = { ...type, slug: "verified", verify_email: true, max_upcoming_per_attendee: 2 };
const open = { ...type, slug: "open", max_upcoming_per_attendee: 2 };

let app: TestApp;
let key: string;
let starts: number;

beforeEach(async () => {
  app = await startApp();
  app.limits.on = true;
  ({ key } = await app.host("jane", [verified, open]));
  starts = 0;
});
afterEach(() => app.close());

const nextStart = () => new Date(MONDAY + 7 * 24 * HOUR + 4 * HOUR + starts++ * 5 * MINUTE).toISOString();
const victim = "victim@example.com";
const ask = (attendee_email = victim, slug = "verified", over: Json = {}) =>
  app.request("POST", `/v1/book/jane/${slug}/code`, { body: { attendee_email, ...over } });
const book = (over: Json = {}, slug = "verified", headers: Record<string, string> = {}): Promise<Answered> =>
  app.book({ attendee_email: victim, start_time: nextStart(), ...over }, `/v1/book/jane/${slug}`, headers);

/** The codes in the enqueued emails as their recipients see them, oldest first. */
async function codes(): Promise<string[]> {
  const rows = await app.database.read.selectFrom("email_codes").selectAll().orderBy("id").execute();
  return rows.map((row) => app.deps.codes(row));
}
const newestCode = async () => (await codes()).at(-1)!;
const wrongFor = (code: string) => (code === "000000" ? "000001" : "000000");

describe("an event type that verifies addresses", () => {
  test("says so to visitors and cannot be booked without a code", async () => {
    const { json } = await app.request("GET", "/v1/u/jane");
    expect(json["event_types"].map(({ slug, verify_email }: Json) => [slug, verify_email])).toEqual([
      ["verified", true],
      ["open", false],
    ]);
    expectInvalid(await book(), "/email_code");
    expectInvalid(await book({ email_code: "12345" }), "/email_code");
    expectInvalid(await book({ email_code: "123456" }), "/email_code");
  });

  test("is booked with the emailed code, once", async () => {
    expect(await ask()).toMatchObject({ status: 202, json: { expires_in: 600 } });
    const code = await newestCode();
    expect((await book({ email_code: code })).status).toBe(201);
    expectInvalid(await book({ email_code: code }), "/email_code");
  });

  test("accepts the code as printed, and any case of the address", async () => {
    await ask("Victim+tag@Example.com");
    const code = await newestCode();
    expect((await book({ email_code: `${code.slice(0, 3)} ${code.slice(3)}` })).status).toBe(201);
  });

  test("needs no code with the booked host's key", async () => {
    expect((await book({}, "verified", { "x-api-key": key })).status).toBe(201);
  });

  test("does not use up a code in a lost race", async () => {
    await ask();
    const email_code = await newestCode();
    const start_time = nextStart();
    await book({ start_time }, "open");
    expectProblem(await book({ start_time, email_code }), 409, "slot_unavailable");
    expect((await book({ email_code })).status).toBe(201);
  });

  test("replays an idempotent response although the code is used up", async () => {
    await ask();
    const body = { email_code: await newestCode(), start_time: nextStart() };
    const first = await book(body, "verified", { "idempotency-key": "one" });
    expect(first.status).toBe(201);
    expect((await book(body, "verified", { "idempotency-key": "one" })).text).toBe(first.text);
  });
});

describe("a code", () => {
  test("expires after ten minutes", async () => {
    await ask();
    const email_code = await newestCode();
    app.clock.now += 10 * MINUTE;
    expectInvalid(await book({ email_code }), "/email_code");
    await tidyUp(app.deps, 30);
    expect(await codes()).toEqual([]);
  });

  test("expires after five wrong guesses", async () => {
    await ask();
    const code = await newestCode();
    for (let n = 0; n < 5; n++) expectInvalid(await book({ email_code: wrongFor(code) }), "/email_code");
    expectInvalid(await book({ email_code: code }), "/email_code");
  });

  test("is not used up by guesses from other networks", async () => {
    await ask();
    const email_code = await newestCode();
    await app.database.write((trx) => trx.updateTable("email_codes").set({ client: "another" }).execute());
    for (let n = 0; n < 5; n++) await book({ email_code: wrongFor(email_code) });
    expectInvalid(await book({ email_code }), "/email_code");
    const client = app.limits.hash("unknown");
    await app.database.write((trx) => trx.updateTable("email_codes").set({ client }).execute());
    expect((await book({ email_code })).status).toBe(201);
  });

  test("survives four wrong guesses and other refusals", async () => {
    await ask();
    const email_code = await newestCode();
    for (let n = 0; n < 4; n++) await book({ email_code: wrongFor(email_code) });
    await book({ email_code, attendee_name: "evil.com" });
    expect((await book({ email_code })).status).toBe(201);
  });

  test("is only valid for its own address and event type", async () => {
    await ask();
    const email_code = await newestCode();
    expectInvalid(await book({ email_code, attendee_email: "other@example.com" }), "/email_code");
    expectInvalid(await book({ email_code }, "open"), "/email_code");
    expect((await book({ email_code })).status).toBe(201);
  });

  test("works alongside other valid codes", async () => {
    await ask();
    await ask();
    const [first, second] = await codes();
    expect(first).not.toBe(second);
    expect((await book({ email_code: first })).status).toBe(201);
  });

  test("is sent three times an hour and ten a day, silently limited", async () => {
    for (let n = 0; n < 5; n++) expect((await ask()).status).toBe(202);
    expect(await codes()).toHaveLength(3);
    expect((await ask("VICTIM+x@example.com")).status).toBe(202);
    expect(await codes()).toHaveLength(3);
    for (let n = 0; n < 23; n++) {
      app.clock.now += HOUR;
      await ask();
    }
    expect(await codes()).toHaveLength(10);
  });

  test("is only sent for existing event types", async () => {
    expectProblem(await ask(victim, "nothing"), 404, "not_found");
    expectInvalid(await ask("nobody"), "/attendee_email");
  });
});

test("lets an owner book whose address others have used up", async () => {
  for (let n = 0; n < 2; n++) expect((await book({}, "open")).status).toBe(201);
  expectProblem(await book({}, "open"), 409, "too_many_bookings");
  await ask(victim, "open");
  expect((await book({ email_code: await newestCode() }, "open")).status).toBe(201);
});

test("a code is only in its email, not in the database", async () => {
  const mailbox = await startMailbox();
  const worker = startAppMail(app.deps, mailbox);
  await ask(victim, "verified", { language: "de" });
  const code = await newestCode();
  const spaced = `${code.slice(0, 3)} ${code.slice(3)}`;
  const { json } = await app.request("GET", "/v1/outbox", { key });
  const shown = await app.request("GET", `/v1/outbox/${json["outbox"][0].id}`, { key });
  expect(shown.json).toMatchObject({ letter: "email_code", booking_id: null, recipient: victim });
  const rows = await app.database.read.selectFrom("outbox").selectAll().execute();
  const stored = await app.database.read.selectFrom("email_codes").selectAll().execute();
  for (const text of [JSON.stringify(rows), JSON.stringify(stored), shown.text])
    for (const digits of [code, spaced]) expect(text).not.toContain(digits);
  worker.wake();
  await mailbox.waitFor(({ mails }) => mails.length === 1);
  const { parsed } = mailbox.mails[0]!;
  expect(parsed.text).toContain(spaced);
  expect(parsed.html).toContain(spaced);
  expect(parsed.subject).toBe("Ihr Code für die Buchung bei Jane Doe");
  await worker.stop();
  await mailbox.close();
});
