import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "bun:test";
import { at, startCalendarApp } from "../../support/calendars/calendar-app.ts";
import { anEvent } from "../../support/calendars/events.ts";
import { feedOf, startFeedServer } from "../../support/calendars/feed-server.ts";
import { startRadicale } from "../../support/calendars/radicale.ts";
import type { CalendarServer } from "../../support/calendars/server.ts";
import { everyRow, expectInvalid, expectProblem } from "../../support/http.ts";
import type { Json } from "../../support/start-app.ts";

/** Radicale's two calendars are 1 and 2, and two feeds are 3 and 4. */
const [SECOND, FIRST_FEED, SECOND_FEED] = [2, 3, 4];

let radicale: CalendarServer;
let feeds: ReturnType<typeof startFeedServer>[];
let world: Awaited<ReturnType<typeof startCalendarApp>>;

beforeAll(async () => void (radicale = await startRadicale()));
afterAll(() => radicale.stop());
beforeEach(async () => {
  feeds = [startFeedServer(), startFeedServer()];
  feeds[0]!.state.text = feedOf(["20260309T140000Z"]);
  feeds[1]!.state.text = feedOf(["20260309T150000Z"]);
  world = await startCalendarApp(radicale);
  await world.connect();
  for (const { url } of feeds)
    await world.ask("POST", "/v1/calendar-accounts", { kind: "ics", url, name: "Feed" });
  await world.sync();
});
afterEach(async () => {
  world.close();
  await Promise.all(feeds.map((feed) => feed.stop()));
});

const choose = (id: number, body: object) => world.ask("PATCH", `/v1/calendars/${id}`, body);
const changeType = (body: object) => world.ask("PATCH", "/v1/event-types/1", body);
const closed = async () => {
  const open = await world.slots();
  return ["14:00", "15:00"].filter((time) => !open.includes(time));
};

describe("a calendar", () => {
  test("blocks until its host says otherwise", async () => {
    expect(await closed()).toEqual(["14:00", "15:00"]);
    const chosen = await choose(FIRST_FEED, { busy: false });
    expect(chosen).toMatchObject({ status: 200, json: { id: FIRST_FEED, busy: false } });
    expect(await closed()).toEqual(["15:00"]);
    await choose(FIRST_FEED, { busy: true });
    await world.sync();
    expect(await closed()).toEqual(["14:00", "15:00"]);
  });

  test("that does not block is not copied", async () => {
    await choose(FIRST_FEED, { busy: false });
    await world.syncNow();
    const { calendar_objects, external_busy } = await everyRow(world.app);
    for (const rows of [calendar_objects, external_busy])
      expect(rows.map(({ calendar_id }: Json) => calendar_id)).toEqual([SECOND_FEED]);
  });

  test("that receives bookings need not block", async () => {
    const { json } = await choose(1, { is_target: true });
    const href = `${(await world.hrefs()).get(json["name"])}lunch.ics`;
    await world.dav("PUT", href, anEvent("lunch", "20260309T160000Z"));
    await world.syncNow();
    expect(await world.slots()).not.toContain("16:00");
    await choose(1, { busy: false });
    await world.syncNow();
    expect(await world.slots()).toContain("16:00");
    await world.dav("DELETE", href);
  });

  test("that can only be read is no target", async () => {
    const before = await everyRow(world.app);
    expectInvalid(await choose(FIRST_FEED, { is_target: true }), "/is_target");
    expectInvalid(await choose(FIRST_FEED, { is_target: true, busy: false }), "/is_target");
    expect(await everyRow(world.app)).toEqual(before);
  });

  test("becomes the only target of its host", async () => {
    await choose(1, { is_target: true });
    expect((await choose(SECOND, { is_target: true })).json).toMatchObject({ is_target: true });
    const { json } = await world.ask("GET", "/v1/calendar-accounts");
    const targets = json["calendar_accounts"].flatMap(({ calendars }: Json) =>
      calendars.filter((one: Json) => one["is_target"]).map(({ id }: Json) => id),
    );
    expect(targets).toEqual([SECOND]);
    await choose(SECOND, { is_target: false });
    await world.app.book({ start_time: at("17:00") });
    await world.write();
    expect(await world.entries()).toEqual([]);
  });

  test.each<[body: Json, path: string]>([
    [{ busy: "yes" }, "/busy"],
    [{ is_target: null }, "/is_target"],
    [{ name: "Mine" }, "/name"],
    [{ id: 7 }, "/id"],
  ])("does not accept %j", async (body, path) => {
    expectInvalid(await choose(1, body), path);
  });

  test("that does not exist is 404", async () => {
    expectProblem(await choose(99, { busy: false }), 404, "not_found");
    expectProblem(await world.ask("PATCH", "/v1/calendars/x", { busy: false }), 404, "not_found");
  });
});

describe("an event type", () => {
  test("can count only some calendars, or none", async () => {
    const changed = await changeType({ busy_calendars: [SECOND_FEED] });
    expect(changed.json).toMatchObject({ busy_calendars: [SECOND_FEED] });
    expect(await closed()).toEqual(["15:00"]);
    expect((await world.app.book({ start_time: at("14:00") })).status).toBe(201);
    await changeType({ busy_calendars: [] });
    expect(await closed()).toEqual(["14:00"]);
    await changeType({ busy_calendars: null });
    expect(await closed()).toEqual(["14:00", "15:00"]);
  });

  test("counts no calendar that does not block", async () => {
    await changeType({ busy_calendars: [FIRST_FEED] });
    await choose(FIRST_FEED, { busy: false });
    expect(await closed()).toEqual([]);
  });

  test.each([
    { calendars: [99] },
    { calendars: [FIRST_FEED, 99] },
    { calendars: ["3"] },
    { calendars: [0] },
    { calendars: 3 },
    { calendars: "all" },
    { calendars: Array.from({ length: 201 }, () => FIRST_FEED) },
  ])("does not accept the calendars $calendars", async ({ calendars }) => {
    expectInvalid(await changeType({ busy_calendars: calendars }), "/busy_calendars");
  });

  test("forgets calendars that are disconnected", async () => {
    await changeType({ busy_calendars: [FIRST_FEED, SECOND_FEED] });
    await world.ask("DELETE", "/v1/calendar-accounts/2");
    const shown = async () => (await world.ask("GET", "/v1/event-types/1")).json["busy_calendars"];
    expect(await shown()).toEqual([SECOND_FEED]);
    expect(await closed()).toEqual(["15:00"]);
    await world.ask("DELETE", "/v1/calendar-accounts/3");
    expect(await shown()).toBeNull();
  });
});

describe("a host", () => {
  test("chooses what happens while a calendar cannot be read", async () => {
    const chosen = async () => (await world.ask("GET", "/v1/me")).json["when_calendar_unreachable"];
    expect(await chosen()).toBe("refuse");
    const changed = await world.ask("PATCH", "/v1/me", { when_calendar_unreachable: "ask" });
    expect(changed.json).toMatchObject({ when_calendar_unreachable: "ask" });
    expect(await chosen()).toBe("ask");
    const { json } = await world.ask("GET", "/v1/audit");
    expect(json["audit"][0]).toMatchObject({
      action: "host.updated",
      changes: ["when_calendar_unreachable"],
    });
    for (const wrong of ["open", "", null, true])
      expectInvalid(
        await world.ask("PATCH", "/v1/me", { when_calendar_unreachable: wrong }),
        "/when_calendar_unreachable",
      );
  });

  test("is told which calendar closes a time", async () => {
    const path = "/v1/slots/jane/30min/explain?date=2026-03-09";
    const { json } = await world.ask("GET", path);
    const reasons = json["stretches"].filter(({ reason }: Json) => reason === "calendar");
    expect(reasons.map(({ start }: Json) => start)).toEqual([at("14:00"), at("15:00")]);
    expect(JSON.stringify(json)).not.toContain("Dentist");
  });

  test("shows visitors nothing of their calendars", async () => {
    const answers = await Promise.all(
      [
        "/v1/u/jane",
        "/v1/slots/jane/30min?date=2026-03-09",
        "/book/jane",
        "/book/jane/30min?date=2026-03-09",
      ].map((path) => world.app.request("GET", path)),
    );
    for (const { text } of answers) expect(text).not.toMatch(/Dentist|Feed|Zuhause|busy_calendars/);
  });
});
