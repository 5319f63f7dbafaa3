import { expect, test } from "bun:test";
import { zoneOf } from "../../../src/domain/zone.ts";
import { readEvents } from "../../../src/icalendar/reading/read-events.ts";
import { calendar, spring, vevent, windowOf } from "./calendars.ts";

/** The examples of RFC 5545, 3.8.5.3, which begin at 9:00 in New York, with the days that it lists. */
const examples: [rule: string, start: string, to: string, days: string][] = [
  ["FREQ=DAILY;COUNT=10", "19970902", "19980101", "9/2 9/3 9/4 9/5 9/6 9/7 9/8 9/9 9/10 9/11"],
  ["FREQ=DAILY;INTERVAL=10;COUNT=5", "19970902", "19980101", "9/2 9/12 9/22 10/2 10/12"],
  ["FREQ=DAILY;INTERVAL=2", "19970902", "19970912", "9/2 9/4 9/6 9/8 9/10"],
  ["FREQ=DAILY;UNTIL=20000131T140000Z;BYMONTH=1", "19980101", "19980105", "1/1 1/2 1/3 1/4"],
  ["FREQ=WEEKLY;COUNT=10", "19970902", "19980101", "9/2 9/9 9/16 9/23 9/30 10/7 10/14 10/21 10/28 11/4"],
  ["FREQ=WEEKLY;INTERVAL=2;WKST=SU", "19970902", "19971101", "9/2 9/16 9/30 10/14 10/28"],
  [
    "FREQ=WEEKLY;UNTIL=19971007T000000Z;WKST=SU;BYDAY=TU,TH",
    "19970902",
    "19980101",
    "9/2 9/4 9/9 9/11 9/16 9/18 9/23 9/25 9/30 10/2",
  ],
  [
    "FREQ=WEEKLY;INTERVAL=2;UNTIL=19971224T000000Z;WKST=SU;BYDAY=MO,WE,FR",
    "19970901",
    "19971015",
    "9/1 9/3 9/5 9/15 9/17 9/19 9/29 10/1 10/3 10/13",
  ],
  [
    "FREQ=WEEKLY;INTERVAL=2;COUNT=8;WKST=SU;BYDAY=TU,TH",
    "19970902",
    "19980101",
    "9/2 9/4 9/16 9/18 9/30 10/2 10/14 10/16",
  ],
  ["FREQ=MONTHLY;COUNT=10;BYDAY=1FR", "19970905", "19980701", "9/5 10/3 11/7 12/5 1/2 2/6 3/6 4/3 5/1 6/5"],
  ["FREQ=MONTHLY;UNTIL=19971224T000000Z;BYDAY=1FR", "19970905", "19980701", "9/5 10/3 11/7 12/5"],
  [
    "FREQ=MONTHLY;INTERVAL=2;COUNT=10;BYDAY=1SU,-1SU",
    "19970907",
    "19980701",
    "9/7 9/28 11/2 11/30 1/4 1/25 3/1 3/29 5/3 5/31",
  ],
  ["FREQ=MONTHLY;COUNT=6;BYDAY=-2MO", "19970922", "19980701", "9/22 10/20 11/17 12/22 1/19 2/16"],
  ["FREQ=MONTHLY;BYMONTHDAY=-3", "19970928", "19980301", "9/28 10/29 11/28 12/29 1/29 2/26"],
  [
    "FREQ=MONTHLY;COUNT=10;BYMONTHDAY=2,15",
    "19970902",
    "19980701",
    "9/2 9/15 10/2 10/15 11/2 11/15 12/2 12/15 1/2 1/15",
  ],
  [
    "FREQ=MONTHLY;COUNT=10;BYMONTHDAY=1,-1",
    "19970930",
    "19980701",
    "9/30 10/1 10/31 11/1 11/30 12/1 12/31 1/1 1/31 2/1",
  ],
  [
    "FREQ=MONTHLY;INTERVAL=18;COUNT=10;BYMONTHDAY=10,11,12,13,14,15",
    "19970910",
    "20000101",
    "9/10 9/11 9/12 9/13 9/14 9/15 3/10 3/11 3/12 3/13",
  ],
  [
    "FREQ=MONTHLY;INTERVAL=2;BYDAY=TU",
    "19970902",
    "19971201",
    "9/2 9/9 9/16 9/23 9/30 11/4 11/11 11/18 11/25",
  ],
  [
    "FREQ=YEARLY;COUNT=10;BYMONTH=6,7",
    "19970610",
    "20030101",
    "6/10 7/10 6/10 7/10 6/10 7/10 6/10 7/10 6/10 7/10",
  ],
  [
    "FREQ=YEARLY;INTERVAL=2;COUNT=10;BYMONTH=1,2,3",
    "19970310",
    "20040101",
    "3/10 1/10 2/10 3/10 1/10 2/10 3/10 1/10 2/10 3/10",
  ],
  [
    "FREQ=YEARLY;INTERVAL=3;COUNT=10;BYYEARDAY=1,100,200",
    "19970101",
    "20070101",
    "1/1 4/10 7/19 1/1 4/9 7/18 1/1 4/10 7/19 1/1",
  ],
  ["FREQ=YEARLY;BYDAY=20MO", "19970519", "20000101", "5/19 5/18 5/17"],
  ["FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO", "19970512", "20000101", "5/12 5/11 5/17"],
  ["FREQ=YEARLY;BYMONTH=3;BYDAY=TH", "19970313", "19980320", "3/13 3/20 3/27 3/5 3/12 3/19"],
  ["FREQ=YEARLY;BYDAY=TH;BYMONTH=6,7,8", "19970605", "19970720", "6/5 6/12 6/19 6/26 7/3 7/10 7/17"],
  ["FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13", "19980213", "20001231", "2/13 3/13 11/13 8/13 10/13"],
  [
    "FREQ=MONTHLY;BYDAY=SA;BYMONTHDAY=7,8,9,10,11,12,13",
    "19970913",
    "19980401",
    "9/13 10/11 11/8 12/13 1/10 2/7 3/7",
  ],
  [
    "FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8",
    "19961105",
    "20050101",
    "11/5 11/7 11/2",
  ],
  ["FREQ=MONTHLY;COUNT=3;BYDAY=TU,WE,TH;BYSETPOS=3", "19970904", "19980101", "9/4 10/7 11/6"],
  [
    "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2",
    "19970929",
    "19980401",
    "9/29 10/30 11/27 12/30 1/29 2/26 3/30",
  ],
  ["FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO", "19970805", "19980101", "8/5 8/10 8/19 8/24"],
  ["FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU", "19970805", "19980101", "8/5 8/17 8/19 8/31"],
  ["FREQ=MONTHLY;BYMONTHDAY=15,30;COUNT=5", "20070115", "20080101", "1/15 1/30 2/15 3/15 3/30"],
];

test.each(examples)("%s from %s to %s", (rule, start, to, days) => {
  const text = calendar(
    vevent(`DTSTART;TZID=America/New_York:${start}T090000`, "DURATION:PT1H", `RRULE:${rule}`),
  );
  const window = windowOf(
    start.replace(/(....)(..)(..)/, "$1-$2-$3"),
    to.replace(/(....)(..)(..)/, "$1-$2-$3"),
  );
  const [event] = readEvents(text, { ...spring, zone: zoneOf("America/New_York"), window });
  expect(event?.problem).toBeNull();
  const clock = new Intl.DateTimeFormat("en-US", {
    timeZone: "America/New_York",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    hourCycle: "h23",
  });
  const found = event!.busy.map(({ start: at }) => clock.format(at));
  expect(found).toEqual(days.split(" ").map((day) => `${day}, 09`));
});

/** Rules within days, from 3.8.5.3 or worked out by hand; DTSTART is 9:00 in UTC on 2 March 2026. */
const times: [rule: string, to: string, starts: string][] = [
  ["FREQ=HOURLY;INTERVAL=3;UNTIL=20260302T170000Z", "2026-03-04", "2T09:00 2T12:00 2T15:00"],
  ["FREQ=MINUTELY;INTERVAL=15;COUNT=6", "2026-03-04", "2T09:00 2T09:15 2T09:30 2T09:45 2T10:00 2T10:15"],
  ["FREQ=MINUTELY;INTERVAL=90;COUNT=4", "2026-03-04", "2T09:00 2T10:30 2T12:00 2T13:30"],
  [
    "FREQ=DAILY;BYHOUR=9,10;BYMINUTE=0,20,40",
    "2026-03-03",
    "2T09:00 2T09:20 2T09:40 2T10:00 2T10:20 2T10:40",
  ],
  ["FREQ=MINUTELY;INTERVAL=20;BYHOUR=9,10", "2026-03-03", "2T09:00 2T09:20 2T09:40 2T10:00 2T10:20 2T10:40"],
  ["FREQ=MINUTELY;BYHOUR=9;BYMINUTE=0", "2026-03-05", "2T09:00 3T09:00 4T09:00"],
  ["FREQ=SECONDLY;BYHOUR=9;BYMINUTE=5;BYSECOND=0;BYDAY=WE", "2026-03-13", "2T09:00 4T09:05 11T09:05"],
  ["FREQ=HOURLY;INTERVAL=24;BYDAY=MO", "2026-03-17", "2T09:00 9T09:00 16T09:00"],
  ["FREQ=HOURLY;BYHOUR=9;BYMINUTE=0,10,20,30;BYSETPOS=1,-1", "2026-03-04", "2T09:00 2T09:30 3T09:00 3T09:30"],
  ["FREQ=HOURLY;COUNT=3;BYMONTHDAY=-1", "2026-04-10", "2T09:00 31T00:00 31T01:00 31T02:00"],
  ["FREQ=DAILY;BYMONTHDAY=-1", "2026-04-10", "2T09:00 31T09:00"],
  ["FREQ=WEEKLY;BYDAY=MO,WE,FR;BYSETPOS=-1", "2026-03-15", "2T09:00 6T09:00 13T09:00"],
  ["FREQ=DAILY;UNTIL=20260304", "2026-03-10", "2T09:00 3T09:00 4T09:00"],
  ["FREQ=DAILY;UNTIL=20260304T090000", "2026-03-10", "2T09:00 3T09:00 4T09:00"],
  ["FREQ=DAILY;UNTIL=20260304T085959Z", "2026-03-10", "2T09:00 3T09:00"],
  ["FREQ=DAILY;UNTIL=20260101T000000Z", "2026-03-10", "2T09:00"],
  ["freq=weekly; byday=tu,mo;count=3", "2026-03-15", "2T09:00 3T09:00 9T09:00"],
  ["FREQ=WEEKLY;BYDAY=3MO", "2026-03-10", "2T09:00 9T09:00"],
  ["FREQ=YEARLY;BYWEEKNO=11;BYDAY=1MO", "2026-03-20", "2T09:00 9T09:00"],
  ["FREQ=DAILY;COUNT=2;BYHOUR=9;BYMINUTE=59;BYSECOND=60", "2026-03-10", "2T09:00 2T09:59 3T09:59"],
  ["RRULE missing its FREQ", "2026-03-10", ""],
];

test.each(times)("%s until %s", (rule, to, starts) => {
  const text = calendar(vevent("DTSTART:20260302T090000Z", "DURATION:PT5M", `RRULE:${rule}`));
  const [event] = readEvents(text, { ...spring, window: windowOf("2026-03-02", to) });
  const found = event!.busy.map(({ start }) => new Date(start).toISOString().slice(8, 16).replace(/^0/, ""));
  expect(found.join(" ")).toBe(starts);
  expect(event!.problem).toBe(starts === "" ? "unknown_rule" : null);
});

test("a rule that began long ago is the same as if it had been followed", () => {
  const rules = [
    "FREQ=DAILY;INTERVAL=7",
    "FREQ=WEEKLY;INTERVAL=3;BYDAY=MO,FR;COUNT=2000",
    "FREQ=DAILY;INTERVAL=11;COUNT=1868",
    "FREQ=HOURLY;INTERVAL=100;COUNT=4925",
    "FREQ=MONTHLY;INTERVAL=5",
    "FREQ=YEARLY;INTERVAL=7;BYMONTH=4",
  ];
  for (const rule of rules) {
    const text = calendar(vevent("DTSTART:19700105T090000Z", "DURATION:PT1H", `RRULE:${rule}`));
    const starts = (window: typeof spring.window) =>
      readEvents(text, { ...spring, window })[0]!.busy.map(({ start }) => start);
    const near = starts(windowOf("2025-06-01", "2026-06-01"));
    const all = starts(windowOf("1970-01-01", "2026-06-01"));
    expect([rule, near]).toEqual([rule, all.filter((start) => start >= Date.UTC(2025, 5, 1))]);
    expect(near.length).toBeGreaterThan(0);
  }
});
