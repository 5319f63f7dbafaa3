import { afterEach, beforeEach, expect, test } from "bun:test";
import { DAY_MS, MINUTE_MS } from "../../../src/domain/interval.ts";
import { retention } from "../../../src/usecases/privacy/retention.ts";
import { aBooking, anEventType, anEmailJob } from "../../support/builders.ts";
import { everyRow } from "../../support/http.ts";
import { type Json, MONDAY, startApp, type TestApp } from "../../support/start-app.ts";

const DAYS = 30;
const always = () => true;

let app: TestApp;
let eventType: Awaited<ReturnType<typeof anEventType>>;
let key: string;

beforeEach(async () => {
  app = await startApp();
  const jane = await app.host();
  ({ key } = jane);
  eventType = await anEventType(app.database, jane.host);
});
afterEach(() => app.close());

/** A half-hour booking that ended this long before the clock's time. */
async function endedBefore(ms: number, changes: Json = {}) {
  const ends_at = app.clock.now - ms;
  return aBooking(app.database, eventType, { starts_at: ends_at - 30 * MINUTE_MS, ends_at, ...changes });
}

/** Adds this many old bookings. */
function longAgo(count: number) {
  const hours = Array.from({ length: count }, (_, n) => n * 60 * MINUTE_MS);
  return Promise.all(hours.map((earlier) => endedBefore((DAYS + 1) * DAY_MS + earlier)));
}

async function erasedIds(): Promise<number[]> {
  const rows = await app.database.read.selectFrom("bookings").selectAll().orderBy("id").execute();
  for (const row of rows) {
    const isErased = row.erased_at !== null;
    expect(row.attendee_name).toBe(isErased ? "Erased attendee" : "Ada Lovelace");
  }
  return rows.filter(({ erased_at }) => erased_at !== null).map(({ id }) => id);
}

test("an attendee is kept until exactly RETENTION_DAYS after the end", async () => {
  const kept = await endedBefore(DAYS * DAY_MS - 1, { notes: "secret" });
  const gone = await endedBefore((DAYS + 1) * DAY_MS, { notes: "secret" });
  const cancelled = await endedBefore((DAYS + 1) * DAY_MS, { status: "cancelled" });
  await aBooking(app.database, eventType);
  const run = retention(app.deps, DAYS);
  expect(await run(always)).toBe(2);
  expect(await erasedIds()).toEqual([gone.id, cancelled.id]);
  app.clock.now += 1;
  expect(await run(always)).toBe(1);
  expect(await erasedIds()).toEqual([kept.id, gone.id, cancelled.id]);
  expect(await run(always)).toBe(0);
});

test("a long meeting counts from its end", async () => {
  const long = await endedBefore(DAYS * DAY_MS - 1, {
    starts_at: app.clock.now - (DAYS + 1) * DAY_MS + 1,
  });
  const short = await endedBefore((DAYS + 2) * DAY_MS);
  const run = retention(app.deps, DAYS);
  await run(always);
  expect(await erasedIds()).toEqual([short.id]);
  app.clock.now += 1;
  await run(always);
  expect(await erasedIds()).toEqual([long.id, short.id]);
});

test("its emails lose the attendee's data too", async () => {
  const booking = await endedBefore((DAYS + 1) * DAY_MS);
  const last_error = `550 no ${booking.attendee_email}`;
  await anEmailJob(app.database, booking, {
    status: "sent",
    last_error,
    subject: `Intro call: ${booking.attendee_name} and Jane`,
  });
  expect(JSON.stringify(await everyRow(app))).toContain("Lovelace");
  await retention(app.deps, DAYS)(always);
  const rows = JSON.stringify(await everyRow(app));
  expect(rows).not.toContain("Lovelace");
  expect(rows).not.toContain(booking.attendee_email);
});

test("erases in batches of a hundred, with one audit entry each", async () => {
  await longAgo(230);
  expect(await retention(app.deps, DAYS)(always)).toBe(230);
  expect((await app.request("GET", "/v1/audit?action=booking.erased", { key })).json).toMatchObject({
    total: 3,
    audit: [{ count: 30 }, { count: 100 }, { count: 100 }],
  });
  const [entry] = (await app.request("GET", "/v1/audit", { key })).json["audit"];
  expect(entry).toEqual({
    id: expect.any(Number),
    at: new Date(MONDAY).toISOString().replace(".000", ""),
    actor: { type: "system" },
    action: "booking.erased",
    subject: { type: "booking", id: null },
    count: 30,
    changes: [],
  });
});

test("a stopped run finishes its batch, and the next one continues", async () => {
  await longAgo(150);
  const run = retention(app.deps, DAYS);
  let asked = 0;
  expect(await run(() => asked++ < 1)).toBe(100);
  expect(await run(always)).toBe(50);
});

test("yields while it passes erased bookings", async () => {
  await longAgo(230);
  await retention(app.deps, DAYS)(always);
  let turns = 0;
  const turn = () => setImmediate(() => ((turns += 1), again()));
  let again: () => unknown = turn;
  turn();
  await retention(app.deps, DAYS)(always);
  again = () => undefined;
  expect(turns).toBeGreaterThanOrEqual(3);
});

test("bookings can be made during a long erasure", async () => {
  await longAgo(230);
  let isDone = false;
  const running = retention(app.deps, DAYS)(always).then((count) => ((isDone = true), count));
  const { status } = await app.book();
  expect({ status, isDone }).toEqual({ status: 201, isDone: false });
  expect(await running).toBe(230);
});
