import { describe, expect, test } from "bun:test";
import { budgetOf, MAX_EVENTS, MAX_OCCURRENCES, TooMuch } from "../../../src/icalendar/reading/budget.ts";
import { MAX_OBJECT_LENGTH, readEvents } from "../../../src/icalendar/reading/read-events.ts";
import { occurrencesOf } from "../../../src/icalendar/reading/occurrences.ts";
import { parseRule } from "../../../src/icalendar/reading/rule.ts";
import { calendar, component, spring, vevent } from "./calendars.ts";

const first = "DTSTART:00010101T000000Z";
const all = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => from + index).join(",");
const everySecond = `BYHOUR=${all(0, 23)};BYMINUTE=${all(0, 59)};BYSECOND=${all(0, 59)}`;

const tooMany: [what: string, lines: string[]][] = [
  ["each second", [first, "DURATION:PT1S", "RRULE:FREQ=SECONDLY"]],
  [
    "each second by a yearly rule",
    [first, "DURATION:PT1S", `RRULE:FREQ=YEARLY;BYYEARDAY=${all(1, 366)};${everySecond}`],
  ],
  [
    "each second by a daily rule and its place",
    [first, "DURATION:PT1S", `RRULE:FREQ=DAILY;${everySecond};BYSETPOS=-1`],
  ],
  ["each minute", [first, "DURATION:PT1S", "RRULE:FREQ=MINUTELY"]],
  [
    "a count of seconds that nearly never come",
    [first, "DURATION:PT1S", "RRULE:FREQ=SECONDLY;COUNT=9;BYMONTH=2;BYMONTHDAY=30"],
  ],
  [
    "a count of minutes from long ago",
    [first, "DURATION:PT1S", "RRULE:FREQ=MINUTELY;COUNT=999999999;BYMINUTE=1"],
  ],
  [
    "a count of years from long ago",
    [first, "DURATION:PT1S", "RRULE:FREQ=YEARLY;COUNT=9;BYDAY=53MO;BYMONTHDAY=1;BYYEARDAY=2"],
  ],
  ["events of millennia each day", [first, "DURATION:P1000000D", "RRULE:FREQ=DAILY"]],
  ["many rules", [first, "DURATION:PT1S", ...Array<string>(51).fill("RRULE:FREQ=YEARLY")]],
  [
    "many rules that are just allowed",
    [first, "DURATION:PT1S", ...Array<string>(50).fill("RRULE:FREQ=HOURLY;INTERVAL=2")],
  ],
  ["many RDATEs", [first, ...Array<string>(5001).fill("RDATE:20260302T100000Z")]],
  ["many EXDATEs in one line", [first, `EXDATE:${Array<string>(5001).fill("20260302T100000Z").join(",")}`]],
  ["a million EXDATEs", [first, `EXDATE:${",".repeat(1_000_000)}`]],
];

test.each(tooMany)("%s: too many occurrences", (_, lines) => {
  const events = readEvents(calendar(vevent(...lines)), spring);
  expect(events.map(({ uid, problem, busy, single }) => [uid, problem, busy.length, single])).toEqual([
    ["one@example.com", "too_many_occurrences", 0, null],
  ]);
});

describe("steps", () => {
  /** The least budget with which a rule can be followed to the spring of 2026, to the next power of two. */
  function stepsOf(rule: string): number {
    for (let steps = 2; ; steps *= 2)
      try {
        const range = { from: spring.window.start, to: spring.window.end };
        Array.from(
          occurrencesOf(parseRule(`RRULE:${rule}`)!, { wall: 0, isDate: false }, range, budgetOf(steps)),
        );
        return steps;
      } catch (error) {
        if (!(error instanceof TooMuch)) throw error;
      }
  }

  test.each([
    ["FREQ=DAILY", 256],
    ["FREQ=DAILY;COUNT=999999999", 256],
    ["FREQ=WEEKLY;BYDAY=MO,WE,FR", 256],
    ["FREQ=WEEKLY;BYDAY=MO,WE,FR;COUNT=999999", 256],
    ["FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", 256],
    ["FREQ=YEARLY", 256],
    ["FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30", 256],
    ["FREQ=SECONDLY;INTERVAL=86400", 256],
    ["FREQ=SECONDLY;INTERVAL=86400;COUNT=99999", 256],
    ["FREQ=MINUTELY;BYHOUR=9;BYMINUTE=0", 16_384],
    ["FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR;COUNT=99999", 65_536],
  ])("%s from 1970 needs at most %d", (rule, most) => {
    expect(stepsOf(rule)).toBeLessThanOrEqual(most);
  });
});

test("a rule within the limit is read", () => {
  const lines = [
    "DTSTART:20260301T000000Z",
    "DURATION:PT1M",
    `RRULE:FREQ=MINUTELY;INTERVAL=15;COUNT=${MAX_OCCURRENCES}`,
  ];
  const [event] = readEvents(calendar(vevent(...lines)), spring);
  expect([event!.problem, event!.busy.length]).toEqual([null, MAX_OCCURRENCES]);
  const more = lines.with(2, `RRULE:FREQ=MINUTELY;INTERVAL=15;COUNT=${MAX_OCCURRENCES + 1}`);
  expect(readEvents(calendar(vevent(...more)), spring)[0]!.problem).toBe("too_many_occurrences");
});

test("a rule of a transparent event is not followed", () => {
  const lines = [first, "DURATION:PT1S", "RRULE:FREQ=SECONDLY", "TRANSP:TRANSPARENT"];
  expect(readEvents(calendar(vevent(...lines)), spring)[0]!.problem).toBeNull();
});

test("an object of more than a mebibyte is too large", () => {
  const text = (length: number) => calendar(vevent(first)).padEnd(length, "\r\n");
  expect(readEvents(text(MAX_OBJECT_LENGTH), spring)[0]).toMatchObject({ title: null, problem: null });
  expect(readEvents(text(MAX_OBJECT_LENGTH + 1), spring)).toEqual([
    { uid: null, title: null, busy: [], single: null, problem: "too_large" },
  ]);
});

test("more than 1,000 events in an object are too many", () => {
  const events = (count: number) =>
    calendar(...Array<string>(count).fill(component("VEVENT", "UID:1", first)));
  expect(readEvents(events(MAX_EVENTS), spring)[0]!.problem).toBeNull();
  expect(readEvents(events(MAX_EVENTS + 1), spring)[0]!.problem).toBe("too_many_occurrences");
});

/** Texts that grow the work of a careless parser with the square of their length, to seconds of the processor. */
const long = 1_000_000;
const squares: [what: string, text: string][] = [
  ["many parameters", calendar(vevent(`DTSTART${";A=B".repeat(long / 4)}:20260302T100000Z`))],
  ["many quoted parameters", calendar(vevent(`ATTENDEE;CN="a:declined"${";A=B".repeat(long / 4)}:x`))],
  ["many parameters of a list", calendar(vevent(`EXDATE;X="a:"${";A=B".repeat(long / 4)}:20260302T100000Z`))],
  [
    "many members",
    calendar(
      vevent(`ATTENDEE;PARTSTAT=DECLINED;MEMBER=${'"a",'.repeat(long / 4)}"a":mailto:jane@example.com`),
    ),
  ],
  [
    "many components within another",
    `BEGIN:VCALENDAR\r\n${"BEGIN:X\r\n".repeat(long / 9)}${"END:Y\r\n".repeat(10)}`,
  ],
  ["many ends", `BEGIN:VCALENDAR\r\n${"BEGIN:A\r\nEND:B\r\n".repeat(long / 20)}`],
  ["many folds", calendar(vevent(first, `SUMMARY:${"a\r\n ".repeat(long / 4)}`))],
  ["many line ends", `${calendar(vevent(first))}${"\r".repeat(long)}`],
  [
    "many zones",
    calendar(
      ...Array<string>(long / 40).fill(component("VTIMEZONE", "TZID:a")),
      vevent("DTSTART;TZID=b:20260302T100000"),
    ),
  ],
  [
    "many zones with many rules",
    calendar(
      ...Array.from({ length: 2000 }, (_, index) =>
        component(
          "VTIMEZONE",
          `TZID:a${index}`,
          component("STANDARD", first, "TZOFFSETFROM:+0100", "TZOFFSETTO:+0200", "RRULE:FREQ=MINUTELY"),
        ),
      ),
      ...Array.from({ length: 1000 }, (_, index) =>
        component("VEVENT", `DTSTART;TZID=a${index}:20260302T100000`),
      ),
    ),
  ],
  [
    "many addresses",
    calendar(
      vevent(first, ...Array<string>(long / 50).fill("ATTENDEE;PARTSTAT=DECLINED:mailto:jane@example.co")),
    ),
  ],
  ["many backslashes", calendar(vevent(first, `SUMMARY:${"\\".repeat(long)}`))],
];

test.each(squares)("%s are read in time", (_, text) => {
  expect(text.length).toBeLessThanOrEqual(MAX_OBJECT_LENGTH);
  const before = process.cpuUsage();
  readEvents(text, spring);
  expect(process.cpuUsage(before).user / 1000).toBeLessThan(800);
});
