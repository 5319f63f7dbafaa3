import { expect, test } from "bun:test";
import { join } from "node:path";
import { DAY_MS } from "../../../src/domain/interval.ts";
import { budgetOf } from "../../../src/icalendar/reading/budget.ts";
import { occurrencesOf } from "../../../src/icalendar/reading/occurrences.ts";
import { parseRule } from "../../../src/icalendar/reading/rule.ts";

/** Debian's Python, with libical. */
const PYTHON = "/usr/bin/python3";
const script = join(import.meta.dir, "libical.py");
const imports = 'import gi; gi.require_version("ICalGLib", "3.0"); from gi.repository import ICalGLib';
const hasLibical = (await Bun.file(PYTHON).exists()) && Bun.spawnSync([PYTHON, "-c", imports]).success;

/**
 * Rules whose DTSTART is an occurrence, because libical leaves it out otherwise. Left out are BYSETPOS over hours, which it
 * ignores, BYWEEKNO without BYDAY, of which it makes January, and BYMONTHDAY in years without BYMONTH, where it takes the
 * month of DTSTART, unlike rrule-temporal and us.
 */
const corpus: [rule: string, start: string][] = [
  ["FREQ=DAILY;INTERVAL=3", "20260302T090000"],
  ["FREQ=DAILY;BYMONTH=1,3;COUNT=50", "20260301T090000"],
  ["FREQ=DAILY;BYDAY=MO,WE;BYHOUR=9,17;BYMINUTE=0,30", "20260302T090000"],
  ["FREQ=WEEKLY;INTERVAL=2;WKST=SU;BYDAY=SU,MO,SA", "20260301T090000"],
  ["FREQ=WEEKLY;INTERVAL=2;WKST=MO;BYDAY=SU,MO,SA", "20260301T090000"],
  ["FREQ=WEEKLY;INTERVAL=3;WKST=TH;BYDAY=TU,WE,TH", "20260303T090000"],
  ["FREQ=WEEKLY;UNTIL=20260401T090000", "20260304T090000"],
  ["FREQ=MONTHLY;BYMONTHDAY=29,30,31", "20260129T090000"],
  ["FREQ=MONTHLY;BYMONTHDAY=-1", "20260131T090000"],
  ["FREQ=MONTHLY;BYDAY=2TU,-1FR", "20260310T090000"],
  ["FREQ=MONTHLY;INTERVAL=5;BYDAY=5MO", "20260330T090000"],
  ["FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13", "20260213T090000"],
  ["FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1,-1", "20260302T090000"],
  ["FREQ=YEARLY", "20240229T090000"],
  ["FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", "20240229T090000"],
  ["FREQ=YEARLY;BYMONTH=11;BYDAY=4TH", "20261126T090000"],
  ["FREQ=YEARLY;INTERVAL=2;BYMONTH=3,10;BYDAY=-1SU", "20260329T020000"],
  ["FREQ=YEARLY;BYDAY=10MO,-2FR", "20260309T090000"],
  ["FREQ=YEARLY;BYYEARDAY=1,60,-1", "20260101T090000"],
  ["FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO", "20260511T090000"],
  ["FREQ=YEARLY;BYMONTH=5;BYDAY=MO,TU;BYSETPOS=-1", "20260526T090000"],
  ["FREQ=HOURLY;INTERVAL=7;BYDAY=MO,TU", "20260302T090000"],
  ["FREQ=HOURLY;BYHOUR=9,10;BYMINUTE=0,45", "20260302T090000"],
  ["FREQ=MINUTELY;INTERVAL=50;BYMONTHDAY=2", "20260302T090000"],
  ["FREQ=SECONDLY;INTERVAL=1000;COUNT=30", "20260302T090000"],
  ["FREQ=DAILY;COUNT=10", "20260302"],
  ["FREQ=MONTHLY;BYDAY=1MO", "20260302"],
];

test.skipIf(!hasLibical)("libical finds the same occurrences", () => {
  const { stdout, stderr, success } = Bun.spawnSync([PYTHON, script], {
    stdin: Buffer.from(JSON.stringify(corpus)),
  });
  expect([success, stderr.toString()]).toEqual([true, ""]);
  const theirs: string[][] = JSON.parse(stdout.toString());
  const found = corpus.map(([rule, start], index) => [rule, ours(rule, start, theirs[index]!.length)]);
  expect(found).toEqual(corpus.map(([rule], index) => [rule, theirs[index]!]));
});

function ours(rule: string, start: string, count: number): string[] {
  const [, year, month, day, hour = "00", minute = "00", second = "00"] =
    /^(....)(..)(..)(?:T(..)(..)(..))?$/.exec(start)!;
  const wall = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  const isDate = start.length === 8;
  const walls = occurrencesOf(
    parseRule(`RRULE:${rule}`)!,
    { wall, isDate },
    { from: wall, to: wall + 100_000 * DAY_MS },
    budgetOf(1_000_000),
  );
  const texts = walls.map((one) =>
    new Date(one)
      .toISOString()
      .slice(0, isDate ? 10 : 19)
      .replaceAll(/[-:]/g, ""),
  );
  return [...texts.take(count)];
}
