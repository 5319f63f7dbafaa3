import { describe, expect, test } from "bun:test";
import { type Language, languageNames } from "../../src/i18n/locale.ts";
import { linkTranslationFor } from "../../src/web/links/link-translation.ts";
import { english, everyPage } from "./every-page.ts";
import { elementsOf, wordsOf } from "./read-html.ts";

const translationOf = (language: string) => linkTranslationFor(language, null);
const others = (Object.keys(languageNames) as Language[]).filter((language) => language !== "en");

/** Every sentence by its path in the table. */
function sentencesOf(texts: object, place = ""): [string, string][] {
  return Object.entries(texts).flatMap(([name, value]): [string, string][] =>
    typeof value === "string" ? [[place + name, value]] : sentencesOf(value, `${place}${name}.`),
  );
}

const blanksIn = (sentence: string) => [...new Set(sentence.match(/\{\w+\}/g))].toSorted();

describe.each(others)("in %s", (language) => {
  const translation = translationOf(language);
  const told = new Map(sentencesOf(translation.texts));

  test("every sentence is translated with the same placeholders", () => {
    for (const [place, sentence] of sentencesOf(english.texts)) {
      expect([place, blanksIn(told.get(place)!)]).toEqual([place, blanksIn(sentence)]);
      if (sentence.includes(" ")) expect([place, told.get(place)]).not.toEqual([place, sentence]);
    }
  });

  test.each([...everyPage("word", "/word", translation)])("the page %s contains no English", (name, page) => {
    expect(elementsOf(page)[0]!.attributes).toEqual({ lang: language, dir: "ltr" });
    const words = wordsOf(page);
    expect(words).not.toMatch(/[{}]|undefined/);
    for (const [, sentence] of sentencesOf(english.texts).filter(([, one]) => one.split(" ").length > 3)) {
      for (const piece of sentence.split(/\{\w+\}/)) {
        if (piece.trim().length > 12)
          expect([name, words]).not.toEqual([name, expect.stringContaining(piece)]);
      }
    }
  });
});

test.each([
  ["en", "Friday, March 20, 2026, 9:00 AM – 9:30 AM (America/Chicago, UTC−05:00)"],
  ["en-GB", "Friday, 20 March 2026, 09:00 – 09:30 (America/Chicago, UTC−05:00)"],
  ["de", "Freitag, 20. März 2026, 09:00 – 09:30 (America/Chicago, UTC−05:00)"],
  ["fr", "vendredi 20 mars 2026, 09:00 – 09:30 (America/Chicago, UTC−05:00)"],
  ["es", "viernes, 20 de marzo de 2026, 09:00 – 09:30 (America/Chicago, UTC−05:00)"],
  ["pt", "sexta-feira, 20 de março de 2026, 09:00 – 09:30 (America/Chicago, UTC−05:00)"],
  ["nl", "vrijdag 20 maart 2026, 09:00 – 09:30 (America/Chicago, UTC−05:00)"],
])("%s formats days and times for its people", (language, told) => {
  expect(wordsOf(everyPage("word", "/word", translationOf(language)).get("ask cancel")!)).toContain(told);
});

test("the URL's language comes before the browser's, and is kept", () => {
  expect(linkTranslationFor("fr", "de")).toMatchObject({ language: "fr", query: "?lang=fr" });
  expect(linkTranslationFor("fr-CH", null)).toMatchObject({ locale: "fr-CH", query: "?lang=fr-CH" });
  expect(linkTranslationFor(null, "nl-BE, de;q=0.5")).toMatchObject({ locale: "nl-BE", query: "" });
  expect(linkTranslationFor('xx"><b>', "de")).toMatchObject({ language: "de", query: "?lang=de" });
});
