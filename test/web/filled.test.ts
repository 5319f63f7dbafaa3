import { expect, test } from "bun:test";
import { filled } from "../../src/web/links/filled.ts";

test("fills in names once, and keeps unknown ones", () => {
  expect(filled("{a} and {b}, {c}", { a: "{b}", b: 1 })).toEqual(["", "{b}", " and ", 1, ", ", "{c}", ""]);
});
