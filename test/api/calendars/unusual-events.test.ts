import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { at, startCalendarApp } from "../../support/calendars/calendar-app.ts";
import { feedOf, startFeedServer } from "../../support/calendars/feed-server.ts";
import { everyRow } from "../../support/http.ts";
import type { Json } from "../../support/start-app.ts";

let feed: ReturnType<typeof startFeedServer>;
let world: Awaited<ReturnType<typeof startCalendarApp>>;

beforeEach(async () => {
  feed = startFeedServer();
  world = await startCalendarApp({ url: feed.url, username: "", password: "" });
});
afterEach(async () => {
  world.close();
  await feed.stop();
});

/** Connects a feed with two plain events, at 14:00 and 19:00, and these ones. */
async function connectWith(...events: readonly (readonly string[])[]): Promise<Json> {
  feed.state.text = withEvents(events);
  await world.ask("POST", "/v1/calendar-accounts", { kind: "ics", url: feed.url, name: "Mine" });
  await world.sync();
  return (await world.ask("GET", "/v1/calendar-accounts/1")).json;
}

function withEvents(events: readonly (readonly string[])[]): string {
  const lines = events.flatMap((event, n) => [
    "BEGIN:VEVENT",
    ...(event.some((line) => line.startsWith("UID:")) ? [] : [`UID:unusual-${n}`]),
    "DTSTAMP:20260101T000000Z",
    ...event,
    "END:VEVENT",
  ]);
  const [before, after] = feedOf(["20260309T140000Z", "20260309T190000Z"]).split("END:VCALENDAR");
  return `${before}${lines.map((line) => `${line}\r\n`).join("")}END:VCALENDAR${after}`;
}

const closed = async (...times: readonly string[]) => {
  const open = await world.slots();
  return times.filter((time) => !open.includes(time));
};
const bookAt = async (time: string) => (await world.app.book({ start_time: at(time) })).json["code"];

describe("an event that cannot be read", () => {
  const unreadable: Record<string, [event: readonly string[], problem: string]> = {
    "an endless flood of seconds": [
      ["SUMMARY:Flood", "DTSTART:20260101T000000Z", "RRULE:FREQ=SECONDLY"],
      "too_many_occurrences",
    ],
    "an unknown rule": [
      ["SUMMARY:Tides", "DTSTART:20260309T150000Z", "DURATION:PT1H", "RRULE:FREQ=FORTNIGHTLY"],
      "unknown_rule",
    ],
    "no beginning": [["SUMMARY:Some time", "DURATION:PT1H"], "no_start"],
  };

  test.each(Object.entries(unreadable))("because of %s is shown to its host", async (_, [event, problem]) => {
    const account = await connectWith(event);
    const title = event[0]!.slice("SUMMARY:".length);
    expect(account).toMatchObject({ status: "ok", error: null });
    expect(account["unread_events"]).toEqual([{ calendar_id: 1, title, problem }]);
    expect(await closed("14:00", "15:00", "19:00")).toEqual(["14:00", "19:00"]);
    expect(await bookAt("19:00")).toBe("slot_unavailable");
  });

  test("is no longer shown once it is gone", async () => {
    const [event] = unreadable["an unknown rule"]!;
    await connectWith(event);
    feed.state.text = feedOf([]);
    await world.syncNow();
    expect((await world.ask("GET", "/v1/calendar-accounts/1")).json["unread_events"]).toEqual([]);
  });

  test("is shown with the first twenty only", async () => {
    const [event] = unreadable["an unknown rule"]!;
    const account = await connectWith(...Array.from({ length: 25 }, () => event));
    expect(account["unread_events"]).toHaveLength(20);
  });
});

test("only the titles of events that cannot be read are kept", async () => {
  await connectWith([
    "SUMMARY:Therapy",
    "DESCRIPTION:Dr. Strange",
    "LOCATION:Bleecker Street",
    "ATTENDEE:mailto:strange@example.com",
    "DTSTART:20260309T150000Z",
    "DURATION:PT30M",
  ]);
  expect(await closed("15:00")).toEqual(["15:00"]);
  const kept = JSON.stringify([await everyRow(world.app), world.app.logged]);
  expect(kept).not.toMatch(/Therapy|Strange|Bleecker/i);
});

test("an event of fifty years closes all its days", async () => {
  const account = await connectWith(["DTSTART:20000101T000000Z", "DTEND:20500101T000000Z"]);
  expect(account).toMatchObject({ status: "ok", unread_events: [] });
  expect(await world.slots()).toEqual([]);
  expect(await bookAt("16:00")).toBe("slot_unavailable");
});

test("a whole day is closed in the zone of its calendar", async () => {
  feed.state.text = withEvents([["DTSTART;VALUE=DATE:20260310"]]).replace(
    "PRODID",
    "X-WR-TIMEZONE:Pacific/Auckland\r\nPRODID",
  );
  await world.ask("POST", "/v1/calendar-accounts", { kind: "ics", url: feed.url, name: "Mine" });
  await world.sync();
  // The 10th begins in Auckland at 11:00 UTC on the 9th.
  expect(await world.slots()).toEqual([]);
});

describe("the same UID", () => {
  const moved = (time: string) => ["UID:shared", `DTSTART:20260309T${time}00Z`, "DURATION:PT30M"];

  test("in two calendars blocks both times", async () => {
    await connectWith(moved("1500"));
    const other = startFeedServer();
    other.state.text = withEvents([moved("1600")]);
    await world.ask("POST", "/v1/calendar-accounts", { kind: "ics", url: other.url, name: "Other" });
    await world.sync();
    expect(await closed("15:00", "15:30", "16:00")).toEqual(["15:00", "16:00"]);
    await world.ask("DELETE", "/v1/calendar-accounts/1");
    expect(await closed("15:00", "16:00")).toEqual(["16:00"]);
    await other.stop();
  });

  test("twice in one calendar blocks both times", async () => {
    await connectWith(moved("1500"), moved("1600"));
    expect(await closed("15:00", "15:30", "16:00")).toEqual(["15:00", "16:00"]);
  });
});

describe("an event that is not busy", () => {
  test.each([
    ["cancelled", ["STATUS:CANCELLED"]],
    ["transparent", ["TRANSP:TRANSPARENT"]],
    ["declined by the host", ["ATTENDEE;PARTSTAT=DECLINED:mailto:JANE@example.com"]],
  ])("because it is %s closes nothing", async (_, lines) => {
    await connectWith(["DTSTART:20260309T150000Z", "DURATION:PT30M", ...lines]);
    expect(await closed("15:00")).toEqual([]);
    expect(await bookAt("15:00")).toBeUndefined();
  });

  test("for somebody else closes the time", async () => {
    await connectWith([
      "DTSTART:20260309T150000Z",
      "DURATION:PT30M",
      "ATTENDEE;PARTSTAT=DECLINED:mailto:joe@example.com",
    ]);
    expect(await closed("15:00")).toEqual(["15:00"]);
  });
});

test("an event at a booked time leaves the booking as it is", async () => {
  await connectWith();
  const booked = await world.app.book({ start_time: at("16:00") });
  expect(booked.status).toBe(201);
  feed.state.text = feedOf(["20260309T160000Z"]);
  await world.syncNow();
  const { json } = await world.ask("GET", `/v1/bookings/${booked.json["id"]}`);
  expect(json).toMatchObject({ status: "confirmed", start_time: at("16:00") });
});
