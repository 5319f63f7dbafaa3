import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { parseDate } from "../../src/domain/clock.ts";
import { DAY_MS, MINUTE_MS } from "../../src/domain/interval.ts";
import { toSchedule } from "../../src/domain/schedule.ts";
import { freeStarts } from "../../src/domain/slots.ts";
import { instantsBetween, zoneOf } from "../../src/domain/zone.ts";
import { type Json, startApp, type TestApp } from "../support/start-app.ts";
import table from "./hard-days.json" with { type: "json" };

/** A row of the table. `starts` were computed independently: `hard-days.py` recomputes them from the system's tzdata. */
type HardDay = {
  readonly why: string;
  /** The host's zone and only hours: `2027-03-14 01:00-04:00`, or `every day 09:00-10:00`. */
  readonly zone: string;
  readonly hours: readonly string[];
  readonly minutes: number;
  /** The grid in minutes; the meeting's duration by default. */
  readonly step?: number;
  /** The caller's zone, by default the host's, and the requested day or days. */
  readonly asker?: string;
  readonly days: string;
  /** Instants in UTC, each with the caller's local time and offset. */
  readonly starts: readonly string[];
};

const hardDays = (table as HardDay[]).map((row) => [`${row.why} (${row.zone})`, row] as const);

test("the table has enough rows", () => expect(hardDays.length).toBeGreaterThanOrEqual(80));

describe("over HTTP", () => {
  let app: TestApp;
  let key: string;

  beforeAll(async () => {
    app = await startApp();
    ({ key } = await app.host());
  });
  afterAll(() => app.close());

  test.each(hardDays)("%s", async (_, row) => {
    const [from, to] = daysOf(row);
    app.clock.now = Date.parse(from) - 2 * DAY_MS;
    const { id, slug, schedule_id } = await eventTypeFor(row);
    const target = `/v1/slots/jane/${slug}?from=${from}&to=${to}&timezone=${askerOf(row)}`;
    const { json } = await app.request("GET", target);
    const told = json["slots"].map(({ start, start_local }: Json) => `${utc(start)} ${clockOf(start_local)}`);
    expect(told).toEqual(row.starts);
    await app.request("DELETE", `/v1/event-types/${id}`, { key });
    await app.request("DELETE", `/v1/schedules/${schedule_id}`, { key });
  });

  async function eventTypeFor(row: HardDay): Promise<Json> {
    const schedule = { name: row.why, ...hoursOf(row) };
    const { json: made } = await app.request("POST", "/v1/schedules", { key, body: schedule });
    const body = {
      title: `Hard day ${made["id"]}`,
      duration_minutes: row.minutes,
      slot_interval_minutes: row.step ?? row.minutes,
      schedule_id: made["id"],
    };
    return (await app.request("POST", "/v1/event-types", { key, body })).json;
  }
});

describe("in the domain", () => {
  test.each(hardDays)("%s", (_, row) => {
    const [from, to] = daysOf(row);
    const [first, last] = [parseDate(from)!, parseDate(to)!];
    const policy = {
      durationMs: row.minutes * MINUTE_MS,
      bufferBeforeMs: 0,
      bufferAfterMs: 0,
      minNoticeMs: 0,
      maxAdvanceDays: 60,
      slotIntervalMs: (row.step ?? row.minutes) * MINUTE_MS,
    };
    const calendar = {
      schedule: toSchedule(hoursOf(row)),
      busy: [],
      external: [],
      timeOff: [],
      allowances: [],
    };
    const now = (first - 2) * DAY_MS;
    const starts = instantsBetween(zoneOf(askerOf(row)), first * DAY_MS, (last + 1) * DAY_MS).flatMap(
      (days) => freeStarts(policy, calendar, days, now),
    );
    expect(starts.map((start) => utc(new Date(start).toISOString()))).toEqual(
      row.starts.map((text) => text.split(" ")[0]!),
    );
  });
});

function daysOf({ days }: HardDay): [from: string, to: string] {
  const [from, to = from] = days.split("..") as [string, string?];
  return [from, to];
}

function askerOf({ asker, zone }: HardDay): string {
  return asker ?? zone;
}

function hoursOf({ zone, hours }: HardDay) {
  const ranges = hours.map((text) => {
    const [, day, start, end] = /^(.+) (\S+)-(\S+)$/.exec(text) as unknown as [
      string,
      string,
      string,
      string,
    ];
    return { day, start, end };
  });
  const [daily, dated] = [
    ranges.filter(({ day }) => day === "every day"),
    ranges.filter(({ day }) => day !== "every day"),
  ];
  return {
    timezone: zone,
    weekly: [0, 1, 2, 3, 4, 5, 6].flatMap((day) => daily.map(({ start, end }) => ({ day, start, end }))),
    overrides: [...Map.groupBy(dated, ({ day }) => day)].map(([date, intervals]) => ({
      date,
      intervals: intervals.map(({ start, end }) => ({ start, end })),
    })),
  };
}

/** `2027-03-14T06:00:00Z` without seconds. */
function utc(instant: string): string {
  return `${instant.slice(0, 16)}Z`;
}

/** `2027-03-14T01:00:00-05:00` without date and seconds. */
function clockOf(local: string): string {
  return local.slice(11, 16) + local.slice(19);
}
