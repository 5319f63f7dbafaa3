import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { codePointsIn, hasAtMost, tidied } from "../../../src/domain/text/typed-text.ts";

describe("tidied text", () => {
  test.each([
    ["  Sales ", "Sales"],
    ["\u202a+49 30 1234567\u202c", "+49 30 1234567"],
    ["\ufeffjason@example.com\u200b\u00a0", "jason@example.com"],
    ["u\u0308ber", "über"],
    ["a\u200db", "a\u200db"],
    ["❤️", "❤️"],
    ["\u200b\u200e ", ""],
  ])("of %j is %j", (typed, tidy) => {
    expect(tidied(typed)).toBe(tidy);
  });

  test("stays the same when it is tidied again", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(tidied(tidied(text))).toBe(tidied(text));
      }),
    );
  });

  test("takes linear time", () => {
    const long = `a${" ".repeat(1_000_000)}a`;
    expect(tidied(long)).toBe(long);
  });
});

test("lengths count code points", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), fc.nat({ max: 40 }), (text, limit) => {
      expect(codePointsIn(text)).toBe(Array.from(text).length);
      expect(hasAtMost(text, limit)).toBe(Array.from(text).length <= limit);
    }),
  );
});
