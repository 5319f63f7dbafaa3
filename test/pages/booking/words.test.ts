import { describe, expect, test } from "bun:test";
import { languageNames, speechFor } from "../../../src/pages/booking/languages.ts";
import {
  clockOf,
  datesIn,
  firstWeekday,
  longDate,
  monthAfter,
  spanText,
  timeText,
} from "../../../src/pages/booking/wall-time.ts";
import { counted, fill, lengthOf } from "../../../src/pages/booking/wording.ts";

describe("the language of a page", () => {
  test.each([
    [undefined, null, "en"],
    [undefined, "de-AT,de;q=0.9,en;q=0.8", "de-AT"],
    [undefined, "ja, fr-CA;q=0.8, en;q=0.9", "en"],
    [undefined, "zh-Hant-TW, pt-BR;q=0.5", "pt-BR"],
    [undefined, "de;q=0, nl;q=0.1", "nl"],
    [undefined, "DE-de", "de-DE"],
    ["es", "de", "es"],
    ["xx", "de", "de"],
    ["de-CH", null, "de-CH"],
    ["<script>", ";;q=,,", "en"],
  ])("asked for %p, with Accept-Language %p, is %s", (asked, header, locale) => {
    expect(speechFor(asked, header).locale).toBe(locale);
  });
});

describe.each(Object.keys(languageNames))("the texts in %s", (language) => {
  const english = placesIn(speechFor("en", null).texts);
  const texts = placesIn(speechFor(language, null).texts);

  test("fill in what the English ones do, and none is empty", () => {
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

/** Every sentence by its key, with the names it fills in. */
function placesIn(texts: object, prefix = ""): Map<string, { text: string; places: string[] }> {
  const found = new Map<string, { text: string; places: string[] }>();
  for (const [key, text] of Object.entries(texts)) {
    if (typeof text === "string")
      found.set(prefix + key, { text, places: (text.match(/\{\w+\}/g) ?? []).sort() });
    else for (const [inner, value] of placesIn(text, `${prefix}${key}.`)) found.set(inner, value);
  }
  return found;
}

test("counts are told in the form that the language wants", () => {
  const { texts } = speechFor("fr", null);
  expect(counted("fr", texts.minutes, 0)).toBe("0 minute");
  expect(counted("en", speechFor("en", null).texts.minutes, 0)).toBe("0 minutes");
  expect(lengthOf("de", speechFor("de", null).texts, 60)).toBe("1 Stunde");
  expect(lengthOf("de", speechFor("de", null).texts, 90)).toBe("90 Minuten");
});

test("what is filled in is not read for places to fill in", () => {
  expect(fill("{host} and {email}", { host: "{email}", email: "x" })).toBe("{email} and x");
});

describe("dates and times", () => {
  const start = "2026-03-08T01:30:00-05:00";

  test("are told as the locale tells them", () => {
    expect(longDate("en-US", start)).toBe("Sunday, March 8, 2026");
    expect(longDate("de", start)).toBe("Sonntag, 8. März 2026");
    expect(clean(timeText("en-US", "12", start))).toBe("1:30 AM");
    expect(timeText("de", "24", "2026-03-08T00:00:00-05:00")).toBe("00:00");
    expect([clockOf("en-US"), clockOf("en-GB"), clockOf("de")]).toEqual(["12", "24", "24"]);
    expect([firstWeekday("en-US"), firstWeekday("de")]).toEqual([0, 1]);
  });

  test("carry the offsets over a change of the clocks, and the date over midnight", () => {
    expect(clean(spanText("en-US", "12", start, "2026-03-08T03:30:00-04:00"))).toBe(
      "1:30 AM (UTC−05:00) – 3:30 AM (UTC−04:00)",
    );
    expect(clean(spanText("en-US", "24", "2026-03-08T23:30:00-04:00", "2026-03-09T00:30:00-04:00"))).toBe(
      "23:30 – Monday, March 9, 00:30",
    );
  });

  test("months follow each other over the year's end", () => {
    expect([monthAfter("2026-12", 1), monthAfter("2026-01", -1)]).toEqual(["2027-01", "2025-12"]);
    expect([datesIn("2028-02").length, datesIn("2026-02").at(-1)]).toEqual([29, "2026-02-28"]);
  });
});

/** Some versions of the locale data put a narrow space before AM. */
function clean(text: string): string {
  return text.replaceAll("\u202f", " ");
}
