import { describe, expect, test } from "bun:test";
import { findZone, offsetAt } from "../../../src/domain/zone.ts";
import { listZones } from "../../../src/web/booking/zones/zone-list.ts";
import { searchZones } from "../../../src/web/booking/zones/zone-search.ts";
import type { Language } from "../../../src/i18n/locale.ts";

const WINTER = Date.parse("2026-01-15T12:00:00Z");
const first = (typed: string, language: Language = "en") =>
  searchZones(listZones(language, WINTER), typed)[0]?.name;

describe("the first zone for", () => {
  test.each([
    ["Munich", "Europe/Berlin"],
    ["München", "Europe/Berlin"],
    ["Zürich", "Europe/Zurich"],
    ["Mumbai", "Asia/Kolkata"],
    ["Kolkata", "Asia/Kolkata"],
    ["Beijing", "Asia/Shanghai"],
    ["São Paulo", "America/Sao_Paulo"],
    ["Sao Paulo", "America/Sao_Paulo"],
    ["San Francisco", "America/Los_Angeles"],
    ["New York", "America/New_York"],
    ["PST", "America/Los_Angeles"],
    ["EST", "America/New_York"],
    ["CET", "Europe/Paris"],
    ["GMT", "UTC"],
    ["UTC", "UTC"],
    ["Germany", "Europe/Berlin"],
    ["India", "Asia/Kolkata"],
    ["Central Time", "America/Chicago"],
    ["Kyiv", "Europe/Kyiv"],
    ["Kiev", "Europe/Kyiv"],
    ["calcutta", "Asia/Kolkata"],
    ["america/new_york", "America/New_York"],
    ["york new", "America/New_York"],
    ["Amsterdm", "Europe/Amsterdam"],
    ["JST", "Asia/Tokyo"],
  ])("%s is %s", (typed, zone) => {
    expect(first(typed)).toBe(zone);
  });

  test.each([
    ["Deutschland", "Europe/Berlin", "de"],
    ["Wien", "Europe/Vienna", "de"],
    ["Moskau", "Europe/Moscow", "de"],
    ["Germany", "Europe/Berlin", "de"],
    ["Londres", "Europe/London", "fr"],
    ["Alemanha", "Europe/Berlin", "pt"],
    ["Nueva York", "America/New_York", "es"],
    ["Parijs", "Europe/Paris", "nl"],
  ] as const)("%s is %s on a page in its language", (typed, zone, language) => {
    expect(first(typed, language)).toBe(zone);
  });

  test.each([
    ["UTC+1", 60],
    ["+02:00", 120],
    ["+05:30", 330],
    ["gmt -3", -180],
    ["\u22127", -420],
  ])("%s has this offset", (typed, minutes) => {
    const found = searchZones(listZones("en", WINTER), typed);
    expect(found.length).toBeGreaterThan(0);
    for (const { name } of found) expect(offsetAt(findZone(name)!, WINTER)).toBe(minutes * 60_000);
  });
});

test("EST does not find Bucharest", () => {
  const found = searchZones(listZones("en", WINTER), "EST").map(({ name }) => name);
  expect(found).not.toContain("Europe/Bucharest");
});

test.each(["xyzzy", "§$%", "+99"])("nothing is found for %s", (typed) => {
  expect(searchZones(listZones("en", WINTER), typed)).toEqual([]);
});

test("every zone is listed for empty text, from west to east", () => {
  const zones = listZones("en", WINTER);
  const offsets = searchZones(zones, " ").map(({ offset }) => offset);
  expect(offsets).toHaveLength(zones.length);
  expect(offsets).toEqual(offsets.toSorted((one, other) => one - other));
});

test("long and hostile text is searched quickly", () => {
  const zones = listZones("en", WINTER);
  expect(searchZones(zones, "new ".repeat(2_000)).length).toBeLessThan(zones.length);
});
