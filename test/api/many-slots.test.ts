import { afterAll, beforeAll, expect, test } from "bun:test";
import { eventTypeDefaults } from "../../src/usecases/hosts/event-types.ts";
import { type Json, startApp, type TestApp } from "../support/start-app.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** Summer time begins in Berlin on 29 March, so that day is an hour shorter. */
const NOW = Date.parse("2026-03-20T12:00:00Z");

let app: TestApp;
let key: string;

beforeAll(async () => {
  app = await startApp({ now: NOW });
  const type = { ...eventTypeDefaults, title: "Minute", duration_minutes: 1 };
  ({ key } = await app.host("jane", [
    { ...type, slug: "minute" },
    { ...type, slug: "ask", requires_confirmation: true },
    { ...type, slug: "sparse", slot_interval_minutes: 10, max_advance_days: 365 },
  ]));
  const weekly = [0, 1, 2, 3, 4, 5, 6].map((day) => ({ day, start: "00:00", end: "24:00" }));
  const body = { name: "Always", timezone: "Europe/Berlin", weekly, is_default: true };
  expect((await app.request("PUT", "/v1/schedules/1", { key, body })).status).toBe(200);
});
afterAll(() => app.close());

const slots = async (type: string, query: string): Promise<Json> =>
  (await app.request("GET", `/v1/slots/jane/${type}?${query}`)).json;
const startsOf = ({ slots }: Json): string[] => slots.map(({ start }: Json) => start);

test("responses have at most 10,000 starts, and `next` continues", async () => {
  const [from, to] = ["2026-03-20", "2026-05-20"];
  const all: string[] = [];
  let next: string | undefined = from;
  let answers = 0;
  while (next !== undefined) {
    const answer: Json = await slots("minute", `from=${next}&to=${to}&timezone=Europe/Berlin`);
    answers += 1;
    expect(answer["slots"].length).toBeLessThanOrEqual(10_000);
    const dates = answer["slots"].map(({ start_local }: Json) => start_local.slice(0, 10));
    expect(dates[0]).toBe(next);
    if (answer["next"] !== undefined) {
      expect(Date.parse(answer["next"])).toBe(Date.parse(dates.at(-1)) + DAY_MS);
      expect(answer["slots"].length).toBeGreaterThan(10_000 - 24 * 60);
    }
    all.push(...startsOf(answer));
    next = answer["next"];
  }
  expect(answers).toBeGreaterThan(8);
  const end = Date.parse("2026-05-20T00:00:00+02:00");
  const expected = Array.from({ length: (end - NOW) / MINUTE_MS }, (_, n) => NOW + n * MINUTE_MS);
  expect(all.map((start) => Date.parse(start))).toEqual(expected);
});

test("a complete response has no `next`", async () => {
  const answer = await slots("sparse", "from=2026-03-20&to=2026-05-20&timezone=UTC");
  expect(answer["slots"].length).toBe(12 * 6 + 61 * 24 * 6);
  expect(answer).not.toHaveProperty("next");
});

test("a cut response expires with its first start", async () => {
  const query = "from=2026-03-20&to=2026-04-20&timezone=UTC";
  const before = startsOf(await slots("minute", query));
  app.clock.now += MINUTE_MS;
  const after = startsOf(await slots("minute", query));
  app.clock.now = NOW;
  expect(after).toEqual(before.slice(1));
});

test("pages without scripts reach every day of a dense month", async () => {
  const page = async (query: string) => (await app.request("GET", `/book/jane/minute?tz=UTC&${query}`)).text;
  const open = (text: string) =>
    Array.from(text.matchAll(/class="day[^"]* free"[^>]*date=([\d-]+)/g), ([, date]) => date);
  const days = (from: number, to: number) =>
    Array.from({ length: to - from + 1 }, (_, n) => `2026-04-${String(from + n).padStart(2, "0")}`);
  const whole = await page("month=2026-04");
  expect(open(whole)).toEqual(days(1, 30));
  const late = await page("date=2026-04-25");
  expect(open(late)).toEqual(days(1, 30));
  expect(late).toContain("start=2026-04-25T23%3A59%3A00Z");
  expect(whole.length).toBeLessThan(3_000_000);
  const chosen = await page("start=2026-04-25T23:59:00Z");
  expect(chosen).toContain('name="start_time" value="2026-04-25T23:59:00Z"');
});

test("pages suggest the nearest times to a taken one", async () => {
  const start_time = "2026-04-02T12:00:00Z";
  const { json: booked } = await app.book({ start_time }, "/v1/book/jane/minute");
  const near = ["11:57", "11:58", "11:59", "12:01", "12:02", "12:03"].map((time) => `2026-04-02T${time}:00Z`);
  const person = { attendee_name: "Vera", attendee_email: "vera@example.com", timezone: "UTC" };
  const page = { headers: { accept: "application/json" } };
  const refused = await app.request("POST", "/book/jane/minute", {
    ...page,
    body: { ...person, start_time },
  });
  expect(refused.status).toBe(409);
  expect(refused.json["nearest"].map(({ start }: Json) => start)).toEqual(near);
  const { json: other } = await app.book({ start_time: "2026-04-20T12:00:00Z" }, "/v1/book/jane/minute");
  const form = await app.request("POST", `/v1/reschedule/${other["reschedule_token"]}`, {
    headers: { accept: "text/html", "content-type": "application/x-www-form-urlencoded" },
    body: `start_time=${start_time}&timezone=UTC`,
  });
  expect(form.status).toBe(409);
  for (const start of near) expect(form.text).toContain(`"${start}"`);
  await app.request("POST", `/v1/bookings/${booked["id"]}/cancel`, { key, body: {} });
});

test("the times for rescheduling are limited too", async () => {
  const { json } = await app.book({ start_time: "2026-04-02T12:00:00Z" }, "/v1/book/jane/minute");
  const path = `/v1/reschedule/${json["reschedule_token"]}/slots`;
  const answer = (await app.request("GET", `${path}?from=2026-03-20&to=2026-05-20&timezone=UTC`)).json;
  expect(answer["slots"].length).toBeLessThanOrEqual(10_000);
  expect(answer["next"]).toBe("2026-03-27");
});
