import { afterEach, beforeEach, expect, test } from "bun:test";
import { languageNames } from "../../../src/i18n/locale.ts";
import { setPassword } from "../../../src/usecases/hosts/passwords.ts";
import { suppress } from "../../../src/db/queries/limits/suppressions.ts";
import { startAppMail } from "../../support/app-mail.ts";
import { everyRow, expectInvalid, expectProblem } from "../../support/http.ts";
import { aSession, ownPage, PASSWORD } from "../../support/sessions.ts";
import { startMailbox } from "../../support/smtp-server.ts";
import { type Answered, startApp, type TestApp } from "../../support/start-app.ts";

const HOUR_MS = 3_600_000;

let app: TestApp;
let key: string;
/** The key of the host who was added first. */
let olgas: string;

beforeEach(async () => {
  app = await startApp({ rateLimit: true });
  ({ key: olgas } = await app.host("olga"));
  ({ key } = await app.host());
});
afterEach(() => app.close());

const change = (email: string, current_password?: string): Promise<Answered> =>
  app.request("PATCH", "/v1/me", {
    key,
    body: { email, ...(current_password === undefined ? {} : { current_password }) },
  });
const notices = async () =>
  app.database.read.selectFrom("outbox").selectAll().where("topic", "=", "host_address_changed").execute();

test("changing the address requires the password, with session or key", async () => {
  const cookie = await aSession(app);
  const before = await everyRow(app);
  for (const headers of [{ cookie, ...ownPage }, { "x-api-key": key }])
    for (const more of [{}, { current_password: "not the password" }, { current_password: "" }])
      expectInvalid(
        await app.request("PATCH", "/v1/me", { headers, body: { email: "mallory@example.com", ...more } }),
        "/current_password",
      );
  expect(await everyRow(app)).toEqual(before);
  const changed = await change("jane@example.net", PASSWORD);
  expect(changed).toMatchObject({ status: 200, json: { email: "jane@example.net" } });
  expect(changed.text).not.toContain("password");
  const login = { email: "jane@example.net", password: PASSWORD };
  expect((await app.request("POST", "/v1/auth/login", { body: login })).status).toBe(200);
});

test("other changes, and hosts without a password, require none", async () => {
  expect((await change("jane@example.org")).status).toBe(200);
  await setPassword(app.deps, "jane", PASSWORD);
  expect((await change("jane@example.org")).status).toBe(200);
  expect((await app.request("PATCH", "/v1/me", { key, body: { name: "Jane Roe" } })).status).toBe(200);
  expectInvalid(await change("jane@example.com"), "/current_password");
  expect(await notices()).toHaveLength(1);
});

test("wrong passwords are delayed as at sign-in", async () => {
  await setPassword(app.deps, "jane", PASSWORD);
  const statuses = [];
  for (let n = 0; n < 7; n++) statuses.push((await change("mallory@example.com", "not the password")).status);
  expect(statuses).toEqual([...Array<number>(6).fill(422), 429]);
  expectProblem(await change("jane@example.net", PASSWORD), 429, "rate_limited");
});

test("the previous address is notified, even if suppressed", async () => {
  await setPassword(app.deps, "jane", PASSWORD);
  const hash = app.deps.addressHash("jane@example.com");
  await app.database.write((trx) => suppress(trx, hash, app.clock.now + HOUR_MS));
  await change("jane@example.net", PASSWORD);
  const mailbox = await startMailbox();
  const worker = startAppMail(app.deps, mailbox);
  await mailbox.waitFor(({ mails }) => mails.length > 0);
  await worker.stop();
  const [mail] = mailbox.mails;
  await mailbox.close();
  expect(mail!.to).toEqual(["jane@example.com"]);
  expect(mail!.parsed.subject).toBe("Your email address was changed");
  expect(mail!.parsed.replyTo?.text).toContain("olga@example.com");
  expect(mail!.parsed.text).toContain("jane@example.net");
  expect(mail!.parsed.text).toContain("http://localhost:3000");
  expect(mail!.parsed.html).toContain("jane@example.net");
  const { json } = await app.request("GET", "/v1/outbox", { key });
  expect(json["outbox"]).toMatchObject([
    { letter: "host_address_changed", booking_id: null, recipient: "jane@example.com", status: "sent" },
  ]);
  const [{ id }] = json["outbox"];
  expect((await app.request("GET", `/v1/outbox/${id}`, { key })).json["text"]).toContain("jane@example.net");
});

test.each(Object.keys(languageNames))("the notice is in the host's language: %s", async (language) => {
  await app.request("PATCH", "/v1/me", { key, body: { language } });
  await change("jane@example.net");
  const [{ id }] = (await app.request("GET", "/v1/outbox", { key })).json["outbox"];
  const { json } = await app.request("GET", `/v1/outbox/${id}`, { key });
  expect(json["text"]).toMatch(/jane@example\.net[^]*jane@example\.com/);
  expect(json["text"]).not.toMatch(/[{}]/);
  expect(json["html"]).toContain(`<html lang="${language}`);
});

test("replies never go to the new address", async () => {
  await app.request("PATCH", "/v1/me", { key: olgas, body: { email: "mallory@example.com" } });
  const [{ id }] = (await app.request("GET", "/v1/outbox", { key: olgas })).json["outbox"];
  const { json } = await app.request("GET", `/v1/outbox/${id}`, { key: olgas });
  expect(json["reply_to"]).toBe("olga@example.com");
});

test("a taken address changes nothing and notifies nobody", async () => {
  const before = await everyRow(app);
  expectProblem(await change("olga@example.com"), 409, "email_taken");
  expect(await everyRow(app)).toEqual(before);
});

test("a host can change the address five times a day", async () => {
  for (let n = 0; n < 5; n++) expect((await change(`jane${n}@example.com`)).status).toBe(200);
  const refused = await change("jane5@example.com");
  expectProblem(refused, 429, "rate_limited");
  expect(Number(refused.headers.get("retry-after"))).toBe(86_400);
  expect((await notices()).map(({ recipient }) => recipient)).toEqual([
    "jane@example.com",
    ...[0, 1, 2, 3].map((n) => `jane${n}@example.com`),
  ]);
  app.clock.now += 24 * HOUR_MS;
  expect((await change("jane5@example.com")).status).toBe(200);
});
