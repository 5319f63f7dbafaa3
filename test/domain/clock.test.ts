import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import {
  dateAt,
  isoDate,
  isoInstant,
  isoLocal,
  parseDate,
  parseInstant,
  parseTimeOfDay,
  weekdayOf,
} from "../../src/domain/clock.ts";
import { DAY_MS } from "../../src/domain/interval.ts";
import { zoneOf } from "../../src/domain/zone.ts";
import { proof } from "../support/proof.ts";
import { zoneAndMinute } from "../support/zone-arbitraries.ts";

const anInstant = fc.integer({ min: 0, max: Date.UTC(9999, 11, 31, 23, 59, 59, 999) });
const anOffset = fc.integer({ min: -14 * 60, max: 14 * 60 });

describe("parseInstant", () => {
  test.each([
    ["2026-03-20T14:00:00Z", "2026-03-20T14:00:00.000Z"],
    ["2026-03-20T14:00:00z", "2026-03-20T14:00:00.000Z"],
    ["2026-03-20t14:00:00z", "2026-03-20T14:00:00.000Z"],
    ["2026-03-20 14:00:00Z", "2026-03-20T14:00:00.000Z"],
    ["2026-03-20T14:00Z", "2026-03-20T14:00:00.000Z"],
    ["2026-03-20T14Z", "2026-03-20T14:00:00.000Z"],
    ["20260320T140000Z", "2026-03-20T14:00:00.000Z"],
    ["2026-03-20T09:00:00-05:00", "2026-03-20T14:00:00.000Z"],
    ["2026-03-20T09:00:00-0500", "2026-03-20T14:00:00.000Z"],
    ["2026-03-20T09:00:00-05", "2026-03-20T14:00:00.000Z"],
    ["2026-03-21T04:00:00+14:00", "2026-03-20T14:00:00.000Z"],
    ["2026-03-20T19:45:00+05:45", "2026-03-20T14:00:00.000Z"],
    ["2026-03-20T14:00:00+00:00", "2026-03-20T14:00:00.000Z"],
    ["2026-03-20T14:00:00-00:00", "2026-03-20T14:00:00.000Z"],
    ["2026-03-20T14:00:00.5Z", "2026-03-20T14:00:00.500Z"],
    ["2026-03-20T14:00:00,5Z", "2026-03-20T14:00:00.500Z"],
    ["2026-03-20T14:00:00.123999999Z", "2026-03-20T14:00:00.123Z"],
    ["2028-02-29T12:00:00Z", "2028-02-29T12:00:00.000Z"],
    ["1970-01-01T00:00:00Z", "1970-01-01T00:00:00.000Z"],
    ["9999-12-31T23:59:59Z", "9999-12-31T23:59:59.000Z"],
    ["2026-12-31T23:59:59Z", "2026-12-31T23:59:59.000Z"],
  ])("%s is %s", (text, expected) => {
    expect(new Date(parseInstant(text)!).toISOString()).toBe(expected);
  });

  test.each([
    ["no offset", "2026-03-20T14:00:00"],
    ["no offset with a fraction", "2026-03-20T14:00:00.000"],
    ["a date", "2026-03-20"],
    ["a date with an offset", "2026-03-20Z"],
    ["a time", "14:00:00Z"],
    ["a nonexistent day", "2026-02-30T12:00:00Z"],
    ["a leap day in an ordinary year", "2026-02-29T12:00:00Z"],
    ["day 0", "2026-03-00T12:00:00Z"],
    ["month 13", "2026-13-01T12:00:00Z"],
    ["hour 24", "2026-03-20T24:00:00Z"],
    ["hour 25", "2026-03-20T25:00:00Z"],
    ["minute 60", "2026-03-20T14:60:00Z"],
    ["a leap second", "2026-12-31T23:59:60Z"],
    ["a leap second without separators", "20261231T235960Z"],
    ["a leap second with an offset", "2026-12-31T18:59:60-05:00"],
    ["a week date", "2026-W12-5T14:00:00Z"],
    ["an ordinal date", "2026-079T14:00:00Z"],
    ["a two-digit year", "26-03-20T14:00:00Z"],
    ["a long year", "+002026-03-20T14:00:00Z"],
    ["the year 10000", "+010000-01-01T00:00:00Z"],
    ["an instant after the year 9999", "9999-12-31T23:59:59-00:01"],
    ["an instant before 1970", "1969-12-31T23:59:59Z"],
    ["the same by its offset", "1970-01-01T00:00:00+00:01"],
    ["a zone's name", "2026-03-20T14:00:00[Europe/Berlin]"],
    ["an offset and a zone's name", "2026-03-20T14:00:00+01:00[Europe/Berlin]"],
    ["an offset with seconds", "2026-03-20T14:00:00+01:00:30"],
    ["an offset of 24 hours", "2026-03-20T14:00:00+24:00"],
    ["two offsets", "2026-03-20T14:00:00Z+01:00"],
    ["a decimal hour", "2026-03-20T14.5Z"],
    ["ten digits of a second", "2026-03-20T14:00:00.1234567891Z"],
    ["an empty fraction", "2026-03-20T14:00:00.Z"],
    ["a minus sign instead of a hyphen", "2026-03-20T14:00:00\u221205:00"],
    ["digits of another script", "٢٠٢٦-03-20T14:00:00Z"],
    ["blanks around it", " 2026-03-20T14:00:00Z"],
    ["a line break after it", "2026-03-20T14:00:00Z\n"],
    ["milliseconds since 1970", "1774015200000"],
    ["words", "tomorrow"],
    ["nothing", ""],
  ])("rejects %s: %j", (_what, text) => expect(parseInstant(text)).toBeUndefined());

  proof(
    "parses what isoInstant formats",
    500,
    fc.property(anInstant, (instant) => {
      expect(parseInstant(isoInstant(instant))).toBe(Math.floor(instant / 1000) * 1000);
      expect(parseInstant(new Date(instant).toISOString())).toBe(instant);
    }),
  );

  proof(
    "parses the same instant at any offset, and nothing without one",
    500,
    fc.property(anInstant, anOffset, (instant, offset) => {
      fc.pre(instant >= DAY_MS && instant < Date.UTC(9999, 11, 30));
      const reading = new Date(instant + offset * 60_000).toISOString().slice(0, -1);
      const [hours, minutes] = [Math.floor(Math.abs(offset) / 60), Math.abs(offset) % 60];
      const suffix = `${offset < 0 ? "-" : "+"}${two(hours)}:${two(minutes)}`;
      expect(parseInstant(reading + suffix)).toBe(instant);
      expect(parseInstant(reading)).toBeUndefined();
    }),
  );

  proof(
    "never throws, and never returns an instant outside 1970 to 9999",
    500,
    fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[0-9TZ:+.-]{10,30}$/)), (text) => {
      const instant = parseInstant(text);
      expect(instant === undefined || (instant >= 0 && instant < Date.UTC(10_000, 0))).toBe(true);
    }),
  );
});

describe("isoLocal", () => {
  test.each([
    ["America/Chicago", "2026-03-20T14:00:00Z", "2026-03-20T09:00:00-05:00"],
    ["UTC", "2026-03-20T14:00:00Z", "2026-03-20T14:00:00+00:00"],
    ["Asia/Kathmandu", "2026-03-20T14:00:00Z", "2026-03-20T19:45:00+05:45"],
    ["America/St_Johns", "2026-01-20T14:00:00Z", "2026-01-20T10:30:00-03:30"],
    ["Pacific/Kiritimati", "2026-03-20T14:00:00Z", "2026-03-21T04:00:00+14:00"],
    ["Australia/Lord_Howe", "2026-04-04T14:30:00Z", "2026-04-05T01:30:00+11:00"],
    ["Australia/Lord_Howe", "2026-04-04T15:00:00Z", "2026-04-05T01:30:00+10:30"],
  ])("in %s %s is %s", (zone, instant, expected) => {
    expect(isoLocal(zoneOf(zone), Date.parse(instant))).toBe(expected);
  });

  proof(
    "round-trips in every zone",
    500,
    fc.property(zoneAndMinute, ({ zone, minute }) => {
      expect(parseInstant(isoLocal(zone, minute))).toBe(minute);
      expect(isoLocal(zone, minute).slice(0, 10)).toBe(isoDate(dateAt(zone, minute)));
    }),
  );
});

describe("dates", () => {
  test.each([
    ["1970-01-01", 0],
    ["1969-12-31", -1],
    ["2026-03-20", 20_532],
    ["2028-02-29", 21_243],
    ["9999-12-31", 2_932_896],
  ])("%s is day %d", (text, day) => {
    expect(parseDate(text)).toBe(day);
    expect(isoDate(day)).toBe(text);
  });

  test.each([
    ["2026-02-29"],
    ["2026-02-30"],
    ["2026-04-31"],
    ["2026-00-10"],
    ["2026-13-01"],
    ["2026-3-20"],
    ["20260320"],
    ["2026-03-20T00:00:00Z"],
    ["2026-W12-5"],
    ["2026-079"],
    ["+002026-03-20"],
    ["26-03-20"],
    [" 2026-03-20"],
    ["2026-03-20\n"],
    [""],
  ])("%j is not a date", (text) => expect(parseDate(text)).toBeUndefined());

  proof(
    "every day round-trips, in order, with its weekday",
    500,
    fc.property(fc.integer({ min: -700_000, max: 2_932_895 }), (day) => {
      expect(parseDate(isoDate(day))).toBe(day);
      expect(isoDate(day + 1) > isoDate(day)).toBe(true);
      expect(weekdayOf(day)).toBe(new Date(day * DAY_MS).getUTCDay());
    }),
  );

  test.each([
    ["Pacific/Kiritimati", "2026-03-20T09:59:59Z", "2026-03-20"],
    ["Pacific/Kiritimati", "2026-03-20T10:00:00Z", "2026-03-21"],
    ["Pacific/Pago_Pago", "2026-03-20T10:59:59Z", "2026-03-19"],
    ["Pacific/Pago_Pago", "2026-03-20T11:00:00Z", "2026-03-20"],
    ["Africa/Cairo", "2026-10-29T21:30:00Z", "2026-10-29"],
    ["Pacific/Apia", "2011-12-30T09:59:59Z", "2011-12-29"],
    ["Pacific/Apia", "2011-12-30T10:00:00Z", "2011-12-31"],
  ])("in %s at %s the date is %s", (zone, instant, date) => {
    expect(isoDate(dateAt(zoneOf(zone), Date.parse(instant)))).toBe(date);
  });
});

describe("times of day", () => {
  test("every minute of the day round-trips, including 24:00", () => {
    for (let minute = 0; minute <= 1440; minute++)
      expect(parseTimeOfDay(`${two(Math.floor(minute / 60))}:${two(minute % 60)}`)).toBe(minute);
  });

  test.each([
    ["24:01"],
    ["25:00"],
    ["09:60"],
    ["9:00"],
    ["09:0"],
    ["0900"],
    ["09:00:00"],
    ["-1:00"],
    [" 09:00"],
    ["09:00\n"],
    ["9am"],
    [""],
  ])("%j is not a time of day", (text) => expect(parseTimeOfDay(text)).toBeUndefined());
});

function two(value: number): string {
  return String(value).padStart(2, "0");
}
