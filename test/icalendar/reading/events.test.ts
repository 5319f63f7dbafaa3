import { describe, expect, test } from "bun:test";
import { zoneOf } from "../../../src/domain/zone.ts";
import { readEvents } from "../../../src/icalendar/reading/read-events.ts";
import { busyOf, calendar, component, spring, vevent, windowOf, written } from "./calendars.ts";

const hour = ["DTSTART:20260302T100000Z", "DTEND:20260302T110000Z"];
const isBusy = ["2026-03-02T10:00/11:00"];

const blocking: [what: string, lines: string[], busy: string[]][] = [
  ["an event", [], isBusy],
  ["a tentative event", ["STATUS:TENTATIVE"], isBusy],
  ["an opaque event", ["TRANSP:OPAQUE"], isBusy],
  ["a cancelled event", ["STATUS:CANCELLED"], []],
  ["a transparent event", ["transp:transparent"], []],
  ["an event that Outlook shows as free", ["X-MICROSOFT-CDO-BUSYSTATUS:FREE"], []],
  ["an event that Outlook shows as out of office", ["X-MICROSOFT-CDO-BUSYSTATUS:OOF"], isBusy],
  ["a declined event", ["ATTENDEE;PARTSTAT=DECLINED:mailto:Jane@Example.com"], []],
  ["a declined event with a name", ['ATTENDEE;CN="Doe, Jane";PARTSTAT=DECLINED:MAILTO:jane@example.com'], []],
  [
    "a declined event by an opaque address",
    ["ATTENDEE;EMAIL=jane@example.com;PARTSTAT=DECLINED:urn:uuid:7"],
    [],
  ],
  ["an event that another declined", ["ATTENDEE;PARTSTAT=DECLINED:mailto:joe@example.com"], isBusy],
  [
    "an event declined by a longer address",
    ["ATTENDEE;PARTSTAT=DECLINED:mailto:mary-jane@example.com"],
    isBusy,
  ],
  ["an accepted event", ["ATTENDEE;PARTSTAT=ACCEPTED;CN=declined:mailto:jane@example.com"], isBusy],
  ["an event whose alarm has a duration", [component("VALARM", "DURATION:P9D", "TRIGGER:-PT5M")], isBusy],
];

test.each(blocking)("decides whether %s blocks", (_, lines, busy) => {
  expect(busyOf([[...hour, ...lines]])).toEqual(busy);
});

const lengths: [what: string, lines: string[], busy: string[]][] = [
  ["a date without an end", ["DTSTART;VALUE=DATE:20260302"], ["2026-03-01T23:00/2026-03-02T23:00"]],
  ["the short day in Berlin", ["DTSTART;VALUE=DATE:20260329"], ["2026-03-28T23:00/2026-03-29T22:00"]],
  [
    "dates up to the one before DTEND",
    ["DTSTART;VALUE=DATE:20260302", "DTEND;VALUE=DATE:20260304"],
    ["2026-03-01T23:00/2026-03-03T23:00"],
  ],
  [
    "a date whose end is the same date",
    ["DTSTART;VALUE=DATE:20260302", "DTEND;VALUE=DATE:20260302"],
    ["2026-03-01T23:00/2026-03-02T23:00"],
  ],
  [
    "a date with a duration",
    ["DTSTART;VALUE=DATE:20260302", "DURATION:P1W"],
    ["2026-03-01T23:00/2026-03-08T23:00"],
  ],
  ["a date without its VALUE", ["DTSTART:20260302"], ["2026-03-01T23:00/2026-03-02T23:00"]],
  ["a time without an end", ["DTSTART:20260302T100000Z"], []],
  ["a time that ends as it begins", ["DTSTART:20260302T100000Z", "DTEND:20260302T100000Z"], []],
  ["a time that ends before it begins", ["DTSTART:20260302T100000Z", "DTEND:20260302T090000Z"], []],
  ["a date that ends before it begins", ["DTSTART;VALUE=DATE:20260304", "DTEND;VALUE=DATE:20260302"], []],
  ["a negative duration", ["DTSTART:20260302T100000Z", "DURATION:-PT1H"], []],
  ["a floating time", ["DTSTART:20260302T100000", "DTEND:20260302T110000"], ["2026-03-02T09:00/10:00"]],
  [
    "an end in another zone",
    ["DTSTART;TZID=Europe/Berlin:20260302T100000", "DTEND;TZID=America/New_York:20260302T060000"],
    ["2026-03-02T09:00/11:00"],
  ],
  [
    "an end without a zone",
    ["DTSTART;TZID=America/New_York:20260302T100000", "DTEND:20260302T110000"],
    ["2026-03-02T15:00/16:00"],
  ],
  [
    "a nominal day over the change of clocks",
    ["DTSTART;TZID=Europe/Berlin:20260328T120000", "DURATION:P1DT1H"],
    ["2026-03-28T11:00/2026-03-29T11:00"],
  ],
  [
    "exact hours over the change of clocks",
    ["DTSTART;TZID=Europe/Berlin:20260328T120000", "DURATION:PT24H"],
    ["2026-03-28T11:00/2026-03-29T11:00"],
  ],
  [
    "a time in the skipped hour",
    ["DTSTART;TZID=Europe/Berlin:20260329T023000", "DURATION:PT30M"],
    ["2026-03-29T01:30/02:00"],
  ],
  [
    "fifty years",
    ["DTSTART:20000101T000000Z", "DTEND:20500101T000000Z"],
    ["2026-03-01T00:00/2026-05-01T00:00"],
  ],
];

test.each(lengths)("computes how long %s lasts", (_, lines, busy) => {
  expect(busyOf([lines])).toEqual(busy);
});

const daily = ["DTSTART;TZID=Europe/Berlin:20260302T100000", "DTEND;TZID=Europe/Berlin:20260302T110000"];
const moved = ["DTSTART:20260303T150000Z", "DTEND:20260303T160000Z"];
const sets: [what: string, events: string[][], busy: string[]][] = [
  [
    "RDATE as a period with an end",
    [[...hour, "RDATE;VALUE=PERIOD:20260305T080000Z/20260305T083000Z"]],
    [...isBusy, "2026-03-05T08:00/08:30"],
  ],
  [
    "RDATE as a period with a duration",
    [[...hour, "RDATE;VALUE=PERIOD:20260305T080000Z/PT2H"]],
    [...isBusy, "2026-03-05T08:00/10:00"],
  ],
  [
    "RDATE in another zone",
    [[...hour, "RDATE;TZID=America/New_York:20260305T080000"]],
    [...isBusy, "2026-03-05T13:00/14:00"],
  ],
  [
    "RDATE as a date beside times, for its whole day",
    [[...hour, "RDATE;VALUE=DATE:20260305"]],
    [...isBusy, "2026-03-05T00:00/2026-03-06T00:00"],
  ],
  [
    "RDATE of an event of dates",
    [["DTSTART;VALUE=DATE:20260302", "RDATE;VALUE=DATE:20260310"]],
    ["2026-03-01T23:00/2026-03-02T23:00", "2026-03-09T23:00/2026-03-10T23:00"],
  ],
  [
    "RDATE that repeats an occurrence",
    [[...hour, "RRULE:FREQ=DAILY;COUNT=1", "RDATE:20260302T100000Z"]],
    isBusy,
  ],
  [
    "RDATE as a longer period of an occurrence",
    [[...hour, "RDATE;VALUE=PERIOD:20260302T100000Z/PT3H"]],
    ["2026-03-02T10:00/13:00"],
  ],
  [
    "two rules",
    [[...hour, "RRULE:FREQ=DAILY;INTERVAL=2;COUNT=2", "RRULE:FREQ=DAILY;INTERVAL=3;COUNT=2"]],
    [...isBusy, "2026-03-04T10:00/11:00", "2026-03-05T10:00/11:00"],
  ],
  [
    "DTSTART that its rule does not name",
    [[...hour, "RRULE:FREQ=WEEKLY;BYDAY=WE;COUNT=1"]],
    [...isBusy, "2026-03-04T10:00/11:00"],
  ],
  [
    "EXDATE of the first occurrence",
    [[...daily, "RRULE:FREQ=DAILY;COUNT=2", "EXDATE;TZID=Europe/Berlin:20260302T100000"]],
    ["2026-03-03T09:00/10:00"],
  ],
  [
    "EXDATE in another zone",
    [[...daily, "RRULE:FREQ=DAILY;COUNT=2", "EXDATE;TZID=America/New_York:20260302T040000"]],
    ["2026-03-03T09:00/10:00"],
  ],
  [
    "EXDATE without a zone",
    [[...daily, "RRULE:FREQ=DAILY;COUNT=2", "EXDATE:20260302T100000"]],
    ["2026-03-03T09:00/10:00"],
  ],
  [
    "several EXDATEs",
    [
      [
        ...daily,
        "RRULE:FREQ=DAILY;COUNT=4",
        "EXDATE:20260302T090000Z,20260304T090000Z",
        "EXDATE:20260305T090000Z",
      ],
    ],
    ["2026-03-03T09:00/10:00"],
  ],
  [
    "EXDATE of another time as no exception",
    [[...hour, "RRULE:FREQ=DAILY;COUNT=1", "EXDATE:20260302T100001Z"]],
    isBusy,
  ],
  ["a malformed EXDATE as no exception", [[...hour, "EXDATE:nonsense"]], isBusy],
  [
    "EXDATE of dates as midnight in UTC",
    [["DTSTART;VALUE=DATE:20260302", "RRULE:FREQ=DAILY;COUNT=2", "EXDATE:20260302T000000Z"]],
    ["2026-03-02T23:00/2026-03-03T23:00"],
  ],
  [
    "UNTIL of dates as midnight of the host",
    [["DTSTART;VALUE=DATE:20260302", "RRULE:FREQ=WEEKLY;UNTIL=20260308T230000Z"]],
    ["2026-03-01T23:00/2026-03-02T23:00", "2026-03-08T23:00/2026-03-09T23:00"],
  ],
  [
    "overlapping occurrences as one time",
    [["DTSTART:20260302T100000Z", "DURATION:PT2H", "RRULE:FREQ=HOURLY;COUNT=3"]],
    ["2026-03-02T10:00/14:00"],
  ],
  [
    "a changed occurrence",
    [
      [...daily, "RRULE:FREQ=DAILY;COUNT=3"],
      ["RECURRENCE-ID;TZID=Europe/Berlin:20260303T100000", ...moved],
    ],
    ["2026-03-02T09:00/10:00", "2026-03-03T15:00/16:00", "2026-03-04T09:00/10:00"],
  ],
  [
    "a changed occurrence named in UTC",
    [
      [...daily, "RRULE:FREQ=DAILY;COUNT=2"],
      ["RECURRENCE-ID:20260303T090000Z", ...moved],
    ],
    ["2026-03-02T09:00/10:00", "2026-03-03T15:00/16:00"],
  ],
  [
    "a changed occurrence named by its date",
    [
      [...daily, "RRULE:FREQ=DAILY;COUNT=2"],
      ["RECURRENCE-ID;VALUE=DATE:20260303", ...moved],
    ],
    ["2026-03-02T09:00/10:00", "2026-03-03T15:00/16:00"],
  ],
  [
    "a transparent occurrence",
    [
      [...daily, "RRULE:FREQ=DAILY;COUNT=2"],
      ["RECURRENCE-ID:20260303T090000Z", ...moved, "TRANSP:TRANSPARENT"],
    ],
    ["2026-03-02T09:00/10:00"],
  ],
  [
    "a declined occurrence",
    [
      [...daily, "RRULE:FREQ=DAILY;COUNT=2"],
      ["RECURRENCE-ID:20260303T090000Z", ...moved, "ATTENDEE;PARTSTAT=DECLINED:mailto:jane@example.com"],
    ],
    ["2026-03-02T09:00/10:00"],
  ],
  [
    "a busy occurrence of a transparent series",
    [
      [...daily, "RRULE:FREQ=DAILY;COUNT=3", "TRANSP:TRANSPARENT"],
      ["RECURRENCE-ID:20260303T090000Z", ...moved],
    ],
    ["2026-03-03T15:00/16:00"],
  ],
  [
    "the later of two changes",
    [
      [...daily, "RRULE:FREQ=DAILY;COUNT=2"],
      ["RECURRENCE-ID:20260303T090000Z", "SEQUENCE:2", ...moved],
      ["RECURRENCE-ID:20260303T090000Z", "SEQUENCE:1", ...hour],
    ],
    ["2026-03-02T09:00/10:00", "2026-03-03T15:00/16:00"],
  ],
  [
    "a changed occurrence before its series",
    [
      ["RECURRENCE-ID:20260303T090000Z", ...moved],
      [...daily, "RRULE:FREQ=DAILY;COUNT=2"],
    ],
    ["2026-03-02T09:00/10:00", "2026-03-03T15:00/16:00"],
  ],
  [
    "a changed occurrence whose series is absent",
    [["RECURRENCE-ID:20260303T090000Z", ...moved]],
    ["2026-03-03T15:00/16:00"],
  ],
  [
    "a cancelled occurrence that names no start",
    [
      [...daily, "RRULE:FREQ=DAILY;COUNT=2"],
      ["RECURRENCE-ID:20260303T090000Z", "STATUS:CANCELLED"],
    ],
    ["2026-03-02T09:00/10:00"],
  ],
  [
    "an occurrence that was moved out of the window",
    [
      [...daily, "RRULE:FREQ=DAILY;COUNT=2"],
      ["RECURRENCE-ID:20260303T090000Z", "DTSTART:20270303T150000Z", "DTEND:20270303T160000Z"],
    ],
    ["2026-03-02T09:00/10:00"],
  ],
  [
    "all later occurrences cancelled",
    [
      [...daily, "RRULE:FREQ=DAILY"],
      ["RECURRENCE-ID;RANGE=THISANDFUTURE:20260304T090000Z", "DTSTART:20260304T090000Z", "STATUS:CANCELLED"],
    ],
    ["2026-03-02T09:00/10:00", "2026-03-03T09:00/10:00"],
  ],
  [
    "all later occurrences of a transparent series as busy",
    [
      [...daily, "RRULE:FREQ=DAILY;COUNT=3", "TRANSP:TRANSPARENT"],
      ["RECURRENCE-ID;RANGE=THISANDFUTURE:20260303T090000Z", ...moved],
    ],
    ["2026-03-03T15:00/16:00", "2026-03-04T15:00/16:00"],
  ],
  [
    "one occurrence after all later ones changed",
    [
      [...daily, "RRULE:FREQ=DAILY;COUNT=4"],
      ["RECURRENCE-ID;RANGE=THISANDFUTURE:20260303T090000Z", "DTSTART:20260303T120000Z", "DURATION:PT30M"],
      ["RECURRENCE-ID:20260304T090000Z", "DTSTART:20260304T200000Z", "DURATION:PT1H"],
    ],
    ["2026-03-02T09:00/10:00", "2026-03-03T12:00/12:30", "2026-03-04T20:00/21:00", "2026-03-05T12:00/12:30"],
  ],
  [
    "all later occurrences moved from months before into the window",
    [
      ["DTSTART:20260101T090000Z", "DURATION:PT1H", "RRULE:FREQ=DAILY;COUNT=3"],
      ["RECURRENCE-ID;RANGE=THISANDFUTURE:20260102T090000Z", "DTSTART:20260304T120000Z", "DURATION:PT1H"],
    ],
    ["2026-03-04T12:00/13:00", "2026-03-05T12:00/13:00"],
  ],
  [
    "all later occurrences moved by months, into the window",
    [
      ["DTSTART:20260601T090000Z", "DURATION:PT1H", "RRULE:FREQ=DAILY;COUNT=3"],
      ["RECURRENCE-ID;RANGE=THISANDFUTURE:20260602T090000Z", "DTSTART:20260304T120000Z", "DURATION:PT1H"],
    ],
    ["2026-03-04T12:00/13:00", "2026-03-05T12:00/13:00"],
  ],
  [
    "all later occurrences turned into dates",
    [
      [...daily, "RRULE:FREQ=DAILY;COUNT=3"],
      [
        "RECURRENCE-ID;RANGE=THISANDFUTURE:20260303T090000Z",
        "DTSTART;VALUE=DATE:20260307",
        "DTEND;VALUE=DATE:20260308",
      ],
    ],
    ["2026-03-02T09:00/10:00", "2026-03-06T23:00/2026-03-08T23:00"],
  ],
];

test.each(sets)("reads %s", (_, events, busy) => {
  expect(busyOf(events)).toEqual(busy);
});

test("a long occurrence that began before the window is clipped", () => {
  const lines = ["DTSTART:20260101T000000Z", "DURATION:P10D", "RRULE:FREQ=MONTHLY;BYMONTHDAY=25"];
  expect(busyOf([lines], { window: windowOf("2026-03-02", "2026-03-26") })).toEqual([
    "2026-03-02T00:00/2026-03-07T00:00",
    "2026-03-25T00:00/2026-03-26T00:00",
  ]);
});

test("an EXDATE at midnight in UTC is that date, also west of it", () => {
  const lines = ["DTSTART;VALUE=DATE:20260302", "RRULE:FREQ=DAILY;COUNT=2", "EXDATE:20260303T000000Z"];
  const zone = zoneOf("America/New_York");
  expect(busyOf([lines], { zone })).toEqual(["2026-03-02T05:00/2026-03-03T05:00"]);
});

test("monthly events of a million years take all time from the second on", () => {
  const lines = ["DTSTART:20260201T100000Z", "DURATION:P99999999W", "RRULE:FREQ=MONTHLY"];
  expect(busyOf([[...lines, "EXDATE:20260201T100000Z"]])).toEqual(["2026-03-01T10:00/2026-05-01T00:00"]);
});

test("a long list of exceptions is read to its end", () => {
  const days = Array.from({ length: 1000 }, (_, day) => new Date(Date.UTC(2026, 2, 1 + day)).toISOString());
  const list = days.map((day) => `${day.slice(0, 10).replaceAll("-", "")}T100000`).join(",");
  for (const tzid of ["Europe/Berlin", '"W. Europe Standard Time"']) {
    const lines = [`DTSTART;TZID=${tzid}:20260301T100000`, "DURATION:PT1H", "RRULE:FREQ=DAILY;COUNT=1001"];
    const window = windowOf("2026-03-01", "2030-01-01");
    expect(busyOf([[...lines, `EXDATE;TZID=${tzid}:${list}`]], { window })).toEqual([
      "2028-11-25T09:00/10:00",
    ]);
  }
});

test("a date has its days in the calendar's zone", () => {
  const zone = zoneOf("Pacific/Auckland");
  expect(busyOf([["DTSTART;VALUE=DATE:20260405"]], { zone })).toEqual(["2026-04-04T11:00/2026-04-05T12:00"]);
});

describe("one event among others", () => {
  const other = component("VEVENT", "UID:two", ...hour);

  function problemOf(...lines: string[]) {
    const [broken, fine] = readEvents(calendar(vevent("SUMMARY:Broken", ...lines), other), spring);
    expect(fine).toMatchObject({ uid: "two", problem: null, busy: [expect.anything()] });
    return broken;
  }

  test.each([
    ["no_start", ["DTEND:20260302T100000Z"]],
    ["no_start", ["DTSTART:20260230T100000Z"]],
    ["no_start", ["DTSTART:soon"]],
    ["not_icalendar", ["DTSTART:20260302T100000Z", "DTEND:later"]],
    ["not_icalendar", ["DTSTART:20260302T100000Z", "DURATION:long"]],
    ["not_icalendar", ["DTSTART:20260302T100000Z", "RDATE:20261302T100000Z"]],
    ["unknown_rule", [...hour, "RRULE:FREQ=FORTNIGHTLY"]],
    ["unknown_rule", [...hour, "RRULE:FREQ=DAILY;BYDAY"]],
    ["unknown_rule", [...hour, "RRULE:FREQ=DAILY;COUNT=0"]],
    ["unknown_rule", [...hour, "RRULE:FREQ=DAILY;UNTIL=never"]],
    ["unknown_rule", [...hour, "RRULE:RSCALE=HEBREW;FREQ=YEARLY"]],
    ["unknown_rule", ["DTSTART;VALUE=DATE:20260302", "RRULE:FREQ=HOURLY"]],
  ] as const)("has the problem %s with %p", (problem, lines) => {
    expect(problemOf(...lines)).toEqual({
      uid: "one@example.com",
      title: "Broken",
      busy: [],
      single: null,
      problem,
    });
  });

  test.each([
    ["whose start cannot be read", ["DTSTART:soon"]],
    ["without a start", ["SUMMARY:Renamed"]],
  ])("a changed occurrence %s leaves the series as it is", (_, lines) => {
    const broken = vevent("RECURRENCE-ID:20260303T100000Z", ...lines);
    const text = calendar(vevent(...hour, "RRULE:FREQ=DAILY;COUNT=2"), broken);
    const [event] = readEvents(text, spring);
    expect(event!.problem).toBe("no_start");
    expect(event!.busy.map(written)).toEqual([...isBusy, "2026-03-03T10:00/11:00"]);
  });

  test("events without a UID stand for themselves", () => {
    const nameless = component("VEVENT", ...hour);
    const events = readEvents(calendar(nameless, nameless), spring);
    expect(events.map(({ uid, title, busy }) => [uid, title, busy.map(written)])).toEqual([
      [null, null, isBusy],
      [null, null, isBusy],
    ]);
  });
});

test("an event without recurrences has its whole time, even outside the window", () => {
  const single = (...lines: string[]) => readEvents(calendar(vevent(...lines)), spring)[0]!.single;
  expect(written(single("DTSTART:20250302T100000Z", "DURATION:PT1H")!)).toBe("2025-03-02T10:00/11:00");
  expect(written(single(...hour, "STATUS:CANCELLED")!)).toBe("2026-03-02T10:00/11:00");
  expect(single(...hour, "RRULE:FREQ=DAILY;COUNT=1")).toBeNull();
  expect(single(...hour, "RDATE:20260309T100000Z")).toBeNull();
  expect(single("RECURRENCE-ID:20260303T090000Z", ...hour)).toBeNull();
});
