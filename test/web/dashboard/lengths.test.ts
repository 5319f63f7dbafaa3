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
  await app.request("PATCH", "/v1/event-types/1", { key, body: { durations_minutes: [30, 120] } });
  jane = await browserOf(app);
});
afterEach(() => app.close());

test("a host books another length for somebody, at a time that is free for it", async () => {
  // From 11:00 to 11:30 in New York, so that two hours do not fit before 11:30.
  await app.book({ start_time: "2026-03-02T16:00:00Z" });
  const path = "/dashboard/bookings/new";
  const shown = await jane.submit(path, { duration_minutes: "120", date: "2026-03-02", do: "show" });
  expect(shown.text).not.toContain('value="2026-03-02T14:30:00Z"');
  const typed = { attendee_name: "Grace Hopper", attendee_email: "grace@example.com" };
  const start_time = "2026-03-02T14:00:00Z";
  const booked = await jane.send(shown, { ...typed, start_time, do: "book" }, path);
  expect((await jane.follow(booked)).text).toContain("The meeting is booked.");
  const { json } = await app.request("GET", "/v1/bookings?q=grace", { key });
  expect(json["bookings"]).toMatchObject([{ start_time, end_time: "2026-03-02T16:00:00Z" }]);
});

test("a closed time is explained for another length", async () => {
  const why = async (query: string) =>
    wordsOf((await jane.get(`/dashboard/availability/why?date=2026-03-02${query}`)).text);
  expect(await why("")).toContain("9:00 AM – 5:00 PMCan be booked");
  expect(await why("&duration=120")).toContain("How long? 30 minutes 2 hours");
  const target = "/v1/slots/jane/30min/explain?date=2026-03-02&duration=";
  const last = async (duration: number) =>
    (await app.request("GET", target + duration, { key })).json["stretches"].findLast(
      ({ bookable }: { bookable: boolean }) => bookable,
    );
  await app.request("PATCH", "/v1/event-types/1", {
    key,
    body: { limits: [{ period: "day", minutes: 120 }] },
  });
  await app.book();
  expect(await last(30)).toMatchObject({ end: "2026-03-02T22:00:00Z" });
  expect(await last(120)).toBeUndefined();
  expect((await app.request("GET", `${target}45`, { key })).json["details"]).toMatchObject([
    { path: "/duration" },
  ]);
});
