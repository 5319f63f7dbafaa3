import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import ICAL from "ical.js";
import { everyRow, expectInvalid, expectProblem } from "../../support/http.ts";
import { jason, type Json, startApp, type TestApp } from "../../support/start-app.ts";
import { decoded, elementsOf } from "../read-html.ts";
import { eventTypes } from "../../browser/site.ts";

let app: TestApp;
let key: string;

beforeEach(async () => {
  app = await startApp({ frameAncestors: "https://example.com" });
  ({ key } = await app.host("jane", eventTypes));
});
afterEach(() => app.close());

const get = (target: string, headers: Record<string, string> = {}) =>
  app.request("GET", target, { headers: { accept: "text/html", ...headers } });

function post(fields: readonly (readonly [string, string])[], target = "/book/jane/30min") {
  const headers = { "content-type": "application/x-www-form-urlencoded", accept: "text/html" };
  const body = new URLSearchParams(fields.map(([name, value]): [string, string] => [name, value])).toString();
  return app.request("POST", target, { body, headers });
}

const typed = [
  ["attendee_name", "Jason Johnson"],
  ["attendee_email", "jason@example.com"],
  ["start_time", jason.start_time],
  ["timezone", "America/Chicago"],
  ["attempt", "attempt-1"],
] as const;

describe("the page of an event type", () => {
  test("shows the host, the event and the next free times without scripts", async () => {
    const { status, text } = await get("/book/jane/30min");
    expect(status).toBe(200);
    for (const words of ["Jane Doe", "30 Minute Meeting", "March 2026", "9:00 AM", "4:30 PM"])
      expect(decoded(text)).toContain(words);
    expect(text).toContain(`href="/book/jane/30min?date=2026-03-03"`);
    expect(text).toContain(`href="/book/jane/30min?date=2026-03-02&amp;start=2026-03-02T14%3A00%3A00Z"`);
  });

  test("loads only its own files and sets its framing rules", async () => {
    const { headers, text } = await get("/book/jane/30min");
    expect(headers.get("content-security-policy")).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; " +
        "form-action 'self'; base-uri 'none'; frame-ancestors https://example.com",
    );
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("referrer-policy")).toBe("no-referrer");
    for (const { tag, attributes } of elementsOf(text)) {
      const loads = attributes["src"] ?? (tag === "link" ? attributes["href"] : undefined);
      if (loads !== undefined) expect(loads).toMatch(/^\/assets\/booking-[a-z0-9]+\.(js|css|svg)$/);
      if (tag === "script")
        expect(attributes["src"] ?? attributes["type"]).toMatch(/\.js$|^application\/json$/);
      expect(Object.keys(attributes).filter((name) => /^on|^style$/.test(name))).toEqual([]);
    }
  });

  test("starts with the first month that has a free day", async () => {
    app.clock.now = Date.parse("2026-02-28T23:00:00Z");
    expect((await get("/book/jane/30min")).text).toContain("March 2026");
  });

  test("says if a month, or everything, is fully booked", async () => {
    const off = { starts_at: "2026-03-01T00:00:00Z", ends_at: "2026-06-01T00:00:00Z" };
    await app.request("POST", "/v1/time-off", { key, body: off });
    expect((await get("/book/jane/30min")).text).toContain("No times are free in March 2026.");
  });

  test("uses the requested zone, and ignores invalid parameters", async () => {
    expect((await get("/book/jane/30min?tz=Asia%2FTokyo&clock=24")).text).toContain("23:00");
    for (const query of [
      "tz=Mars",
      "date=2026-02-30",
      "month=x",
      "start=soon",
      "clock=13",
      "utm_source=x&utm_source=y",
    ]) {
      const { status, text } = await get(`/book/jane/30min?${query}`);
      expect({ query, status }).toEqual({ query, status: 200 });
      expect(text).toContain("March 2026");
    }
  });

  test("distinguishes repeated times when clocks go back", async () => {
    app.clock.now = Date.parse("2026-10-30T12:00:00Z");
    const nights = [0, 1, 2, 3, 4, 5, 6].map((day) => ({ day, start: "00:00", end: "04:00" }));
    const { json } = await app.request("GET", "/v1/schedules", { key });
    const schedule = {
      name: "Nights",
      timezone: "America/New_York",
      weekly: nights,
      overrides: [],
      is_default: true,
    };
    await app.request("PUT", `/v1/schedules/${json["schedules"][0].id}`, { key, body: schedule });
    const { text } = await get("/book/jane/30min?date=2026-11-01");
    expect(text).toContain("1:30 AM<small> UTC−04:00</small>");
    expect(text).toContain("1:30 AM<small> UTC−05:00</small>");
  });

  test("escapes the values of the URL", async () => {
    const attack = `"><script>alert(1)</script><!--`;
    const query = new URLSearchParams({
      name: attack,
      notes: attack,
      "answers[company]": attack,
      lang: attack,
      start: "2026-03-02T14:00:00Z",
    });
    const { text } = await get(`/book/jane/consultation?${query}`);
    expect(text).not.toContain("<script>alert");
    expect(decoded(text)).toContain(attack);
  });
});

describe("unbookable URLs", () => {
  test.each(["/book/nobody", "/book/nobody/30min", "/book/jane/nothing"])(
    "%s shows a helpful page",
    async (target) => {
      const { status, text, headers } = await get(target);
      expect(status).toBe(404);
      expect(headers.get("content-type")).toContain("text/html");
      expect(text).toContain("This page is not here");
    },
  );

  test("include inactive event types, which the host's page does not list", async () => {
    const { json } = await app.request("GET", "/v1/event-types", { key });
    const { id } = json["event_types"].find((one: Json) => one["slug"] === "30min");
    await app.request("PATCH", `/v1/event-types/${id}`, { key, body: { active: false } });
    expect((await get("/book/jane/30min")).status).toBe(404);
    expect((await get("/book/jane")).text).not.toContain("30 Minute Meeting");
  });

  test("exclude hidden event types, which are only unlisted", async () => {
    const { json } = await app.request("GET", "/v1/event-types", { key });
    const { id } = json["event_types"].find((one: Json) => one["slug"] === "30min");
    await app.request("PATCH", `/v1/event-types/${id}`, { key, body: { hidden: true } });
    expect((await get("/book/jane/30min")).status).toBe(200);
    expect((await get("/book/jane")).text).not.toContain("30 Minute Meeting");
  });
});

describe("a form without scripts", () => {
  test("books, and shows the same booking when it is sent twice", async () => {
    const [one, again] = [await post(typed), await post(typed)];
    expect([one.status, again.status]).toEqual([303, 303]);
    const location = one.headers.get("location")!;
    expect(again.headers.get("location")).toBe(location);
    const booked = await get(location);
    expect(booked.text).toContain("Your booking is confirmed");
    expect(booked.headers.get("cache-control")).toBe("no-store");
    const { json } = await app.request("GET", "/v1/bookings", { key });
    expect(json["total"]).toBe(1);
  });

  test("returns with its input and an error at each field", async () => {
    const fields = [
      ...typed.filter(([name]) => name !== "attendee_email"),
      ["attendee_email", "jason@"],
      ["answers[topic]", "Support"],
      ["notes", "Hello"],
    ] as const;
    const before = await everyRow(app);
    const { status, text } = await post(fields, "/book/jane/consultation");
    expect(status).toBe(422);
    expect(text).toContain("Please enter an email address");
    expect(text).toContain(`id="answers[company]-problem"`);
    expect(text).toContain(`id="answers[terms]-problem"`);
    expect(text).toContain(`<option selected>Support</option>`);
    expect(text).toContain(`value="jason@"`);
    expect(text).toContain("Hello</textarea>");
    expect(await everyRow(app)).toEqual(before);
  });

  test("with a key used for another form says it was already sent", async () => {
    await post(typed);
    const { status, text } = await post([...typed, ["notes", "Something else"]]);
    expect(status).toBe(422);
    expect(text).toContain("You have booked with this form already.");
  });

  test("without a time, or unreadable, still gets a page", async () => {
    const { status, text } = await post(typed.filter(([name]) => name !== "start_time"));
    expect([status, text.includes("Choose a day and time")]).toEqual([422, true]);
    const headers = { "content-type": "multipart/form-data", accept: "text/html" };
    const unread = await app.request("POST", "/book/jane/30min", { body: "x", headers });
    expect(unread.status).toBe(400);
    expect(unread.headers.get("content-type")).toContain("text/html");
  });
});

describe("requests from the page's scripts", () => {
  const send = (body: unknown, headers = {}) =>
    app.request("POST", "/book/jane/30min", { body, headers: { accept: "application/json", ...headers } });

  test("get the booking and the next steps", async () => {
    const { status, json } = await send(jason, { "idempotency-key": "one" });
    expect(status).toBe(201);
    expect(json["booked"]).toEqual({
      id: 1,
      uid: expect.any(String),
      status: "confirmed",
      requires_confirmation: false,
      attendee_name: "Jason Johnson",
      attendee_email: "jason@example.com",
      attendee_timezone: "America/Chicago",
      start_time: "2026-03-02T14:00:00Z",
      end_time: "2026-03-02T14:30:00Z",
      event_type: "30 Minute Meeting",
      start_local: "2026-03-02T08:00:00-06:00",
      end_local: "2026-03-02T08:30:00-06:00",
      location: "https://meet.example.com/jane",
      is_over: false,
      view_url: expect.stringMatching(/^\/booking\/[\w-]{30}$/),
      move_url: expect.stringMatching(/^\/v1\/reschedule\/[\w-]{30}$/),
      guests_url: null,
      cancel_url: expect.stringMatching(/^\/v1\/cancel\/[\w-]{30}$/),
      ics_url: expect.stringMatching(/^\/book\/jane\/30min\/[\w-]{30}\.ics$/),
    });
    expect((await send(jason, { "idempotency-key": "one" })).json).toEqual(json);
  });

  test("get the API's errors, with the nearest slots if one is taken", async () => {
    expectInvalid(await send({ ...jason, attendee_name: "", extra: 1 }), "/attendee_name", "/extra");
    await send(jason);
    const { status, json } = await send(jason);
    expect({ status, code: json["code"] }).toEqual({ status: 409, code: "slot_unavailable" });
    expect(json["nearest"].map(({ start }: Json) => start)).toEqual([
      "2026-03-02T14:30:00Z",
      "2026-03-02T15:00:00Z",
      "2026-03-02T15:30:00Z",
      "2026-03-02T16:00:00Z",
      "2026-03-02T16:30:00Z",
      "2026-03-02T17:00:00Z",
    ]);
    const nowhere = await app.request("POST", "/book/jane/nothing", {
      body: jason,
      headers: { accept: "application/json" },
    });
    expectProblem(
      { ...nowhere, json: { error: nowhere.json["error"], code: nowhere.json["code"] } },
      404,
      "not_found",
    );
  });
});

test("booking forms are limited, and people get a page", async () => {
  const limited = await startApp({ rateLimit: true });
  const headers = { accept: "text/html" };
  for (let n = 0; n < 300; n++) await limited.request("POST", "/book/jane/30min", { body: {}, headers });
  const { status, headers: answered } = await limited.request("POST", "/book/jane/30min", {
    body: {},
    headers,
  });
  expect(status).toBe(429);
  expect(answered.get("content-type")).toContain("text/html");
  expect((await limited.request("GET", "/book/jane/30min", { headers })).status).toBe(404);
  limited.close();
});

test("the calendar file parses and has the invitation's UID", async () => {
  const headers = { accept: "application/json" };
  const { json } = await app.request("POST", "/book/jane/30min", { body: jason, headers });
  const file = await app.request("GET", json["booked"].ics_url);
  expect(file.headers.get("content-disposition")).toContain("booking.ics");
  expect(file.text).toEndWith("END:VCALENDAR\r\n");
  const event = new ICAL.Event(new ICAL.Component(ICAL.parse(file.text)).getFirstSubcomponent("vevent")!);
  expect(event.uid).toBe(json["booked"].uid);
  expect(event.startDate.toJSDate().toISOString()).toBe("2026-03-02T14:00:00.000Z");
  for (const name of ["x.ics", "x", `${"A".repeat(30)}.ics`])
    expect((await get(`/book/jane/30min/${name}`)).status).toBe(404);
});

test("the assets are cached forever, compressed, and small", async () => {
  const { text } = await get("/book/jane/30min");
  const names = [...new Set(text.match(/\/assets\/booking-\w+\.(?:js|css)/g))];
  let total = Bun.gzipSync(Buffer.from(text)).byteLength;
  for (const name of names) {
    const request = new Request(`http://localhost${name}`, { headers: { "accept-encoding": "gzip" } });
    const response = await app.app.handle(request);
    expect(response.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
    expect(response.headers.get("content-encoding")).toBe("gzip");
    total += (await response.arrayBuffer()).byteLength;
  }
  expect(names).toHaveLength(2);
  expect(total).toBeLessThan(60_000);
  expect((await get("/assets/booking-0.js")).status).toBe(404);
});
