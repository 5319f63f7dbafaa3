import { afterAll, beforeAll, expect, test } from "bun:test";
import { dashboardTexts } from "../../../src/i18n/texts/dashboard.ts";
import { languageNames, type Language } from "../../../src/i18n/locale.ts";
import { relativeText } from "../../../src/i18n/relative.ts";
import { aCalendarAccount } from "../../support/calendars/account.ts";
import { browserOf } from "../../support/dashboard.ts";
import { dashboardPages } from "../../support/routes.ts";
import { startApp, type TestApp } from "../../support/start-app.ts";
import { wordsOf } from "../read-html.ts";
import { noteVariables } from "../../../src/domain/text/note-variables.ts";

/** What people read on purpose: calendar files, and the variables of their own words. */
const shownAsIs = new RegExp(`BEGIN:VCALENDAR.*END:VCALENDAR|\\{(${noteVariables.join("|")})\\}`, "g");

const languages = Object.keys(languageNames) as Language[];

let app: TestApp;
let key: string;

beforeAll(async () => {
  app = await startApp();
  ({ key } = await app.host());
  await app.book();
  const period = { starts_at: "2026-03-09T04:00:00Z", ends_at: "2026-03-10T04:00:00Z" };
  await app.request("POST", "/v1/time-off", { key, body: period });
  await aCalendarAccount(app, { status: "failing", error: "The server is unreachable." });
});
afterAll(() => app.close());

/** Every text by its path. */
function textsIn(texts: object, path = ""): [path: string, text: string][] {
  return Object.entries(texts).flatMap(([name, value]): [string, string][] =>
    typeof value === "string" ? [[`${path}${name}`, value]] : textsIn(value, `${path}${name}.`),
  );
}

const placeholders = (text: string) => (text.match(/\{\w+\}/g) ?? []).toSorted();

test.each(languages.filter((language) => language !== "en"))(
  "%s has every text, with the placeholders of the English one",
  async (language) => {
    const english = new Map(textsIn(await dashboardTexts("en")));
    const own = new Map(textsIn(await dashboardTexts(language)));
    expect([...own.keys()].toSorted()).toEqual([...english.keys()].toSorted());
    for (const [path, text] of own) {
      expect({ path, isEmpty: text.trim() === "" }).toEqual({ path, isEmpty: false });
      expect({ path, placeholders: placeholders(text) }).toEqual({
        path,
        placeholders: placeholders(english.get(path)!),
      });
    }
  },
);

test.each(languages)("every page speaks %s and fills in what it says", async (language) => {
  await app.request("PATCH", "/v1/me", { key, body: { language } });
  const jane = await browserOf(app);
  for (const { route, of } of dashboardPages) {
    const path = route.slice(4).replace(":id", "1");
    const isDocument = route.startsWith("GET") && !/demo|\/html$|dashboard$/.test(path) && of !== "session";
    if (!isDocument) continue;
    const { status, text } = await jane.get(path);
    expect({ path, status }).toEqual({ path, status: 200 });
    expect(text).toContain(`<html lang="${language}"`);
    const words = wordsOf(text).replaceAll(shownAsIs, "");
    expect({ path, unfilled: words.match(/\{\w+\}|undefined|null|\[object/g) }).toEqual({
      path,
      unfilled: null,
    });
  }
});

test("relative times are words of each language", () => {
  const now = Date.parse("2026-03-02T10:00:00Z");
  expect(languages.map((language) => relativeText(language, now + 7_200_000, now))).toEqual([
    "in 2 hours",
    "in 2 Stunden",
    "dans 2 heures",
    "en 2 horas",
    "em 2 horas",
    "over 2 uur",
  ]);
});
