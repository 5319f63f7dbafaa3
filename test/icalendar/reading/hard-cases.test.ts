import { expect, test } from "bun:test";
import { busyOf, windowOf } from "./calendars.ts";

/** Expected times were worked out by hand. Each of these is read wrongly by at least one common library. */
const cases: { why: string; events: string[][]; from?: string; to?: string; busy: string[] }[] = [
  {
    why: "a TZID without its VTIMEZONE",
    events: [
      ["DTSTART;TZID=America/New_York:20260310T090000", "DTEND;TZID=America/New_York:20260310T100000"],
    ],
    busy: ["2026-03-10T13:00/14:00"],
  },
  {
    why: "a Windows zone name",
    events: [
      [
        'DTSTART;TZID="W. Europe Standard Time":20260327T090000',
        "DURATION:PT1H",
        "RRULE:FREQ=DAILY;INTERVAL=3;COUNT=2",
      ],
    ],
    busy: ["2026-03-27T08:00/09:00", "2026-03-30T07:00/08:00"],
  },
  {
    why: "an UNTIL in UTC that is the last occurrence itself",
    events: [
      [
        "DTSTART;TZID=America/New_York:20260302T200000",
        "DURATION:PT30M",
        "RRULE:FREQ=WEEKLY;UNTIL=20260317T000000Z",
      ],
    ],
    busy: ["2026-03-03T01:00/01:30", "2026-03-10T00:00/00:30", "2026-03-17T00:00/00:30"],
  },
  {
    why: "the last weekday of each month by BYSETPOS",
    events: [
      ["DTSTART:20260130T100000Z", "DURATION:PT1H", "RRULE:FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1"],
    ],
    busy: ["2026-03-31T10:00/11:00", "2026-04-30T10:00/11:00"],
  },
  {
    why: "RDATE without a rule, which keeps DTSTART",
    events: [["DTSTART:20260302T100000Z", "DURATION:PT1H", "RDATE:20260305T100000Z,20260420T120000Z"]],
    busy: ["2026-03-02T10:00/11:00", "2026-03-05T10:00/11:00", "2026-04-20T12:00/13:00"],
  },
  {
    why: "a cancelled occurrence",
    events: [
      ["DTSTART:20260302T100000Z", "DURATION:PT1H", "RRULE:FREQ=WEEKLY;COUNT=3"],
      ["RECURRENCE-ID:20260309T100000Z", "DTSTART:20260309T100000Z", "DURATION:PT1H", "STATUS:CANCELLED"],
    ],
    busy: ["2026-03-02T10:00/11:00", "2026-03-16T10:00/11:00"],
  },
  {
    why: "a change of an occurrence and all after it",
    events: [
      [
        "DTSTART;TZID=Europe/Berlin:20260316T100000",
        "DTEND;TZID=Europe/Berlin:20260316T110000",
        "RRULE:FREQ=WEEKLY;COUNT=4",
      ],
      [
        "RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/Berlin:20260323T100000",
        "DTSTART;TZID=Europe/Berlin:20260324T140000",
        "DTEND;TZID=Europe/Berlin:20260324T160000",
      ],
    ],
    busy: [
      "2026-03-16T09:00/10:00",
      "2026-03-24T13:00/15:00",
      "2026-03-31T12:00/14:00",
      "2026-04-07T12:00/14:00",
    ],
  },
  {
    why: "an occurrence that was moved into the window from outside",
    from: "2026-03-01",
    to: "2026-03-03",
    events: [
      ["DTSTART:20260105T100000Z", "DURATION:PT1H", "RRULE:FREQ=MONTHLY"],
      ["RECURRENCE-ID:20270105T100000Z", "DTSTART:20260302T150000Z", "DTEND:20260302T160000Z"],
    ],
    busy: ["2026-03-02T15:00/16:00"],
  },
  {
    why: "an event of several days that began before the window",
    events: [["DTSTART:20260226T120000Z", "DTEND:20260302T120000Z"]],
    busy: ["2026-03-01T00:00/2026-03-02T12:00"],
  },
  {
    why: "an EXDATE that is a date",
    events: [
      [
        "DTSTART;TZID=Asia/Tokyo:20260302T080000",
        "DURATION:PT1H",
        "RRULE:FREQ=DAILY;COUNT=3",
        "EXDATE;VALUE=DATE:20260303",
      ],
    ],
    busy: ["2026-03-01T23:00/2026-03-02T00:00", "2026-03-03T23:00/2026-03-04T00:00"],
  },
  {
    why: "the repeated hour in Berlin, whose first pass counts",
    from: "2026-10-24",
    to: "2026-10-27",
    events: [["DTSTART;TZID=Europe/Berlin:20261024T023000", "DURATION:PT15M", "RRULE:FREQ=DAILY;COUNT=3"]],
    busy: ["2026-10-24T00:30/00:45", "2026-10-25T00:30/00:45", "2026-10-26T01:30/01:45"],
  },
  {
    why: "an EXDATE beside a changed occurrence",
    events: [
      [
        "DTSTART;TZID=Europe/Berlin:20260325T090000",
        "DTEND;TZID=Europe/Berlin:20260325T093000",
        "RRULE:FREQ=WEEKLY;COUNT=4",
        "EXDATE:20260401T070000Z",
      ],
      [
        "RECURRENCE-ID;TZID=Europe/Berlin:20260408T090000",
        "DTSTART;TZID=Europe/Berlin:20260409T110000",
        "DTEND;TZID=Europe/Berlin:20260409T113000",
      ],
    ],
    busy: ["2026-03-25T08:00/08:30", "2026-04-09T09:00/09:30", "2026-04-15T07:00/07:30"],
  },
];

test.each(cases)("reads $why", ({ events, busy, from = "2026-03-01", to = "2026-05-01" }) => {
  expect(busyOf(events, { window: windowOf(from, to) })).toEqual(busy);
});
