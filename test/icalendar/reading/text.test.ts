import { describe, expect, test } from "bun:test";
import { contentLines } from "../../../src/icalendar/reading/content-lines.ts";
import { readEvents } from "../../../src/icalendar/reading/read-events.ts";
import { calendar, component, spring, vevent, written } from "./calendars.ts";

const lines = ["DTSTART:20260302T100000Z", "DTEND:20260302T110000Z", "SUMMARY:Dentist\\, 2nd floor"];
const whole = calendar(vevent(...lines));
const read = { title: "Dentist, 2nd floor", busy: ["2026-03-02T10:00/11:00"] };

function readText(text: string) {
  return readEvents(text, spring).map(({ title, busy, problem }) => ({
    title,
    busy: busy.map(written),
    ...(problem && { problem }),
  }));
}

const texts: [what: string, text: string][] = [
  ["CRLF", whole],
  ["LF", whole.replaceAll("\r\n", "\n")],
  ["CR", whole.replaceAll("\r\n", "\r")],
  ["CR CR LF", whole.replaceAll("\r\n", "\r\r\n")],
  ["no final line ending", whole.trimEnd()],
  ["blank lines", whole.replaceAll("\r\n", "\r\n\r\n")],
  ["a byte order mark", `\uFEFF${whole}`],
  [
    "lower-case names",
    whole.replaceAll(/^[A-Z]+(?=:)/gm, (name) => name.toLowerCase()).replaceAll("VEVENT", "vevent"),
  ],
  ["lines folded after each character", whole.replaceAll(/(?<=[^\r\n])(?=[^\r\n])/g, "\r\n ")],
  ["lines folded by tabs", whole.replaceAll("Dentist", "Den\r\n\ttist")],
  ["a line without a name", whole.replace("SUMMARY", "nonsense\r\n:more\r\nSUMMARY")],
  [
    "a malformed line that does not matter",
    whole.replace("SUMMARY", 'X-A;B:C\r\nATTENDEE;CN="a:declined\r\nSUMMARY'),
  ],
  ["an alarm without an end", whole.replace("END:VEVENT", "BEGIN:VALARM\r\nTRIGGER:-PT5M\r\nEND:VEVENT")],
  ["an end without a beginning", whole.replace("BEGIN:VEVENT", "END:VTODO\r\nBEGIN:VEVENT")],
  [
    "names that objects have",
    whole.replace("SUMMARY", "CONSTRUCTOR:1\r\n__PROTO__;VALUE=toString:2\r\nSUMMARY"),
  ],
  ["a second summary", whole.replace("END:VEVENT", "SUMMARY:Other\r\nEND:VEVENT")],
  [
    "other components",
    calendar(
      component("VTODO", "UID:t", "DTSTART:20260302T100000Z", "DUE:20260302T180000Z"),
      component("VJOURNAL", "UID:j", "DTSTART;VALUE=DATE:20260302"),
      component("VFREEBUSY", "UID:f", "DTSTART:20260302T000000Z", "FREEBUSY:20260302T000000Z/PT8H"),
      component("X-UNKNOWN", component("X-INNER", "DTSTART:20260305T000000Z")),
      vevent(...lines),
    ),
  ],
];

test.each(texts)("reads a text with %s", (_, text) => {
  expect(readText(text)).toEqual([read]);
});

test.each([
  ["nothing", ""],
  ["HTML", "<!doctype html>\n<title>Sign in: calendar</title>"],
  ["an event without its calendar", vevent(...lines)],
])("%s is not iCalendar", (_, text) => {
  expect(readText(text)).toEqual([{ title: null, busy: [], problem: "not_icalendar" }]);
});

test("a calendar without events has none", () => {
  expect(readEvents(calendar(component("VTODO", "UID:t")), spring)).toEqual([]);
});

describe("an event without its end", () => {
  const cut = whole.slice(0, whole.indexOf("END:VEVENT"));

  test("cannot be read if the text ends there", () => {
    expect(readText(cut)).toEqual([{ title: read.title, busy: [], problem: "not_icalendar" }]);
  });

  test("costs no other event", () => {
    const text = `${cut}${component("VEVENT", "UID:two", ...lines)}\r\nEND:VCALENDAR`;
    expect(readText(text)).toEqual([{ title: read.title, busy: [], problem: "not_icalendar" }, read]);
  });
});

test("only lists of dates may be longer than 4,096 characters", () => {
  const long = "20260302,".repeat(1000);
  const read = contentLines(`DESCRIPTION:${long}\r\nEXDATE;TZID="a:b":${long}\r\nEXDATE;TZID="a:${long}`);
  expect([...read].map(({ name, text }) => [name, text.length])).toEqual([
    ["description", 4096],
    ["exdate", 9018],
    ["exdate", 4096],
  ]);
});
