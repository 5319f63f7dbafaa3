import { afterAll, beforeAll, expect, test } from "bun:test";
import { aCalendarAccount } from "../../support/calendars/account.ts";
import { everyRow } from "../../support/http.ts";
import { type Browser, browserOf } from "../../support/dashboard.ts";
import { dashboardPages, type Thing } from "../../support/routes.ts";
import { startApp, type TestApp } from "../../support/start-app.ts";

let app: TestApp;
let mallory: Browser;
let janes: Partial<Record<Thing, number>>;

beforeAll(async () => {
  app = await startApp();
  const { key } = await app.host();
  const mallorys = await app.host("mallory");
  await app.request("PATCH", "/v1/me", { key: mallorys.key, body: { name: "Mallory Moe" } });
  const booking = (await app.book()).json["id"];
  const period = {
    starts_at: "2026-04-01T00:00:00Z",
    ends_at: "2026-04-02T00:00:00Z",
    reason: "Secret of Jane",
  };
  const timeOff = (await app.request("POST", "/v1/time-off", { key, body: period })).json["id"];
  const mail = (await app.request("GET", "/v1/outbox", { key })).json["outbox"][0].id;
  const { account } = await aCalendarAccount(app, { name: "Jane's secret calendar" });
  await browserOf(app);
  const session = (await app.request("GET", "/v1/sessions", { key })).json["sessions"][0].id;
  janes = { booking, timeOff, mail, session, eventType: 1, schedule: 1, calendarAccount: account.id };
  mallory = await browserOf(app, "mallory");
});
afterAll(() => app.close());

const withThing = dashboardPages.filter(({ of }) => of !== undefined);

test.each(withThing)("another host gets the same from $route as for nothing", async ({ route, of }) => {
  const [method, path] = route.split(" ") as [string, string];
  const at = (id: number) => path.replace(":id", String(id));
  const before = await everyRow(app);
  const ask = (id: number) =>
    method === "GET"
      ? mallory.get(at(id))
      : mallory.post(at(id), [
          ["do", "save"],
          ["title", "Mine"],
        ]);
  const theirs = await ask(janes[of!]!);
  const nobodys = await ask(999_999);
  expect(theirs.status).toBe(404);
  expect(theirs.text).toBe(nobodys.text);
  expect(await everyRow(app)).toEqual(before);
});

test.each(dashboardPages.filter(({ of, route }) => of === undefined && route.startsWith("GET")))(
  "nothing of Jane's is on $route",
  async ({ route }) => {
    const { text } = await mallory.get(`${route.slice(4)}?q=jason&event_type_id=1&event=30min&status=sent`);
    expect(text).not.toMatch(/Jane|Jason|jane@|Secret of/);
  },
);

test("another host cannot book with Jane's event type, or give theirs her hours", async () => {
  const path = "/dashboard/bookings/new";
  const rows = await everyRow(app);
  const page = await mallory.get(path);
  const start = /2026-03-0\dT[\d:]+Z/.exec(page.text)![0];
  const typed = { attendee_name: "Eve", attendee_email: "eve@example.com", start_time: start, do: "book" };
  const refused = await mallory.send(page, { ...typed, event_type_id: "1" }, path);
  expect(refused.status).toBe(409);
  const hours = await mallory.submit("/dashboard/event-types/2", { schedule_id: "1", do: "save" });
  expect(hours.status).toBe(422);
  expect(await everyRow(app)).toEqual(rows);
});
