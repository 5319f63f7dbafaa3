import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { aPendingBooking, asTried, expectInvalid } from "../support/http.ts";
import { jason, startApp, type TestApp } from "../support/start-app.ts";
import { startMailbox } from "../support/smtp-server.ts";
import { startAppMail } from "../support/app-mail.ts";

let app: TestApp;
let key: string;

beforeEach(async () => {
  app = await startApp();
  ({ key } = await app.host());
});
afterEach(() => app.close());

const TARGET = "/v1/book/jane/30min";
const languageOf = async (id = 1) =>
  (await app.request("GET", `/v1/bookings/${id}`, { key })).json["attendee_language"];
const mail = async (id: number) => (await app.request("GET", `/v1/outbox/${id}`, { key })).json;
const speak = (language: string) => app.request("PATCH", "/v1/me", { key, body: { language } });

describe("the language of an attendee's emails", () => {
  test.each([
    ["the body's", { language: "de" }, "fr", "de"],
    ["the body's, with its region", { language: "en-GB" }, "fr", "en-GB"],
    ["the body's, in any case", { language: "PT-br" }, null, "pt-BR"],
    ["the browser's preferred one", {}, "ja, nl-BE;q=0.9, en;q=0.8", "nl-BE"],
    ["English if the browser's are unavailable", {}, "ja;q=x, *", "en"],
    ["English by default", {}, null, "en"],
  ])("is %s", async (_which, body, header, language) => {
    const booked = await app.book(body, TARGET, header === null ? {} : { "accept-language": header });
    expect(booked.status).toBe(201);
    expect(await languageOf()).toBe(language);
  });

  test("is rejected if it is not available, with the available ones", async () => {
    const refused = await app.book({ language: "ja" });
    expectInvalid(refused, "/language");
    expect(refused.json["error"]).toContain("en, de, fr, es, pt, nl");
  });

  test("stays the same through every later change", async () => {
    const booking = await aPendingBooking(app, key, { language: "de" });
    const foreign = { "accept-language": "fr", accept: "application/json" };
    const moved = await app.request("POST", `/v1/reschedule/${booking["reschedule_token"]}`, {
      body: { start_time: "2026-03-02T15:00:00Z", timezone: "Europe/Paris" },
      headers: foreign,
    });
    expect(moved.status).toBe(200);
    expect(await languageOf()).toBe("de");
    expect((await mail(3))["text"]).toStartWith("Ihr Termin hat eine neue Zeit\n");
    await asTried(app);
    await app.request("POST", `/v1/cancel/${booking["cancel_token"]}/confirm`, { headers: foreign });
    expect((await mail(5))["text"]).toStartWith("Ihr Termin ist abgesagt\n");
  });

  test("does not make a different request under an idempotency key", async () => {
    const ask = (body: object, acceptLanguage: string) =>
      app.book(body, TARGET, { "idempotency-key": "one", "accept-language": acceptLanguage });
    const first = await ask({}, "de");
    expect((await ask({}, "fr")).text).toBe(first.text);
    expect(await languageOf()).toBe("de");
    expectInvalid(await ask({ language: "fr" }, "de"), "/idempotency-key");
  });
});

describe("the booking page", () => {
  const page = "/book/jane/30min?lang=de";

  test("requests emails in its own language without scripts", async () => {
    const form = new URLSearchParams({ ...jason, attempt: "one" });
    const headers = { "content-type": "application/x-www-form-urlencoded", "accept-language": "nl" };
    const booked = await app.request("POST", page, { body: form.toString(), headers });
    expect([booked.status, booked.headers.get("location")]).toEqual([
      303,
      expect.stringMatching(/^\/booking\/[\w-]{30}\?lang=de$/),
    ]);
    expect(await languageOf()).toBe("de");
  });

  test("uses the language from its script, otherwise the browser's", async () => {
    const headers = { accept: "application/json", "accept-language": "nl" };
    await app.request("POST", "/book/jane/30min", { body: { ...jason, language: "de-CH" }, headers });
    expect(await languageOf()).toBe("de-CH");
    const later = { ...jason, start_time: "2026-03-02T15:00:00Z" };
    await app.request("POST", "/book/jane/30min", { body: later, headers });
    expect(await languageOf(2)).toBe("nl");
  });
});

describe("the language of a host's emails", () => {
  test("is English until the host changes it for later bookings", async () => {
    await app.book();
    expect((await mail(2))["text"]).toStartWith("You have a new meeting\n");
    expect(await speak("fr-CA")).toMatchObject({ status: 200, json: { language: "fr-CA" } });
    await app.book({ start_time: "2026-03-02T15:00:00Z" });
    expect((await mail(4))["text"]).toStartWith("Vous avez un nouveau rendez-vous\n");
    expect((await mail(2))["text"]).toStartWith("You have a new meeting\n");
  });

  test("applies to changes of existing bookings", async () => {
    const booking = await aPendingBooking(app, key);
    await speak("es");
    await app.request("POST", `/v1/bookings/${booking["id"]}/confirm`, { key });
    expect((await mail(4))["text"]).toStartWith("Ha confirmado esta reunión\n");
    await asTried(app);
    const other = { start_time: "2026-03-02T16:00:00Z" };
    await app.request("POST", `/v1/bookings/${booking["id"]}/reschedule`, { key, body: other });
    expect((await mail(6))["text"]).toStartWith("Una reunión tiene una nueva hora\n");
  });
});

describe("links in emails", () => {
  const linksIn = (text: string) => text.match(/http:\/\/\S+/g)!;

  test("open pages in the email's language", async () => {
    await speak("fr-CA");
    await aPendingBooking(app, key, { language: "de" });
    for (const link of linksIn((await mail(1))["text"])) expect(link).toMatch(/\?lang=de$/);
    for (const link of linksIn((await mail(2))["text"])) expect(link).toMatch(/\?lang=fr-CA$/);
    expect((await mail(1))["html"]).toMatch(/href="[^"]+\?lang=de"/);
  });

  test("have no language in English emails", async () => {
    await aPendingBooking(app, key, { language: "en-GB" });
    for (const id of [1, 2]) {
      for (const link of linksIn((await mail(id))["text"])) expect(link).not.toContain("?");
    }
  });
});

test("a German booking gets a German email, in text, HTML and calendar", async () => {
  const mailbox = await startMailbox();
  const worker = startAppMail(app.deps, mailbox);
  try {
    await speak("en-US");
    await app.book({}, TARGET, { "accept-language": "de-AT,de;q=0.9,en;q=0.8" });
    worker.wake();
    await mailbox.waitFor(({ mails }) => mails.length === 2);
    const { parsed } = mailbox.mails.find(({ to }) => to.includes("jason@example.com"))!;
    expect(parsed.subject).toBe("30 Minute Meeting mit Jane Doe – Mo., 2. März, 08:00");
    const when = "Montag, 2. März 2026, 08:00\u00a0–\u00a008:30 (America/Chicago, UTC−06:00)";
    for (const words of ["Ihr Termin ist bestätigt", when, "Verschieben", "?lang=de-AT"]) {
      expect(parsed.text).toContain(words);
    }
    const html = String(parsed.html);
    expect(html).toContain('<html lang="de-AT"');
    for (const words of ["Sie treffen Jane Doe.", "Wann", "Absagen"]) expect(html).toContain(words);
    const ics = parsed.attachments[0]!.content.toString().replaceAll("\r\n ", "");
    expect(ics).toContain("SUMMARY:30 Minute Meeting mit Jane Doe");
    expect(ics).toMatch(
      /DESCRIPTION:30 Minute Meeting mit Jane Doe\\n\\nVerschieben: http\S+\?lang=de-AT\\nAbsagen: http/,
    );
    const host = mailbox.mails.find(({ to }) => to.includes("jane@example.com"))!.parsed;
    expect(host.text).toStartWith("You have a new meeting\n");
  } finally {
    await worker.stop();
    await mailbox.close();
  }
});
