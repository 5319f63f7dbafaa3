import { describe, expect, test } from "bun:test";
import { type Language, languageNames } from "../../../src/i18n/locale.ts";
import { counted, fill, lengthOf } from "../../../src/i18n/wording.ts";
import { catalogues } from "../../../src/i18n/texts/index.ts";
import { translationFor } from "../../../src/web/booking/languages.ts";

describe.each(Object.keys(languageNames) as Language[])("the texts in %s", (language) => {
  const english = placesIn(textsIn("en"));
  const texts = placesIn(textsIn(language));

  test("have the English placeholders, and none is empty", () => {
    for (const [key, { text, places }] of texts) {
      expect(text.trim()).not.toBe("");
      expect({ key, places }).toEqual({ key, places: english.get(key)!.places });
    }
  });

  test("are translated", () => {
    const same = [...texts].filter(([key, { text }]) => text === english.get(key)!.text);
    if (language !== "en") expect(same.length).toBeLessThan(8);
  });
});

function textsIn(language: Language) {
  return { ...translationFor(language, null).texts, rescheduling: catalogues[language].rescheduling };
}

/** Every sentence by its key, with its placeholders. */
function placesIn(texts: object, prefix = ""): Map<string, { text: string; places: string[] }> {
  const found = new Map<string, { text: string; places: string[] }>();
  for (const [key, text] of Object.entries(texts)) {
    if (typeof text === "string")
      found.set(prefix + key, { text, places: (text.match(/\{\w+\}/g) ?? []).sort() });
    else for (const [inner, value] of placesIn(text, `${prefix}${key}.`)) found.set(inner, value);
  }
  return found;
}

test("counts use the language's plural forms", () => {
  const { texts } = translationFor("fr", null);
  expect(counted("fr", texts.minutes, 0)).toBe("0 minute");
  expect(counted("en", translationFor("en", null).texts.minutes, 0)).toBe("0 minutes");
  expect(lengthOf("de", translationFor("de", null).texts, 60)).toBe("1 Stunde");
  expect(lengthOf("de", translationFor("de", null).texts, 90)).toBe("90 Minuten");
});

test("values are not searched for placeholders", () => {
  expect(fill("{host} and {email}", { host: "{email}", email: "x" })).toBe("{email} and x");
});
