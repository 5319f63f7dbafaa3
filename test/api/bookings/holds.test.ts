import { afterEach, beforeEach, expect, test } from "bun:test";
import { expectProblem } from "../../support/http.ts";
import { MONDAY, startApp, type TestApp } from "../../support/start-app.ts";

const MINUTE_MS = 60_000;
/** Nine o'clock in New York on the Monday that `app.book()` books. */
const NINE = Date.parse("2026-03-02T14:00:00Z");

let app: TestApp;
let hostId: number;

beforeEach(async () => {
  app = await startApp();
  ({ id: hostId } = (await app.host()).host);
});
afterEach(() => app.close());

/** Holds half an hour of the host's time without a meeting. */
const hold = (busy_from: number, expires_at: number | null) =>
  app.database.write((trx) =>
    trx
      .insertInto("holds")
      .values({
        host_id: hostId,
        busy_from,
        busy_until: busy_from + 30 * MINUTE_MS,
        meeting_id: null,
        expires_at,
      })
      .execute(),
  );
const holds = () =>
  app.database.read.selectFrom("holds").select(["busy_from", "expires_at"]).orderBy("busy_from").execute();
const firstSlot = async () =>
  (await app.request("GET", "/v1/slots/jane/30min?date=2026-03-02")).json["slots"][0].start;

test("a hold blocks its time until it expires", async () => {
  await hold(NINE, MONDAY + MINUTE_MS);
  expect(await firstSlot()).toBe("2026-03-02T14:30:00Z");
  expectProblem(await app.book(), 409, "slot_unavailable");
  app.clock.now = MONDAY + MINUTE_MS - 1;
  expect(await firstSlot()).toBe("2026-03-02T14:30:00Z");
  app.clock.now += 1;
  expect(await firstSlot()).toBe("2026-03-02T14:00:00Z");
  expect((await app.book()).status).toBe(201);
});

test("a write deletes only its host's expired holds", async () => {
  const [expired, later] = [NINE + 60 * MINUTE_MS, NINE + 120 * MINUTE_MS];
  await hold(expired, MONDAY);
  await hold(later, MONDAY + 1);
  expect((await app.book()).status).toBe(201);
  expect(await holds()).toEqual([
    { busy_from: NINE, expires_at: null },
    { busy_from: later, expires_at: MONDAY + 1 },
  ]);
});

test("a booking can be rescheduled to the time of an expired hold", async () => {
  const booked = (await app.book()).json;
  await hold(NINE + 45 * MINUTE_MS, MONDAY);
  const path = `/v1/reschedule/${booked["reschedule_token"]}`;
  const headers = { accept: "application/json" };
  const moved = await app.request("POST", path, { body: { start_time: "2026-03-02T14:30:00Z" }, headers });
  expect(moved.status).toBe(200);
  expect(await holds()).toEqual([{ busy_from: NINE + 30 * MINUTE_MS, expires_at: null }]);
});

test("a cancelled booking releases its time and keeps its meeting", async () => {
  const booked = (await app.book()).json;
  const headers = { accept: "application/json" };
  await app.request("POST", `/v1/cancel/${booked["cancel_token"]}/confirm`, { body: {}, headers });
  expect(await holds()).toEqual([]);
  const meetings = await app.database.read.selectFrom("meetings").select(["starts_at", "sequence"]).execute();
  expect(meetings).toEqual([{ starts_at: NINE, sequence: 1 }]);
});

test("a meeting holds its time until its last live booking ends", async () => {
  const first = (await app.book()).json;
  const second = (await app.book({ start_time: "2026-03-02T14:30:00Z" })).json;
  await app.database.write(async (trx) => {
    const [one] = await trx
      .selectFrom("bookings")
      .select("meeting_id")
      .where("id", "=", first["id"])
      .execute();
    await trx.deleteFrom("holds").where("busy_from", ">", NINE).execute();
    await trx.updateTable("bookings").set(one!).where("id", "=", second["id"]).execute();
  });
  const cancel = (token: string) =>
    app.request("POST", `/v1/cancel/${token}/confirm`, { body: {}, headers: { accept: "application/json" } });
  await cancel(first["cancel_token"]);
  expect(await holds()).toHaveLength(1);
  await cancel(second["cancel_token"]);
  expect(await holds()).toEqual([]);
});
