import { expect, test } from "bun:test";
import { type FeedObject, feedProperties, splitFeed } from "../../../src/icalendar/reading/feed.ts";
import { readEvents } from "../../../src/icalendar/reading/read-events.ts";
import { calendar, component, spring, vevent, written } from "./calendars.ts";

const zone = component(
  "VTIMEZONE",
  "TZID:Private",
  component("STANDARD", "DTSTART:19700101T000000", "TZOFFSETFROM:+0000", "TZOFFSETTO:+0530"),
);
const series = ["DTSTART;TZID=Private:20260302T100000", "DURATION:PT1H", "RRULE:FREQ=DAILY;COUNT=2"];
const change = ["RECURRENCE-ID;TZID=Private:20260303T100000", "DTSTART:20260303T200000Z", "DURATION:PT1H"];
const other = component(
  "VEVENT",
  "UID:two",
  "DTSTART:20260302T100000Z",
  "DURATION:PT1H",
  "DESCRIPTION:Secret",
);

function objectsOf(text: string): FeedObject[] {
  return [...splitFeed(text)].filter((one) => one !== undefined);
}

test("a feed has one object per UID, with the changed occurrences and zones of each", () => {
  const objects = objectsOf(calendar(vevent(...series), other, vevent(...change), zone));
  expect(objects.map(({ key }) => key)).toEqual(["one@example.com", "two"]);
  const busy = objects.map(({ ical }) => readEvents(ical, spring).map((event) => event.busy.map(written)));
  expect(busy).toEqual([
    [["2026-03-02T04:30/05:30", "2026-03-03T20:00/21:00"]],
    [["2026-03-02T10:00/11:00"]],
  ]);
  expect(objects.map(({ ical }) => ical.includes("VTIMEZONE"))).toEqual([true, false]);
});

test("an object has no zone that is known by its name, and no huge one", () => {
  const event = (tzid: string) => component("VEVENT", `UID:${tzid}`, `DTSTART;TZID=${tzid}:20260302T100000`);
  const dates = Array<string>(5000).fill("RDATE:20260302T100000");
  const zones = [
    component("VTIMEZONE", "TZID:Europe/Berlin"),
    component("VTIMEZONE", "TZID:Small"),
    component("VTIMEZONE", "TZID:Huge", component("STANDARD", ...dates)),
  ];
  const objects = objectsOf(calendar(...zones, event("Europe/Berlin"), event("Small"), event("Huge")));
  expect(objects.map(({ ical }) => ical.includes("VTIMEZONE"))).toEqual([false, true, false]);
});

test("an object has none of what is not read, and so changes only with what is", () => {
  const text = calendar(vevent(...series), other);
  const later = text.replaceAll("DTSTAMP:2026", "DTSTAMP:2027").replace("Secret", "Other");
  expect(objectsOf(later)).toEqual(objectsOf(text));
  expect(objectsOf(text)[1]!.ical).not.toContain("Secret");
  expect(objectsOf(text.replace("COUNT=2", "COUNT=3"))[0]).not.toEqual(objectsOf(text)[0]);
});

test("events without a UID have a key that stays the same", () => {
  const nameless = (day: number) => component("VEVENT", `DTSTART:2026030${day}T100000Z`, "DURATION:PT1H");
  const [one, two] = objectsOf(calendar(nameless(2), nameless(3)));
  expect(one!.key).not.toBe(two!.key);
  expect(objectsOf(calendar(nameless(4), nameless(3)))[1]!.key).toBe(two!.key);
});

test("a very long UID has a short key", () => {
  const [object] = objectsOf(calendar(component("VEVENT", `UID:${"x".repeat(3000)}`, "DTSTART:20260302")));
  expect(object!.key.length).toBeLessThan(100);
});

test("an event that is cut off stays one that cannot be read", () => {
  const text = calendar(other, vevent(...series));
  const objects = objectsOf(text.slice(0, text.lastIndexOf("END:VEVENT")));
  expect(objects.map(({ ical }) => readEvents(ical, spring)[0]!.problem)).toEqual([null, "not_icalendar"]);
});

test("a long feed has pauses", () => {
  const text = calendar(...Array.from({ length: 2000 }, (_, index) => vevent(`UID:${index}`, ...series)));
  const pauses = [...splitFeed(text)].filter((one) => one === undefined);
  expect(pauses.length).toBeGreaterThan(20);
});

test("a text that is no calendar has no objects", () => {
  expect(objectsOf("<html></html>")).toEqual([]);
});

const properties: [what: string, lines: string[], name: string | null, timeZone: string | null][] = [
  ["nothing", [], null, null],
  [
    "its own name and zone",
    ["X-WR-CALNAME:Jane\\, work", "X-WR-TIMEZONE:Europe/Berlin"],
    "Jane, work",
    "Europe/Berlin",
  ],
  ["the name of RFC 7986", ["NAME:Jane"], "Jane", null],
  ["a Windows zone in lower case", ["x-wr-timezone:tokyo standard time"], null, "Asia/Tokyo"],
  ["an unknown zone", ["X-WR-TIMEZONE:Nowhere"], null, null],
  ["a name in a component", [component("VEVENT", "NAME:Room")], null, null],
];

test.each(properties)("a feed that says %s", (_, lines, name, timeZone) => {
  expect(feedProperties(calendar(...lines, other))).toEqual({ name, timeZone });
});
