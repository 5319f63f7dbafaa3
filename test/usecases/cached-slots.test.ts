import { afterEach, beforeEach, expect, test } from "bun:test";
import { openDatabase } from "../../src/db/sqlite/open.ts";
import { parseDate } from "../../src/domain/clock.ts";
import { eventTypeDefaults } from "../../src/usecases/hosts/event-types.ts";
import { listSlotsAs } from "../../src/usecases/bookings/list-slots.ts";
import { type Json, startApp, type TestApp } from "../support/start-app.ts";

const day = parseDate("2026-03-02")!;
const call = { ...eventTypeDefaults, slug: "call", title: "Call", duration_minutes: 30 };
const ask = { ...call, slug: "ask", requires_confirmation: true };

let app: TestApp;
let key: string;
let ofMary: string;
let booked: Json;

beforeEach(async () => {
  app = await startApp();
  ({ key } = await app.host("jane", [call, ask]));
  ({ key: ofMary } = await app.host("mary", [call]));
  booked = (await app.book({ start_time: "2026-03-02T20:00:00Z" }, "/v1/book/jane/ask")).json;
});
afterEach(() => app.close());

/** Jane's slots of that Monday, and whether they were computed anew. */
async function slots(host = "jane"): Promise<{ text: string; anew: boolean }> {
  let anew = false;
  const write = ({ starts }: { starts: readonly number[] }) => {
    anew = true;
    return starts.join();
  };
  const query = { from: day, to: day, timeZone: "UTC" };
  const listed = await listSlotsAs(write, app.deps, host, "call", query);
  return { text: listed.ok ? listed.value : JSON.stringify(listed.refusal), anew };
}

const by = (of: string, method: string, path: string, body?: object) =>
  app.request(method, path, { key: of, body });

const changesOfOthers: [what: string, change: () => Promise<unknown>][] = [
  ["another host's booking", () => app.book({}, "/v1/book/mary/call")],
  ["another host's hours", () => by(ofMary, "PATCH", "/v1/event-types/3", { duration_minutes: 60 })],
  ["another host's name", () => by(ofMary, "PATCH", "/v1/me", { name: "Mary Major" })],
  ["a new host", () => app.host("joan")],
  [
    "an email in progress",
    () => app.database.write((trx) => trx.updateTable("outbox").set({ attempts: 1 }).execute()),
  ],
  ["a webhook", () => by(key, "POST", "/v1/webhooks", { url: "https://example.com" })],
  ["a block", () => by(key, "POST", "/v1/blocks", { domain: "blocked.example" })],
  ["notes on a booking", () => by(key, "PATCH", `/v1/bookings/${booked["id"]}`, { host_notes: "Hm" })],
  ["a new key", () => by(key, "POST", "/v1/api-keys", { name: "One more" })],
];

test.each(changesOfOthers)("cached slots survive %s", async (_, change) => {
  const before = await slots();
  expect(before.anew).toBe(true);
  await change();
  expect(await slots()).toEqual({ ...before, anew: false });
  expect(await slots()).toEqual({ ...before, anew: false });
});

const ownChanges: [what: string, change: () => Promise<unknown>][] = [
  ["a booking", () => app.book({}, "/v1/book/jane/call")],
  ["a booking of another event type", () => app.book({}, "/v1/book/jane/ask")],
  ["a declined booking", () => by(key, "POST", `/v1/bookings/${booked["id"]}/decline`, {})],
  [
    "a rescheduled booking",
    () => by(key, "POST", `/v1/bookings/${booked["id"]}/reschedule`, { start_time: "2026-03-02T16:00:00Z" }),
  ],
  [
    "time off",
    () =>
      by(key, "POST", "/v1/time-off", { starts_at: "2026-03-02T14:00:00Z", ends_at: "2026-03-02T15:00:00Z" }),
  ],
  ["hours", () => by(key, "PUT", "/v1/schedules/1", { name: "None", timezone: "Europe/Berlin", weekly: [] })],
  ["a duration", () => by(key, "PATCH", "/v1/event-types/1", { duration_minutes: 60 })],
  ["a deleted event type", () => by(key, "DELETE", "/v1/event-types/1")],
  [
    "a slug used by another host",
    async () => {
      await by(key, "PATCH", "/v1/me", { slug: "ex-jane" });
      await by(ofMary, "PATCH", "/v1/me", { slug: "jane" });
    },
  ],
];

test.each(ownChanges)("cached slots are refreshed after %s", async (_, change) => {
  const before = await slots();
  await change();
  expect((await slots()).text).not.toBe(before.text);
});

test("deleting time off restores the slots", async () => {
  const before = await slots();
  const { json } = await by(key, "POST", "/v1/time-off", {
    starts_at: "2026-03-02T14:00:00Z",
    ends_at: "2026-03-02T15:00:00Z",
  });
  expect((await slots()).text).not.toBe(before.text);
  await by(key, "DELETE", `/v1/time-off/${json["id"]}`);
  expect((await slots()).text).toBe(before.text);
});

test("changes by another process are noticed, for this host only", async () => {
  const before = await slots();
  const other = openDatabase(app.path);
  await other.write((trx) =>
    trx.insertInto("time_off").values({ host_id: 2, starts_at: 0, ends_at: 4e12, created_at: 0 }).execute(),
  );
  expect(await slots()).toEqual({ ...before, anew: false });
  await other.write((trx) =>
    trx.insertInto("time_off").values({ host_id: 1, starts_at: 0, ends_at: 4e12, created_at: 0 }).execute(),
  );
  expect(await slots()).toEqual({ text: "", anew: true });
  other.close();
});

test("cached slots expire with time", async () => {
  const before = await slots();
  app.clock.now += 5 * 3_600_000;
  const after = await slots();
  expect(after.anew).toBe(true);
  expect(after.text.length).toBeLessThan(before.text.length);
});
