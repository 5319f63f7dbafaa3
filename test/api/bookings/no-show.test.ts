import { afterEach, beforeEach, expect, test } from "bun:test";
import { browserOf } from "../../support/dashboard.ts";
import { everyRow } from "../../support/http.ts";
import { startApp, type TestApp } from "../../support/start-app.ts";

let app: TestApp;
let key: string;
let id: number;

beforeEach(async () => {
  app = await startApp();
  ({ key } = await app.host());
  ({ id } = (await app.book()).json as { id: number });
});
afterEach(() => app.close());

const START = Date.parse("2026-03-02T14:00:00Z");
const mark = (body: object = {}, by = key) =>
  app.request("POST", `/v1/bookings/${id}/no-show`, { key: by, body });
const emails = async () => (await app.request("GET", "/v1/outbox", { key })).json["total"];

test("a no-show is noted after the start, taken back, and told to nobody", async () => {
  app.clock.now = START;
  const before = await emails();
  const marked = await mark();
  expect([marked.status, marked.json["no_show"]]).toEqual([200, true]);
  expect((await mark()).json).toEqual(marked.json);
  expect((await mark({ no_show: false })).json["no_show"]).toBe(false);
  expect((await app.request("GET", `/v1/bookings/${id}`, { key })).json["no_show"]).toBe(false);
  expect(await emails()).toBe(before);
  const { json } = await app.request("GET", "/v1/audit", { key });
  const changes = json["audit"].filter(({ changes }: { changes: string[] }) => changes.includes("no_show"));
  expect(changes).toHaveLength(2);
});

test("before the start, for a cancelled booking and by another host it is refused", async () => {
  const before = await everyRow(app);
  app.clock.now = START - 1;
  expect((await mark()).json["code"]).toBe("not_begun");
  app.clock.now = START;
  const { key: other } = await app.host("mary");
  expect((await mark({}, other)).status).toBe(404);
  expect((await everyRow(app))["bookings"]).toEqual(before["bookings"]);
  app.clock.now = START - 60_000;
  await app.request("POST", `/v1/bookings/${id}/cancel`, { key, body: {} });
  app.clock.now = START;
  expect((await mark()).json["code"]).toBe("not_confirmed");
});

test("a new time is not missed yet, and a cancellation keeps what was noted until it is taken back", async () => {
  app.clock.now = START;
  await mark();
  const body = { start_time: "2026-03-03T14:00:00Z" };
  const moved = await app.request("POST", `/v1/bookings/${id}/reschedule`, { key, body });
  expect([moved.status, moved.json["no_show"]]).toEqual([200, false]);
  expect((await mark()).json["code"]).toBe("not_begun");
  app.clock.now = Date.parse(body.start_time);
  await mark();
  await app.request("POST", `/v1/bookings/${id}/cancel`, { key, body: {} });
  const jane = await browserOf(app);
  expect((await jane.get("/dashboard/bookings?view=cancelled")).text).not.toContain("Did not come");
  expect((await app.request("GET", `/v1/bookings/${id}`, { key })).json["no_show"]).toBe(true);
  expect((await jane.get(`/dashboard/bookings/${id}`)).text).toContain('value="came"');
  expect((await mark({ no_show: false })).json["no_show"]).toBe(false);
  expect((await mark()).json["code"]).toBe("not_confirmed");
});

test("the dashboard has the button once the meeting has begun, and shows it in the list", async () => {
  const jane = await browserOf(app);
  const page = `/dashboard/bookings/${id}`;
  expect((await jane.get(page)).text).not.toContain("They did not come");
  app.clock.now = START + 3_600_000;
  const noted = await jane.follow(await jane.submit(page, { do: "no-show" }));
  expect(noted.text).toContain("Noted: they did not come.");
  expect((await jane.get("/dashboard/bookings?view=past")).text).toContain("Did not come");
  const undone = await jane.follow(await jane.submit(page, { do: "came" }));
  expect(undone.text).toContain("Noted: they came.");
  expect((await jane.get("/dashboard/bookings?view=past")).text).not.toContain("Did not come");
});
