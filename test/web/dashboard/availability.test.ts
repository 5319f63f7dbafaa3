import { afterEach, beforeEach, expect, test } from "bun:test";
import { type Browser, browserOf } from "../../support/dashboard.ts";
import { startApp, type TestApp } from "../../support/start-app.ts";
import { wordsOf } from "../read-html.ts";

let app: TestApp;
let key: string;
let jane: Browser;

beforeEach(async () => {
  app = await startApp();
  ({ key } = await app.host());
  jane = await browserOf(app);
});
afterEach(() => app.close());

const ONE = "/dashboard/availability/1";
const TIME_OFF = "/dashboard/availability/time-off";
const schedule = async (id = 1) => (await app.request("GET", `/v1/schedules/${id}`, { key })).json;

test("saving an untouched form changes nothing", async () => {
  const before = await schedule();
  expect((await jane.submit(ONE, { do: "save" })).status).toBe(303);
  expect(await schedule()).toEqual(before);
});

test("days get several intervals, and are copied to others", async () => {
  let page = await jane.submit(ONE, { "week.1.0.end": "12:00", do: "add/1" });
  page = await jane.send(page, { "week.1.1.start": "20:00", "week.1.1.end": "00:00", do: "remove/5/0" }, ONE);
  page = await jane.send(page, { "copy.1.6": "on", "copy.1.0": "on", do: "copy/1" }, ONE);
  expect((await schedule())["weekly"]).toHaveLength(5);
  await jane.send(page, { do: "save" }, ONE);
  const { weekly } = await schedule();
  const monday = [
    { start: "09:00", end: "12:00" },
    { start: "20:00", end: "24:00" },
  ];
  const hoursOf = (day: number) =>
    weekly.filter((hours: { day: number }) => hours.day === day).map(({ day: _, ...hours }: any) => hours);
  expect([0, 1, 5, 6].map(hoursOf)).toEqual([monday, monday, [], monday]);
});

test("dates get hours of their own from a calendar", async () => {
  let page = await jane.submit(ONE, { do: "month/2026-12" });
  expect(page.text).toContain("December 2026");
  page = await jane.send(page, { do: "date/2026-12-24" }, ONE);
  page = await jane.send(page, { do: "date/2026-12-23" }, ONE);
  page = await jane.send(page, { do: "add-at/0" }, ONE);
  await jane.send(
    page,
    { "dates.0.hours.0.start": "10:00", "dates.0.hours.0.end": "11:00", do: "save" },
    ONE,
  );
  const overrides = [
    { date: "2026-12-23", intervals: [{ start: "10:00", end: "11:00" }] },
    { date: "2026-12-24", intervals: [] },
  ];
  expect((await schedule())["overrides"]).toEqual(overrides);
  const dropped = await jane.submit(ONE, { do: "drop/0" });
  await jane.send(dropped, { do: "save" }, ONE);
  expect((await schedule())["overrides"]).toEqual(overrides.slice(1));
});

test("errors in hours are shown at their fields, and nothing is saved", async () => {
  const before = await schedule();
  const reversed = await jane.submit(ONE, { "week.2.0.end": "08:00", do: "save" });
  expect(reversed.status).toBe(422);
  expect(reversed.text).toContain('id="week.2.0-problem"');
  const two = await jane.submit(ONE, { do: "add/3" });
  const overlapping = { "week.3.1.start": "10:00", "week.3.1.end": "11:00", name: "Kept", do: "save" };
  const refused = await jane.send(two, overlapping, ONE);
  expect(refused.text).toContain("This overlaps other hours of the same day.");
  expect(refused.text).toContain('value="Kept"');
  for (const time of ["", "25:00", "9", "x".repeat(500)])
    expect((await jane.submit(ONE, { "week.2.0.start": time, do: "save" })).status).toBe(422);
  for (const what of [
    "add/9",
    "copy/x",
    "drop/99",
    "date/2026-02-30",
    "month/x",
    "remove-at/0",
    "/",
    "add-at/9999",
  ])
    expect([200, 303, 409, 422]).toContain((await jane.submit(ONE, { do: what })).status);
  expect(await schedule()).toEqual(before);
});

test("hours that changed in the meantime are not overwritten", async () => {
  const page = await jane.get(ONE);
  await jane.send(page, { name: "First", do: "save" }, ONE);
  const refused = await jane.send(page, { name: "Second", do: "save" }, ONE);
  expect(refused.status).toBe(409);
  expect(refused.text).toContain('value="Second"');
  expect((await schedule())["name"]).toBe("First");
});

test("new hours become the usual ones, and old ones are deleted once unused", async () => {
  const added = await jane.submit("/dashboard/availability/new", {
    name: "Evenings",
    is_default: "on",
    do: "save",
  });
  expect(added.headers.get("location")).toBe("/dashboard/availability/2?done=saved");
  expect(await schedule(1)).toMatchObject({ is_default: false });
  const overview = wordsOf((await jane.get("/dashboard/availability")).text);
  expect(overview).toContain("EveningsUsual hoursMon – Fri: 9:00 AM – 5:00 PM");
  expect((await jane.post(ONE, [["do", "delete"]])).status).toBe(303);
  expect((await jane.post("/dashboard/availability/2", [["do", "delete"]])).status).toBe(409);
});

test("time off is whole days of the host, across a clock change too", async () => {
  const blocked = await jane.submit(
    "/dashboard/availability",
    { first: "2026-03-07", last: "2026-03-08", reason: "Trip" },
    TIME_OFF,
  );
  expect((await jane.follow(blocked)).text).toContain("These days are blocked.");
  const { json } = await app.request("GET", "/v1/time-off", { key });
  expect(json["time_off"]).toMatchObject([
    { starts_at: "2026-03-07T05:00:00Z", ends_at: "2026-03-09T04:00:00Z", reason: "Trip" },
  ]);
  const page = await jane.get("/dashboard/availability");
  expect(page.text).toContain("Saturday, March 7, 2026 – Sunday, March 8, 2026");
  await jane.send(page, {}, `${TIME_OFF}/1`);
  expect((await app.request("GET", "/v1/time-off", { key })).json["total"]).toBe(0);
});

test("time off over meetings says so, and leads to cancelling them", async () => {
  await app.book();
  const blocked = await jane.submit(
    "/dashboard/availability",
    { first: "2026-03-02", last: "", reason: "" },
    TIME_OFF,
  );
  const page = await jane.follow(blocked);
  expect(page.text).toContain("1 meeting is booked on these days.");
  expect(page.text).toContain("/dashboard/bookings/clear?from=2026-03-02&amp;to=2026-03-02");
  for (const typed of [{ first: "2026-02-30" }, { first: "" }, { first: "2026-03-05", last: "2026-03-04" }]) {
    const wrong = await jane.submit("/dashboard/availability", { last: "", ...typed }, TIME_OFF);
    expect(wrong.status).toBe(422);
  }
});

test("a closed time is explained, whatever is asked", async () => {
  await app.book();
  const { text } = await jane.get("/dashboard/availability/why?event=30min&date=2026-03-02");
  const words = wordsOf(text);
  expect(words).toContain("9:00 AM – 9:30 AMA meeting: Jason Johnson, 30 Minute Meeting");
  expect(words).toContain("9:30 AM – 5:00 PMCan be booked");
  expect(words).toContain("Outside your weekly hours");
  for (const query of ["?date=x&event=y", "?date=0001-01-01", "?date=9999-12-31", "?event=%00"])
    expect((await jane.get(`/dashboard/availability/why${query}`)).status).toBe(200);
  await app.request("PATCH", "/v1/event-types/1", { key, body: { active: false } });
  expect((await jane.get("/dashboard/availability/why")).text).toContain("You need an event type");
});
