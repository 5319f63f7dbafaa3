import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { eventTypeDefaults } from "../../../src/usecases/hosts/event-types.ts";
import { tidyUp } from "../../../src/usecases/privacy/tidy-up.ts";
import { asTried, everyRow, expectProblem } from "../../support/http.ts";
import { type Answered, type Json, MONDAY, startApp, type TestApp } from "../../support/start-app.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const short = {
  ...eventTypeDefaults,
  slug: "short",
  title: "Short call",
  duration_minutes: 5,
  max_upcoming_per_attendee: 1000,
};
const few = { ...short, slug: "few", max_upcoming_per_attendee: 3 };

let app: TestApp;
let key: string;
let starts: number;

beforeEach(async () => {
  app = await startApp();
  app.limits.on = true;
  ({ key } = await app.host("jane", [short, few]));
  starts = 0;
});
afterEach(() => app.close());

/** A free start a week ahead, different each time. */
function nextStart(): string {
  return new Date(MONDAY + 7 * DAY + 4 * HOUR + starts++ * 5 * MINUTE).toISOString();
}

/** Books from one network with a new address, unless overridden. */
const book = (over: Json = {}, slug = "short", headers: Record<string, string> = {}): Promise<Answered> =>
  app.book(
    { attendee_email: `visitor-${starts}@example.com`, start_time: nextStart(), ...over },
    `/v1/book/jane/${slug}`,
    headers,
  );
const asJson = { accept: "application/json" };
const move = ({ reschedule_token }: Json, start_time = nextStart()) =>
  app.request("POST", `/v1/reschedule/${reschedule_token}`, { body: { start_time }, headers: asJson });
const cancel = ({ cancel_token }: Json) =>
  app.request("POST", `/v1/cancel/${cancel_token}/confirm`, { body: {}, headers: asJson });
const victim = { attendee_email: "victim@example.com" };

async function emailsTo(address: string): Promise<number> {
  const rows = await app.database.read.selectFrom("outbox").select("recipient").execute();
  return rows.filter(({ recipient }) => recipient.toLowerCase() === address).length;
}

/** Lifts only the limit per network. */
const fromManyNetworks = () => Object.assign(app.limits, { bookingsPerHour: 1000 });

describe("upcoming bookings of one address", () => {
  test("are limited by the event type, and a refusal uses up nothing", async () => {
    for (let n = 0; n < 3; n++) expect((await book(victim, "few")).status).toBe(201);
    const before = await everyRow(app);
    expectProblem(await book(victim, "few"), 409, "too_many_bookings");
    expect(await everyRow(app)).toEqual(before);
    expect((await book({}, "few")).status).toBe(201);
  });

  test.each([
    ["another case", "Victim@Example.COM"],
    ["a tag", "victim+two@example.com"],
    ["tags and case", "VICTIM+A+B@example.com"],
  ])("count per mailbox: %s is the same one", async (_, attendee_email) => {
    for (let n = 0; n < 3; n++) await book(victim, "few");
    expectProblem(await book({ attendee_email }, "few"), 409, "too_many_bookings");
  });

  test("count the same for Unicode and ASCII domains", async () => {
    for (let n = 0; n < 3; n++) await book({ attendee_email: "jürgen@bücher.example" }, "few");
    const ascii = { attendee_email: "jürgen@xn--bcher-kva.example" };
    expectProblem(await book(ascii, "few"), 409, "too_many_bookings");
  });

  test("stop counting once cancelled, declined or begun", async () => {
    const first = await book(victim, "few");
    for (let n = 1; n < 3; n++) await book(victim, "few");
    await cancel(first.json);
    expect((await book(victim, "few")).status).toBe(201);
    expectProblem(await book(victim, "few"), 409, "too_many_bookings");
    app.clock.now = MONDAY + 8 * DAY;
    starts = 600;
    expect((await book(victim, "few")).status).toBe(201);
  });

  test("count per host", async () => {
    await app.host("joe", [few]);
    for (let n = 0; n < 3; n++) await book(victim, "few");
    const elsewhere = await app.book({ ...victim, start_time: nextStart() }, "/v1/book/joe/few");
    expect(elsewhere.status).toBe(201);
  });
});

describe("emails to one address", () => {
  test("are limited to 20 a day, whatever causes them", async () => {
    fromManyNetworks();
    for (let n = 0; n < 20; n++) expect((await book(victim)).status).toBe(201);
    const refused = await book(victim);
    expectProblem(refused, 429, "rate_limited");
    expect(Number(refused.headers.get("retry-after"))).toBe(DAY / 1000);
    expect(refused.headers.get("access-control-expose-headers")).toContain("retry-after");
    expect(await emailsTo("victim@example.com")).toBe(20);
    expect((await book()).status).toBe(201);
    app.clock.now += DAY;
    expect((await book(victim)).status).toBe(201);
  });

  test("count over all hosts", async () => {
    fromManyNetworks();
    await app.host("joe", [short]);
    for (let n = 0; n < 10; n++) {
      await book(victim);
      await app.book({ ...victim, start_time: nextStart() }, "/v1/book/joe/short");
    }
    expectProblem(await book(victim), 429, "rate_limited");
  });

  test("count reschedulings, which are limited too", async () => {
    fromManyNetworks();
    const { json: booking } = await book(victim);
    for (let n = 1; n < 20; n++) await book(victim);
    await asTried(app);
    expectProblem(await move(booking), 429, "rate_limited");
    expect(await emailsTo("victim@example.com")).toBe(20);
  });

  test("never prevent a cancellation, which then only notifies the host", async () => {
    fromManyNetworks();
    const { json: booking } = await book(victim);
    for (let n = 1; n < 20; n++) await book(victim);
    await asTried(app);
    expect(await cancel(booking)).toMatchObject({ status: 200, json: { status: "cancelled" } });
    expect(await emailsTo("victim@example.com")).toBe(20);
    const { json } = await app.request("GET", "/v1/outbox?status=waiting&limit=1", { key });
    expect(json["outbox"][0]).toMatchObject({ letter: "host_cancelled", booking_id: booking["id"] });
  });

  test("do not count those caused by the host", async () => {
    fromManyNetworks();
    const { json: booking } = await book(victim);
    for (let n = 1; n < 20; n++) await book(victim);
    await asTried(app);
    const body = { start_time: nextStart() };
    const moved = await app.request("POST", `/v1/bookings/${booking["id"]}/reschedule`, { key, body });
    expect(moved.status).toBe(200);
    expect(await emailsTo("victim@example.com")).toBe(21);
  });
});

describe("reschedulings of a booking by its attendee", () => {
  test("are limited to 5 an hour", async () => {
    const { json: booking } = await book();
    for (let n = 0; n < 5; n++) expect((await move(booking)).status).toBe(200);
    const refused = await move(booking);
    expectProblem(refused, 429, "rate_limited");
    expect(Number(refused.headers.get("retry-after"))).toBe(HOUR / 1000);
    app.clock.now += HOUR;
    expect((await move(booking)).status).toBe(200);
  });

  test("are limited to 20 in all, without failed ones and the host's", async () => {
    const { json: booking } = await book();
    const taken = await book();
    const hostMoves = { key, body: { start_time: nextStart() } };
    await app.request("POST", `/v1/bookings/${booking["id"]}/reschedule`, hostMoves);
    for (let n = 0; n < 20; n++) {
      if (n % 5 === 0) app.clock.now += HOUR;
      expect((await move(booking, taken.json["start_time"])).status).toBe(409);
      expect((await move(booking)).status).toBe(200);
    }
    app.clock.now += HOUR;
    expectProblem(await move(booking), 409, "too_many_moves");
    expect(
      (
        await app.request("POST", `/v1/bookings/${booking["id"]}/reschedule`, {
          key,
          body: { start_time: nextStart() },
        })
      ).status,
    ).toBe(200);
    expect((await cancel(booking)).status).toBe(200);
  });
});

describe("bookings from one client network", () => {
  test("are limited to 30 an hour over all hosts and addresses", async () => {
    for (let n = 0; n < 30; n++) expect((await book()).status).toBe(201);
    const before = await everyRow(app);
    const refused = await book();
    expectProblem(refused, 429, "rate_limited");
    expect(Number(refused.headers.get("retry-after"))).toBe(HOUR / 1000);
    expect(await everyRow(app)).toEqual(before);
    app.clock.now += HOUR;
    expect((await book()).status).toBe(201);
  });

  test("are unlimited with the booked host's key only", async () => {
    const { key: others } = await app.host("joe", [short]);
    for (let n = 0; n < 30; n++) await book();
    expectProblem(await book({}, "short", { "x-api-key": others }), 429, "rate_limited");
    expectProblem(await book({}, "short", { "x-api-key": "sk_nobodys" }), 429, "rate_limited");
    expect((await book({}, "short", { "x-api-key": key })).status).toBe(201);
    expect((await book({}, "short", { authorization: `Bearer ${key}` })).status).toBe(201);
  });

  test("do not count replayed responses", async () => {
    for (let n = 0; n < 29; n++) await book();
    const body = { attendee_email: "again@example.com", start_time: nextStart() };
    for (let n = 0; n < 3; n++)
      expect((await book(body, "short", { "idempotency-key": "one" })).status).toBe(201);
    expectProblem(await book(), 429, "rate_limited");
    expect((await book(body, "short", { "idempotency-key": "one" })).status).toBe(201);
  });

  test("do not count invalid requests and taken times", async () => {
    const { json: taken } = await book();
    for (let n = 0; n < 40; n++) {
      expect((await book({ start_time: taken["start_time"] })).status).toBe(409);
      expect((await book({ attendee_email: "nobody" })).status).toBe(422);
    }
    expect((await book()).status).toBe(201);
  });

  test("are stored as hashes for at most a day", async () => {
    await book();
    const clients = async () =>
      (await app.database.read.selectFrom("bookings").select("client").execute()).map(({ client }) => client);
    const uses = () => app.database.read.selectFrom("limit_uses").selectAll().execute();
    expect(await clients()).toEqual([expect.stringMatching(/^[\w-]{22}$/)]);
    expect(JSON.stringify(await uses())).not.toMatch(/visitor|example\.com|unknown/);
    app.clock.now += DAY - HOUR - 1;
    await tidyUp(app.deps, 30);
    expect(await clients()).not.toEqual([null]);
    app.clock.now += 2;
    await tidyUp(app.deps, 30);
    expect(await clients()).toEqual([null]);
    app.clock.now += HOUR;
    await tidyUp(app.deps, 30);
    expect(await uses()).toEqual([]);
  });
});

test("nothing is limited without limits", async () => {
  app.limits.on = false;
  for (let n = 0; n < 40; n++) expect((await book(victim, "few")).status).toBe(201);
  expect(await app.database.read.selectFrom("limit_uses").selectAll().execute()).toEqual([]);
});
