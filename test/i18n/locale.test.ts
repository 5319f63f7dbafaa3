import { describe, expect, test } from "bun:test";
import { localeFor } from "../../src/i18n/locale.ts";

describe("the locale", () => {
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
  ])("for %p with Accept-Language %p is %s", (asked, header, locale) => {
    expect(localeFor(asked, header).locale).toBe(locale);
  });

  test("is found in a header of any length", () => {
    const long = `${"xx, ".repeat(15)}de-CH;q=0.5${" ".repeat(5_000)}`;
    expect([localeFor(undefined, long).locale, localeFor(undefined, long).locale]).toEqual([
      "de-CH",
      "de-CH",
    ]);
  });
});
