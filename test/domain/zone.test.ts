import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { MINUTE_MS } from "../../src/domain/interval.ts";
import {
  findZone,
  instantsBetween,
  offsetAt,
  wallAt,
  zoneDataVersion,
  zoneNames,
  zoneOf,
} from "../../src/domain/zone.ts";
import { proof } from "../support/proof.ts";
import { upToDays, zoneAndMinute } from "../support/zone-arbitraries.ts";

const HOUR_MS = 60 * MINUTE_MS;
const hoursAt = (name: string, instant: string) => offsetAt(zoneOf(name), Date.parse(instant)) / HOUR_MS;

/** A local time as if it were UTC. */
const wall = (reading: string) => Date.parse(`${reading}Z`);

describe("names", () => {
  test("every zone in the data resolves under its own name", () => {
    expect(zoneNames().length).toBeGreaterThan(590);
    for (const name of zoneNames()) expect(findZone(name)?.name).toBe(name);
  });

  test("every zone that a browser may send resolves", () => {
    expect(Intl.supportedValuesOf("timeZone").filter((name) => !findZone(name))).toEqual([]);
  });

  test("a link has its target's rules and its own name", () => {
    expect(findZone("Asia/Calcutta")?.untils).toEqual(zoneOf("Asia/Kolkata").untils);
    expect(findZone("Asia/Calcutta")?.name).toBe("Asia/Calcutta");
  });

  test.each([
    ["__proto__"],
    ["constructor"],
    ["toString"],
    ["US/"],
    ["US"],
    [""],
    ["america/new_york"],
    ["AMERICA/NEW_YORK"],
    ["America/New York"],
    [" America/New_York"],
    ["America/New_York\n"],
    ["America/New_York|LMT"],
    ["+02:00"],
    ["UTC+2"],
    ["local"],
    ["../etc/passwd"],
  ])("%j is not a zone", (name) => {
    expect(findZone(name)).toBeUndefined();
    expect(() => zoneOf(name)).toThrow("unknown time zone");
  });

  test("the data contains its release", () => expect(zoneDataVersion).toMatch(/^20\d\d[a-z]$/));
});

describe("tables", () => {
  test("changes are in order, with an offset on both sides", () => {
    for (const name of zoneNames()) {
      const { untils, offsetsMs } = zoneOf(name);
      expect(offsetsMs).toHaveLength(untils.length + 1);
      expect(untils.every((until, index) => index === 0 || until > untils[index - 1]!)).toBe(true);
      expect(offsetsMs.every((offset) => Math.abs(offset) < 16 * HOUR_MS)).toBe(true);
    }
  });

  /** Zones whose rules changed after Bun 1.4.5's data, with their links. */
  const newerThanTheRuntime = new Set([
    "Africa/Casablanca",
    "Africa/El_Aaiun",
    "America/Edmonton",
    "America/Havana",
    "America/Inuvik",
    "America/Rainy_River",
    "America/Vancouver",
    "America/Winnipeg",
    "America/Yellowknife",
    "Canada/Central",
    "Canada/Mountain",
    "Canada/Pacific",
    "Cuba",
  ]);

  test("all other zones agree with the runtime from 2026 to 2030", () => {
    const [first, last] = [Date.UTC(2026, 0, 1), Date.UTC(2031, 0, 1)];
    for (const name of zoneNames().filter((name) => !newerThanTheRuntime.has(name))) {
      const zone = zoneOf(name);
      const changes = zone.untils.filter((until) => until > first && until < last);
      const instants = changes.flatMap((until) => [until - 1, until]);
      for (let instant = first; instant < last; instant += 35 * HOUR_MS) instants.push(instant);
      const differs = instants.find((instant) => offsetAt(zone, instant) !== runtimeOffset(name, instant));
      expect([name, differs && new Date(differs)]).toEqual([name, undefined]);
    }
  });

  function runtimeOffset(name: string, instant: number): number {
    const there = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(name);
    return there.offsetNanoseconds / 1e6;
  }

  test.each([
    ["America/New_York", "2026-03-08T07:00:00Z", -5, -4],
    ["America/New_York", "2026-11-01T06:00:00Z", -4, -5],
    ["America/New_York", "2037-03-08T07:00:00Z", -5, -4],
    ["America/New_York", "2045-03-12T07:00:00Z", -5, -4],
    ["Europe/London", "2026-03-29T01:00:00Z", 0, 1],
    ["Europe/London", "2026-10-25T01:00:00Z", 1, 0],
    ["Europe/Dublin", "2026-10-25T01:00:00Z", 1, 0],
    ["Australia/Lord_Howe", "2026-04-04T15:00:00Z", 11, 10.5],
    ["Australia/Lord_Howe", "2026-10-03T15:30:00Z", 10.5, 11],
    ["Pacific/Chatham", "2026-04-04T14:00:00Z", 13.75, 12.75],
    ["Pacific/Chatham", "2026-09-26T14:00:00Z", 12.75, 13.75],
    ["Pacific/Apia", "2011-12-30T10:00:00Z", -10, 14],
    ["Africa/Cairo", "2026-04-23T22:00:00Z", 2, 3],
    ["Africa/Cairo", "2026-10-29T21:00:00Z", 3, 2],
    ["Asia/Gaza", "2026-03-28T00:00:00Z", 2, 3],
    ["Asia/Gaza", "2026-10-23T23:00:00Z", 3, 2],
    ["Asia/Beirut", "2026-03-28T22:00:00Z", 2, 3],
    ["America/Havana", "2026-03-08T05:00:00Z", -5, -4],
    ["America/Havana", "2027-11-07T05:00:00Z", -4, -5],
    ["America/Vancouver", "2026-03-08T10:00:00Z", -8, -7],
    ["America/Edmonton", "2026-03-08T09:00:00Z", -7, -6],
    ["America/Winnipeg", "2026-03-08T08:00:00Z", -6, -5],
    ["America/Inuvik", "2026-03-08T09:00:00Z", -7, -6],
    ["Africa/Casablanca", "2026-09-20T01:00:00Z", 1, 0],
    ["Africa/El_Aaiun", "2026-09-20T01:00:00Z", 1, 0],
    ["Antarctica/Troll", "2026-03-29T01:00:00Z", 0, 2],
    ["America/Nuuk", "2026-03-29T01:00:00Z", -2, -1],
    ["Europe/Chisinau", "2026-10-25T01:00:00Z", 3, 2],
  ])("%s at %s goes from %d to %d hours", (name, change, before, after) => {
    const justBefore = new Date(Date.parse(change) - 1).toISOString();
    expect([hoursAt(name, justBefore), hoursAt(name, change)]).toEqual([before, after]);
  });

  test.each([
    ["America/Vancouver", "2026-03-08T10:00:00Z", -7],
    ["America/Edmonton", "2026-03-08T09:00:00Z", -6],
    ["America/Winnipeg", "2026-03-08T08:00:00Z", -5],
    ["America/Inuvik", "2026-03-08T09:00:00Z", -6],
    ["Africa/Casablanca", "2026-09-20T01:00:00Z", 0],
    ["Africa/El_Aaiun", "2026-09-20T01:00:00Z", 0],
    ["Asia/Tehran", "2022-09-21T20:30:00Z", 3.5],
    ["Pacific/Apia", "2021-04-03T14:00:00Z", 13],
    ["Asia/Kathmandu", "1986-01-01T00:00:00Z", 5.75],
    ["Etc/GMT+5", "1970-01-01T00:00:00Z", -5],
    ["UTC", "1970-01-01T00:00:00Z", 0],
  ])("%s never changes after %s", (name, since, hours) => {
    const zone = zoneOf(name);
    for (let instant = Date.parse(since); instant < Date.UTC(2040, 0, 1); instant += 24 * HOUR_MS)
      expect(offsetAt(zone, instant)).toBe(hours * HOUR_MS);
  });

  test("instants beyond the tables have an offset", () => {
    expect(hoursAt("America/New_York", "1800-01-01T00:00:00Z")).toBeCloseTo(-4.934, 3);
    expect(hoursAt("Europe/Berlin", "9999-12-31T23:59:59Z")).toBe(1);
    expect(hoursAt("Asia/Tokyo", "1970-01-01T00:00:00Z")).toBe(9);
  });
});

describe("instantsBetween", () => {
  test.each([
    ["an ordinary day", "America/New_York", "2026-03-07T09:00", "2026-03-07T17:00", ["14:00/22:00"]],
    ["a day that loses an hour", "America/New_York", "2026-03-08T00:00", "2026-03-09T00:00", ["05:00/04:00"]],
    ["skipped local times", "America/New_York", "2026-03-08T02:00", "2026-03-08T03:00", []],
    ["a part of them", "America/New_York", "2026-03-08T02:15", "2026-03-08T02:45", []],
    [
      "hours that begin among them",
      "America/New_York",
      "2026-03-08T02:30",
      "2026-03-08T03:30",
      ["07:00/07:30"],
    ],
    [
      "hours that end among them",
      "America/New_York",
      "2026-03-08T01:30",
      "2026-03-08T02:30",
      ["06:30/07:00"],
    ],
    ["a repeated hour", "America/New_York", "2026-11-01T01:00", "2026-11-01T02:00", ["05:00/07:00"]],
    [
      "half of it",
      "America/New_York",
      "2026-11-01T01:30",
      "2026-11-01T02:00",
      ["05:30/06:00", "06:30/07:00"],
    ],
    [
      "hours that end in it",
      "America/New_York",
      "2026-11-01T00:30",
      "2026-11-01T01:30",
      ["04:30/05:30", "06:00/06:30"],
    ],
    [
      "hours that begin in it",
      "America/New_York",
      "2026-11-01T01:30",
      "2026-11-01T02:30",
      ["05:30/06:00", "06:30/07:30"],
    ],
    ["a repeated half hour", "Australia/Lord_Howe", "2026-04-05T01:30", "2026-04-05T02:00", ["14:30/15:30"]],
    ["a skipped half hour", "Australia/Lord_Howe", "2026-10-04T02:00", "2026-10-04T02:30", []],
    ["a skipped midnight", "Africa/Cairo", "2026-04-24T00:00", "2026-04-24T02:00", ["22:00/23:00"]],
    ["a repeated evening hour", "Africa/Cairo", "2026-10-29T23:00", "2026-10-30T00:00", ["20:00/22:00"]],
    ["a skipped date", "Pacific/Apia", "2011-12-30T00:00", "2011-12-31T00:00", []],
    ["nothing", "Europe/Berlin", "2026-05-05T09:00", "2026-05-05T09:00", []],
    ["a reversed range", "Europe/Berlin", "2026-05-05T10:00", "2026-05-05T09:00", []],
    ["long ago", "Europe/Berlin", "1850-05-05T09:00", "1850-05-05T10:00", ["08:06/09:06"]],
  ])("%s: %s from %s to %s", (_what, name, from, until, expected) => {
    const found = instantsBetween(zoneOf(name), wall(from), wall(until));
    const clock = (instant: number) => new Date(instant).toISOString().slice(11, 16);
    expect(found.map(({ start, end }) => `${clock(start)}/${clock(end)}`)).toEqual(expected);
  });

  proof(
    "returns exactly the instants in the local range, sorted and disjoint",
    1_000,
    fc.property(
      zoneAndMinute,
      fc.integer({ min: -1_500, max: 1_500 }),
      upToDays(2),
      ({ zone, minute }, ahead, length) => {
        const from = wallAt(zone, minute) + ahead * MINUTE_MS;
        const found = instantsBetween(zone, from, from + length);
        for (let probe = minute - 72 * HOUR_MS; probe < minute + 96 * HOUR_MS; probe += 15 * MINUTE_MS) {
          const reading = wallAt(zone, probe);
          const belongs = reading >= from && reading < from + length;
          expect(found.some(({ start, end }) => probe >= start && probe < end)).toBe(belongs);
        }
        for (const [index, { start, end }] of found.entries()) {
          expect(start).toBeLessThan(end);
          expect(wallAt(zone, start)).toBeGreaterThanOrEqual(from);
          expect(wallAt(zone, end - 1)).toBeLessThan(from + length);
          if (index > 0) expect(start).toBeGreaterThan(found[index - 1]!.end);
        }
      },
    ),
  );
});
