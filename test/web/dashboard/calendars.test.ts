import { afterEach, beforeEach, expect, test } from "bun:test";
import { aCalendarAccount } from "../../support/calendars/account.ts";
import { startCalendarApp } from "../../support/calendars/calendar-app.ts";
import { feedOf, startFeedServer } from "../../support/calendars/feed-server.ts";
import { type Browser, browserOf } from "../../support/dashboard.ts";
import { everyRow } from "../../support/http.ts";
import { wordsOf } from "../read-html.ts";

const LIST = "/dashboard/calendars";
const ICS = `${LIST}/ics`;

let feed: ReturnType<typeof startFeedServer>;
let world: Awaited<ReturnType<typeof startCalendarApp>>;
let jane: Browser;

beforeEach(async () => {
  feed = startFeedServer();
  world = await startCalendarApp({ url: feed.url, username: "", password: "" });
  jane = await browserOf(world.app);
});
afterEach(async () => {
  world.close();
  await feed.stop();
});

const accounts = async () => (await world.ask("GET", "/v1/calendar-accounts")).json["calendar_accounts"];
const words = async (path = LIST) => wordsOf((await jane.get(path)).text);

/** Connects the feed as Family, and reads it. */
async function connectFeed(): Promise<void> {
  expect((await jane.submit(ICS, { url: feed.url, name: "Family" })).status).toBe(303);
  await world.sync();
}

test("a host without calendars is offered both ways to connect one", async () => {
  const { text } = await jane.get(LIST);
  expect(text).toContain("nobody can book you while you are busy there");
  expect(text).toContain('href="/dashboard/calendars/caldav"');
  expect(text).toContain('href="/dashboard/calendars/ics"');
  expect(text).not.toContain("What your calendars are used for");
});

test("a connected address closes slots, and only its origin is shown", async () => {
  feed.state.text = feedOf(["20260309T140000Z"]);
  const page = await jane.follow(await jane.submit(ICS, { url: feed.url, name: "Family" }));
  expect(page.text).toContain("The calendar is connected. Choose below what it is used for.");
  expect(page.text).toContain("Being read");
  await world.sync();
  expect(await world.slots()).not.toContain("14:00");
  const { text } = await jane.get(LIST);
  expect(wordsOf(text)).toMatch(/Family.*Up to date Last read a few seconds ago/);
  expect(text).toContain(new URL(feed.url).origin);
  expect(text).not.toContain("/secret/");
});

test("an address without a scheme and without a name is completed", async () => {
  const refused = await jane.submit(ICS, { url: "127.0.0.1:1/calendar.ics" });
  expect(refused.status).toBe(422);
  expect(refused.text).toContain("The server cannot be reached. Is the address right?");
  await jane.submit(ICS, { url: feed.url });
  expect((await accounts())[0]).toMatchObject({ name: "127.0.0.1" });
});

test.each([
  ["", "Please fill this in."],
  ["not an address", "Please type an address, like https://example.com."],
  ["ftp://example.com/x.ics", "Please type an address, like https://example.com."],
  ["https://jane:secret@example.com/x.ics", "Please type an address, like https://example.com."],
])("the address %p is refused in its field", async (url, problem) => {
  const refused = await jane.submit(ICS, { url });
  expect(refused.status).toBe(422);
  expect(refused.text).toContain(`<p class="problem" id="url-problem">${problem}</p>`);
  expect(await accounts()).toEqual([]);
});

test("a page instead of a calendar is refused in the host's language", async () => {
  feed.state.text = "<!doctype html><title>Sign in</title>";
  const english = await jane.submit(ICS, { url: feed.url });
  expect(english.text).toContain("What is at this address is not a calendar.");
  await world.ask("PATCH", "/v1/me", { language: "de" });
  const german = await jane.submit(ICS, { url: feed.url });
  expect(german.text).toContain("Haben Sie die Adresse einer Webseite kopiert?");
  expect(await accounts()).toEqual([]);
});

test("a form that is already open does not overwrite newer choices", async () => {
  await connectFeed();
  const page = await jane.get(LIST);
  await jane.send(page, { busy: [] }, LIST);
  expect((await accounts())[0].calendars[0].busy).toBe(false);
  const rows = await everyRow(world.app);
  const stale = await jane.send(page, { busy: ["1"] }, LIST);
  expect(stale.status).toBe(409);
  expect(stale.text).toContain("This was changed in the meantime");
  expect(await everyRow(world.app)).toEqual(rows);
});

test("bookings cannot be written to read-only or other hosts' calendars", async () => {
  await aCalendarAccount(world.app);
  await connectFeed();
  const { host } = await world.app.host("mary");
  const { calendar } = await aCalendarAccount(world.app, { hostId: host.id });
  expect((await jane.get(LIST)).text).not.toContain('name="target" value="2"');
  for (const target of ["2", String(calendar.id), "999", "x"]) {
    const refused = await jane.submit(LIST, { target });
    expect(refused.status).toBe(422);
    expect(refused.text).toContain("Please choose one of the options.");
  }
  const targets = await world.app.database.read.selectFrom("calendars").select("is_target").execute();
  expect(targets.every(({ is_target }) => is_target === 0)).toBe(true);
  expect((await jane.submit(LIST, { target: "1" })).status).toBe(303);
  expect((await accounts())[0].calendars[0].is_target).toBe(true);
  await jane.submit(LIST, { target: "" });
  expect((await accounts())[0].calendars[0].is_target).toBe(false);
});

test("an account is paused, resumed and read again", async () => {
  await connectFeed();
  const press = (what: string) => jane.submit(LIST, { do: what }, `${LIST}/1`);
  expect((await jane.follow(await press("pause"))).text).toContain("The calendar is paused.");
  expect(await words()).toContain("Its events do not block your time");
  expect((await jane.follow(await press("resume"))).text).toContain("The calendar counts again.");
  await world.sync();
  const before = feed.state.requests;
  await press("sync");
  await world.sync();
  expect(feed.state.requests).toBeGreaterThan(before);
});

test("a name changes without signing in, and an old form changes nothing", async () => {
  await connectFeed();
  const before = feed.state.requests;
  const page = await jane.get(`${LIST}/1`);
  expect(page.text).not.toContain("/secret/");
  world.app.clock.now += 1_000;
  expect((await jane.send(page, { name: "Kids", do: "save" }, `${LIST}/1`)).status).toBe(303);
  expect(feed.state.requests).toBe(before);
  const stale = await jane.send(page, { name: "Work", do: "save" }, `${LIST}/1`);
  expect(stale.status).toBe(409);
  expect(stale.text).toContain('value="Work"');
  expect((await accounts())[0].name).toBe("Kids");
});

test("another address is tried before it is saved", async () => {
  await connectFeed();
  const refused = await jane.submit(`${LIST}/1`, { url: "http://127.0.0.1:1/x.ics", do: "save" });
  expect(refused.status).toBe(422);
  expect(refused.text).toContain("The server cannot be reached.");
  expect((await accounts())[0].url).toBe(new URL(feed.url).origin);
});

test("the host chooses what happens while a calendar cannot be read", async () => {
  await connectFeed();
  const path = `${LIST}/unreachable`;
  expect((await jane.submit(LIST, { when_calendar_unreachable: "ask" }, path)).status).toBe(303);
  expect((await world.ask("GET", "/v1/me")).json["when_calendar_unreachable"]).toBe("ask");
  expect((await jane.submit(LIST, { when_calendar_unreachable: "open" }, path)).status).toBe(422);
});

test("a failing account is explained, and marked on every page", async () => {
  await connectFeed();
  expect((await jane.get("/dashboard/profile")).text).not.toContain("(Needs attention)");
  feed.state.mode = "fails";
  await world.syncNow();
  const { text } = await jane.get(LIST);
  expect(text).toContain("Cannot be read");
  expect(text).toContain("The server has a problem of its own.");
  expect(text).toContain("After that, nobody can book you until it works again.");
  expect((await jane.get("/dashboard/profile")).text).toContain("(Needs attention)");
  expect(await words("/dashboard/bookings")).toContain("A calendar cannot be read: Family.");
  await jane.submit(LIST, { do: "pause" }, `${LIST}/1`);
  expect((await jane.get("/dashboard/bookings")).text).not.toMatch(/Needs attention|cannot be read/);
});

test("events that cannot be read are listed with the reason", async () => {
  const bad = [
    "BEGIN:VEVENT",
    "UID:bad",
    "SUMMARY:<b>Yoga</b>",
    "DTSTART:20260309T150000Z",
    "DURATION:PT30M",
  ];
  const rule = [...bad, "RRULE:FREQ=SECONDLY", "END:VEVENT", "END:VCALENDAR"].join("\r\n");
  feed.state.text = feedOf([]).replace("END:VCALENDAR", rule);
  await connectFeed();
  const { text } = await jane.get(LIST);
  expect(wordsOf(text)).toContain("1 event cannot be read, so it does not block your time:");
  expect(text).toContain("&lt;b>Yoga&lt;/b>");
  expect(text).toContain("it repeats too often");
});

test("the own feed gets another address, and the old one stops working", async () => {
  const addressIn = (text: string) => /\/feed\/[\w-]+\.ics/.exec(text)![0];
  const old = addressIn((await jane.get(LIST)).text);
  expect((await jane.get(old)).status).toBe(200);
  const page = await jane.follow(await jane.submit(LIST, {}, `${LIST}/feed`));
  expect(page.text).toContain("This is the new address. The previous one no longer works.");
  expect(addressIn(page.text)).not.toBe(old);
  expect((await jane.get(addressIn(page.text))).status).toBe(200);
  expect((await jane.get(old)).status).toBe(404);
});

test("a calendar without entries is disconnected without asking about them", async () => {
  await connectFeed();
  const page = await jane.get(`${LIST}/1/disconnect`);
  expect(page.text).not.toContain('name="entries"');
  const done = await jane.follow(await jane.send(page, {}, `${LIST}/1/disconnect`));
  expect(done.text).toContain("The calendar is disconnected.");
  expect(await accounts()).toEqual([]);
  expect((await jane.get(`${LIST}/1`)).status).toBe(404);
});

test("the page about a closed time names the calendar", async () => {
  feed.state.text = feedOf(["20260309T140000Z"]);
  await connectFeed();
  const path = "/dashboard/availability/why?event=30min&date=2026-03-09";
  const { text } = await jane.get(path);
  expect(wordsOf(text)).toContain("Busy in your calendar “Family”");
  expect(text).not.toContain("Dentist");
  const { json } = await world.ask("GET", "/v1/slots/jane/30min/explain?date=2026-03-09");
  const closed = json["stretches"].find((one: { reason: string }) => one.reason === "calendar");
  expect(closed).toMatchObject({ start: "2026-03-09T14:00:00Z", calendar: { id: 1, name: "127.0.0.1" } });
});
