import { afterEach, beforeEach, expect, test } from "bun:test";
import { DAY_MS } from "../../../src/domain/interval.ts";
import { operator } from "../../../src/domain/actor.ts";
import { eraseAttendee, storedAbout } from "../../../src/usecases/privacy/attendee-data.ts";
import { retention } from "../../../src/usecases/privacy/retention.ts";
import { everyRow, expectProblem } from "../../support/http.ts";
import { type Json, startApp, type TestApp } from "../../support/start-app.ts";

const DAYS = 30;

let app: TestApp;
let key: string;

beforeEach(async () => {
  app = await startApp();
  ({ key } = await app.host());
});
afterEach(() => app.close());

const victor = { name: "Victor Hollander", email: "Victor.H@Example.com", notes: "About the zeppelin" };
const TRACES = /victor|hollander|zeppelin/i;
const path = "/v1/attendees/victor.h@example.com";

async function create(body: Json = { prefill: victor }, by = key, eventType = 1): Promise<Json> {
  const { status, json } = await app.request("POST", `/v1/event-types/${eventType}/links`, { key: by, body });
  expect(status).toBe(201);
  return json;
}
const prefills = async (): Promise<Json[]> =>
  (await app.database.read.selectFrom("booking_links").select("prefill").orderBy("id").execute()).map(
    ({ prefill }) => JSON.parse(prefill),
  );
const actions = async () =>
  (await app.request("GET", "/v1/audit?limit=3", { key })).json["audit"].map(
    ({ action, subject }: Json) => `${action} ${subject.id}`,
  );

test("an export contains the links that are filled in with the address", async () => {
  const link = await create();
  await create({ prefill: { ...victor, email: "victor@example.com" } });
  await create({ prefill: { name: "Victor Hollander" } });
  const { status, json } = await app.request("GET", path, { key });
  expect(status).toBe(200);
  expect(json).toMatchObject({ email: "victor.h@example.com", bookings: [], mails: [] });
  expect(json["private_links"]).toEqual([
    {
      id: link["id"],
      username: "jane",
      event_slug: "30min",
      prefill: victor,
      created_at: "2026-03-02T10:00:00Z",
    },
  ]);
  expect((await actions())[0]).toBe("private_link.exported 1");
  await app.book();
  const jason = (await app.request("GET", "/v1/attendees/jason@example.com", { key })).json;
  expect(jason["private_links"]).toEqual([]);
});

test("erasing an attendee clears what links with the address fill in, and they still work", async () => {
  const link = await create();
  await create({ prefill: { name: "Jason", email: "jason@example.com" } });
  await app.book({ attendee_name: victor.name, attendee_email: victor.email });
  const { status, json } = await app.request("DELETE", path, { key });
  expect([status, json["bookings"]]).toEqual([200, 1]);
  expect(await prefills()).toEqual([{}, { name: "Jason", email: "jason@example.com" }]);
  expect(await actions()).toContain("private_link.erased 1");
  expect(JSON.stringify(await everyRow(app))).not.toMatch(TRACES);
  const { status: booked } = await app.book({ link: link["token"], start_time: "2026-03-02T15:00:00Z" });
  expect(booked).toBe(201);
});

test("an attendee who has only a link is erased once", async () => {
  await create();
  expect((await app.request("DELETE", path, { key })).json).toEqual({
    bookings: 0,
    guest_of: 0,
    mails: 0,
    private_links: 1,
  });
  expect(await prefills()).toEqual([{}]);
  const before = await everyRow(app);
  expectProblem(await app.request("DELETE", path, { key }), 404, "not_found");
  expectProblem(await app.request("GET", path, { key }), 404, "not_found");
  expect(await everyRow(app)).toEqual(before);
});

test("a host only reaches their own links, the operator those of all", async () => {
  const { key: joes } = await app.host("joe");
  await create();
  await create({ prefill: victor }, joes, 2);
  const { json } = await app.request("GET", path, { key: joes });
  expect(json["private_links"].map(({ username }: Json) => username)).toEqual(["joe"]);
  await app.request("DELETE", path, { key: joes });
  expect(await prefills()).toEqual([victor, {}]);
  await create({ prefill: victor }, joes, 2);
  const stored = await storedAbout(app.deps, { actor: operator }, victor.email);
  expect(stored).toMatchObject({ ok: true, value: { bookings: 0, mails: 0, links: 2 } });
  const erased = await eraseAttendee(app.deps, { actor: operator }, victor.email);
  expect(erased).toEqual({ ok: true, value: { bookings: 0, guestOf: 0, mails: 0, links: 2 } });
  expect(await prefills()).toEqual([{}, {}, {}]);
});

test("retention clears what links fill in once they cannot be used", async () => {
  const run = retention(app.deps, DAYS);
  const expires_at = "2026-03-03T10:00:00Z";
  await create({ prefill: victor, expires_at });
  const used = await create();
  await create();
  expect((await app.book({ link: used["token"] })).status).toBe(201);
  app.clock.now = Date.parse(expires_at) + DAYS * DAY_MS - 1;
  await app.database.write((trx) => trx.updateTable("bookings").set({ ends_at: app.clock.now }).execute());
  await run(() => true);
  expect(await prefills()).toEqual([victor, victor, victor]);
  app.clock.now += 1;
  await run(() => true);
  expect(await prefills()).toEqual([{}, victor, victor]);
  app.clock.now += DAYS * DAY_MS;
  expect(await run(() => true)).toBe(1);
  expect(await prefills()).toEqual([{}, {}, victor]);
});
