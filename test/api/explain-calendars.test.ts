import { afterEach, beforeEach, expect, test } from "bun:test";
import { replaceBusy } from "../../src/db/queries/calendars/busy.ts";
import { saveObjects } from "../../src/db/queries/calendars/objects.ts";
import { aCalendarAccount } from "../support/calendars/account.ts";
import { anEventTypeOf } from "../support/http.ts";
import { type Json, startApp, type TestApp } from "../support/start-app.ts";

let app: TestApp;
let key: string;
let work: number;
let family: number;

beforeEach(async () => {
  app = await startApp();
  ({ key } = await app.host());
  work = await calendarWith("Work", "15:00", "16:00");
  family = await calendarWith("Family", "15:30", "16:30");
});
afterEach(() => app.close());

const at = (time: string) => `2026-03-02T${time}:00Z`;

/** A calendar with one event, and its id. */
async function calendarWith(name: string, from: string, until: string): Promise<number> {
  const { calendar } = await aCalendarAccount(app, { name });
  const event = { href: "x", etag: "1", uid: "x", seen_at: 0, problem: null, title: null };
  await app.database.write(async (trx) => {
    const ids = await saveObjects(trx, [{ calendar_id: calendar.id, ...event }]);
    const owner = { host_id: 1, calendar_id: calendar.id, object_id: ids.get("x")! };
    await replaceBusy(trx, owner, [{ start: Date.parse(at(from)), end: Date.parse(at(until)) }]);
  });
  return calendar.id;
}

/** What calendars close on that day: from, until, and the calendar's id. */
async function closedBy(slug: string): Promise<[string, string, number | undefined][]> {
  const { json } = await app.request("GET", `/v1/slots/jane/${slug}/explain?date=2026-03-02`, { key });
  return json["stretches"]
    .filter(({ reason }: Json) => reason === "calendar")
    .map(({ start, end, calendar }: Json) => [start, end, calendar?.id]);
}

test("of overlapping events, the one that begins first is named", async () => {
  expect(await closedBy("30min")).toEqual([
    [at("15:00"), at("16:00"), work],
    [at("16:00"), at("16:30"), family],
  ]);
});

test("only calendars that count for the event type are named", async () => {
  await app.request("PATCH", "/v1/event-types/1", { key, body: { busy_calendars: [family] } });
  expect(await closedBy("30min")).toEqual([[at("15:30"), at("16:30"), family]]);
});

test("a time that is only too close to an event names no calendar", async () => {
  await anEventTypeOf(app, key, { title: "Long", duration_minutes: 60, busy_calendars: [family] });
  expect(await closedBy("long")).toEqual([
    [at("15:00"), at("15:30"), undefined],
    [at("15:30"), at("16:30"), family],
    [at("16:30"), at("17:00"), undefined],
  ]);
});
