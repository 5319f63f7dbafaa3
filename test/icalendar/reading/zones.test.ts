import { expect, test } from "bun:test";
import { findZone, zoneNames, zoneOf } from "../../../src/domain/zone.ts";
import { windowsZones } from "../../../src/icalendar/reading/windows-zones.ts";
import { zoneNamed } from "../../../src/icalendar/reading/zone-named.ts";
import { busyOf, component, windowOf } from "./calendars.ts";

const names: [tzid: string, name: string][] = [
  ["Europe/Berlin", "Europe/Berlin"],
  ["europe/berlin", "Europe/Berlin"],
  ["UTC", "UTC"],
  ["/freeassociation.sourceforge.net/Tzfile/Europe/Berlin", "Europe/Berlin"],
  ["/freeassociation.sourceforge.net/America/Argentina/Buenos_Aires", "America/Argentina/Buenos_Aires"],
  ["/mozilla.org/20070129_1/Europe/Berlin", "Europe/Berlin"],
  ["/softwarestudio.org/Olson_20011030_5/America/New_York", "America/New_York"],
  ["/citadel.org/20210210_1/Asia/Kolkata", "Asia/Kolkata"],
  ["tzone://Microsoft/Utc", "UTC"],
  ["W. Europe Standard Time", "Europe/Berlin"],
  ["tzone://Microsoft/Pacific Standard Time", "America/Los_Angeles"],
  ["pacific standard time (mexico)", "America/Tijuana"],
  [" Eastern Standard Time ", "America/New_York"],
];

test.each(names)("%s is %s", (tzid, name) => {
  expect(zoneNamed(tzid)).toBe(zoneOf(name));
});

test.each(["", "Berlin", "Customized Time Zone", "constructor", "__proto__"])("%j is no zone", (tzid) => {
  expect(zoneNamed(tzid)).toBeUndefined();
});

test("every IANA name and every Windows name is a zone", () => {
  expect(zoneNames().filter((name) => zoneNamed(name) !== findZone(name))).toEqual([]);
  const windows = windowsZones().filter(([name]) => name !== "UTC");
  expect(windows.length).toBeGreaterThan(130);
  expect(windows.filter(([name, target]) => zoneNamed(name) !== findZone(target))).toEqual([]);
});

const event = ["DTSTART;TZID=Private:20260327T090000", "DURATION:PT1H", "RRULE:FREQ=WEEKLY;COUNT=2"];
const standard = ["DTSTART:16010101T020000", "TZOFFSETFROM:-0500", "TZOFFSETTO:-0600"];
const daylight = ["DTSTART:16010101T020000", "TZOFFSETFROM:-0600", "TZOFFSETTO:-0500"];
const toDaylight = "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3";
const toStandard = "RRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=11";
const zones: [what: string, zone: string, busy: string[]][] = [
  [
    "X-LIC-LOCATION",
    component("VTIMEZONE", "TZID:Private", "X-LIC-LOCATION:America/New_York"),
    ["2026-03-27T13:00/14:00", "2026-04-03T13:00/14:00"],
  ],
  [
    "a Windows name of a period",
    component("VTIMEZONE", "TZID:Private", component("STANDARD", ...standard, "TZNAME:Tokyo Standard Time")),
    ["2026-03-27T00:00/01:00", "2026-04-03T00:00/01:00"],
  ],
  [
    "its rules",
    component(
      "VTIMEZONE",
      "TZID:Private",
      component("STANDARD", ...standard, toStandard, "TZNAME:EST"),
      component("DAYLIGHT", ...daylight, toDaylight, "TZNAME:EDT"),
    ),
    ["2026-03-27T15:00/16:00", "2026-04-03T14:00/15:00"],
  ],
  [
    "its dates",
    component(
      "VTIMEZONE",
      "TZID:Private",
      component("STANDARD", "DTSTART:20200101T000000", "TZOFFSETFROM:+0000", "TZOFFSETTO:+0100"),
      component(
        "DAYLIGHT",
        "DTSTART:20210330T010000",
        "TZOFFSETFROM:+0100",
        "TZOFFSETTO:+013000",
        "RDATE:20260401T010000",
      ),
      component("STANDARD", "DTSTART:20211030T010000", "TZOFFSETFROM:+0130", "TZOFFSETTO:+0100"),
    ),
    ["2026-03-27T08:00/09:00", "2026-04-03T07:30/08:30"],
  ],
  [
    "rules that have ended",
    component(
      "VTIMEZONE",
      "TZID:Private",
      component("STANDARD", ...standard, toStandard),
      component("DAYLIGHT", ...daylight, `${toDaylight};UNTIL=20251231T000000Z`),
    ),
    ["2026-03-27T15:00/16:00", "2026-04-03T15:00/16:00"],
  ],
  [
    "rules that ended long ago",
    component(
      "VTIMEZONE",
      "TZID:Private",
      component(
        "STANDARD",
        ...standard.with(0, "DTSTART:19711107T020000"),
        `${toStandard};UNTIL=19751231T000000Z`,
      ),
      component(
        "DAYLIGHT",
        ...daylight.with(0, "DTSTART:19720326T020000"),
        `${toDaylight};UNTIL=19751231T000000Z`,
      ),
    ),
    ["2026-03-27T15:00/16:00", "2026-04-03T15:00/16:00"],
  ],
  [
    "no rules at all, as the calendar's",
    component("VTIMEZONE", "TZID:Private"),
    ["2026-03-27T08:00/09:00", "2026-04-03T07:00/08:00"],
  ],
  [
    "nothing, as the calendar's",
    component("VTIMEZONE", "TZID:Other"),
    ["2026-03-27T08:00/09:00", "2026-04-03T07:00/08:00"],
  ],
  [
    "rules that are too many, as the calendar's",
    component("VTIMEZONE", "TZID:Private", component("STANDARD", ...standard, "RRULE:FREQ=SECONDLY")),
    ["2026-03-27T08:00/09:00", "2026-04-03T07:00/08:00"],
  ],
];

test.each(zones)("a private zone is known by %s", (_, zone, busy) => {
  expect(busyOf([event], {}, zone)).toEqual(busy);
});

test("the current rules of a known zone decide, not those sent along", () => {
  const old = component(
    "VTIMEZONE",
    "TZID:Europe/Berlin",
    component("STANDARD", "DTSTART:19700101T000000", "TZOFFSETFROM:+0500", "TZOFFSETTO:+0500"),
  );
  const lines = ["DTSTART;TZID=Europe/Berlin:20260302T090000", "DURATION:PT1H"];
  expect(busyOf([lines], {}, old)).toEqual(["2026-03-02T08:00/09:00"]);
});

test("Morocco's clocks during Ramadan are those of the zone table", () => {
  const lines = [
    "DTSTART;TZID=Africa/Casablanca:20260213T120000",
    "DURATION:PT1H",
    "RRULE:FREQ=WEEKLY;COUNT=3",
  ];
  expect(busyOf([lines], { window: windowOf("2026-02-01", "2026-04-01") })).toEqual([
    "2026-02-13T11:00/12:00",
    "2026-02-20T12:00/13:00",
    "2026-02-27T12:00/13:00",
  ]);
});
