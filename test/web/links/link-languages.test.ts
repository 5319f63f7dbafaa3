import { afterEach, beforeEach, expect, test } from "bun:test";
import { linkTranslationFor } from "../../../src/web/links/link-translation.ts";
import { aPendingBooking } from "../../support/http.ts";
import { type Answered, type Json, startApp, type TestApp } from "../../support/start-app.ts";

let app: TestApp;
let booking: Json;

beforeEach(async () => {
  app = await startApp({ actionLinks: "click" });
  const { key } = await app.host();
  booking = await aPendingBooking(app, key);
});
afterEach(() => app.close());

const languages = ["en", "de", "fr", "es", "pt", "nl"];
const html = { accept: "text/html" };
const open = (target: string, language = "en-GB,en;q=0.9") =>
  app.request("GET", target, { headers: { ...html, "accept-language": language } });
const submit = (target: string, fields: Record<string, string> = {}) =>
  app.request("POST", target, {
    headers: { ...html, "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams(fields).toString(),
  });
const langOf = ({ text }: Answered) => /<html lang="([^"]+)"/.exec(text)?.[1];
const actionOf = ({ text }: Answered) => /<form method="post" action="([^"]+)"/.exec(text)![1]!;
const decisionLink = (decision: string) => `/v1/bookings/${booking["confirm_token"]}/${decision}`;
const cancelLink = () => `/v1/cancel/${booking["cancel_token"]}`;

test.each(languages)("a link's page is in %s if the browser prefers it", async (language) => {
  const { texts } = linkTranslationFor(language, null);
  for (const [link, question] of [
    [decisionLink("confirm"), texts.ask.confirm],
    [decisionLink("decline"), texts.ask.decline],
    [cancelLink(), texts.ask.cancel],
  ] as const) {
    const page = await open(link, `${language};q=0.9, xx`);
    expect({ status: page.status, lang: langOf(page) }).toEqual({ status: 200, lang: language });
    expect(page.text).toContain(`<h1>${question.title}</h1>`);
    expect(actionOf(page)).not.toContain("lang=");
  }
});

test("the URL's language comes first and is kept to the end", async () => {
  const page = await open(`${cancelLink()}?lang=de`, "fr");
  expect(langOf(page)).toBe("de");
  expect(page.text).toContain(`/v1/reschedule/${booking["reschedule_token"]}?lang=de`);
  const done = await submit(actionOf(page));
  expect({ status: done.status, lang: langOf(done) }).toEqual({ status: 200, lang: "de" });
  expect(done.text).toContain("<h1>Die Buchung ist abgesagt</h1>");
  const [, again] = /<a href="(\/book\/[^"]+)"/.exec(done.text)!;
  expect(again).toBe("/book/jane/approval?lang=de");
  expect(langOf(await open(again!, "fr"))).toBe("de");
});

test("errors are in the reader's language too", async () => {
  await submit(decisionLink("confirm"));
  const refused = await submit(`${decisionLink("decline")}?lang=fr`);
  expect(refused.status).toBe(409);
  expect(refused.text).toContain("Elle ne peut donc plus être refusée.");
  const missing = await open("/v1/cancel/unknown?lang=nl");
  expect([missing.status, langOf(missing)]).toEqual([404, "nl"]);
  expect(missing.text).toContain("Deze link leidt nergens heen");
  const wrong = await submit(`${cancelLink()}/confirm?lang=es`, { reason: "x".repeat(1001) });
  expect([wrong.status, langOf(wrong)]).toEqual([422, "es"]);
  expect(wrong.text).toContain("El motivo es demasiado largo");
  expect(wrong.text).not.toMatch(/reason must|\bThe\b/);
});

test("an unavailable or missing language is ignored", async () => {
  for (const query of ["?lang=", "?lang=ja", "?lang=%ff", "?lang=de&lang=fr", "?lang[]=de", "?lang"]) {
    const page = await open(`${cancelLink()}${query}`, "pt-BR");
    expect(page.status).toBe(200);
    expect(langOf(page)).toMatch(/^(pt-BR|de)$/);
  }
  expect(langOf(await app.request("GET", cancelLink(), { headers: html }))).toBe("en");
});
