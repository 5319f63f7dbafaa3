import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import type { EventTypeSettings } from "../../../src/domain/records.ts";
import { eventTypeDefaults } from "../../../src/usecases/hosts/event-types.ts";
import { type Browser, browserOf } from "../../support/dashboard.ts";
import { wordsOf } from "../read-html.ts";
import { jason, type Json, startApp, type TestApp } from "../../support/start-app.ts";

const halfHour: EventTypeSettings = {
  ...eventTypeDefaults,
  slug: "30min",
  title: "30 Minute Meeting",
  duration_minutes: 30,
};
const request: EventTypeSettings = {
  ...halfHour,
  slug: "request",
  title: "Request",
  requires_confirmation: true,
};

let app: TestApp;
let key: string;
let jane: Browser;

beforeEach(async () => {
  app = await startApp();
  ({ key } = await app.host("jane", [halfHour, request]));
  jane = await browserOf(app);
});
afterEach(() => app.close());

const book = async (over: Json = {}, slug = "30min") => (await app.book(over, `/v1/book/jane/${slug}`)).json;
const shown = async (id: number) => (await app.request("GET", `/v1/bookings/${id}`, { key })).json;
const TUESDAY = "2026-03-03T14:00:00Z";

describe("the lists", () => {
  test("each booking is in the list that its state belongs to", async () => {
    const [confirmed, pending, cancelled] = [
      await book(),
      await book({ start_time: TUESDAY, attendee_name: "Paula Pending" }, "request"),
      await book({ start_time: "2026-03-04T14:00:00Z", attendee_name: "Carl Cancelled" }),
    ];
    await app.request("POST", `/v1/bookings/${cancelled["id"]}/cancel`, { key, body: {} });
    const names = async (view: string) => {
      const { text } = await jane.get(`/dashboard/bookings?view=${view}`);
      return ["Jason Johnson", "Paula Pending", "Carl Cancelled"].filter((name) => text.includes(name));
    };
    expect(await names("upcoming")).toEqual(["Jason Johnson", "Paula Pending"]);
    expect(await names("waiting")).toEqual(["Paula Pending"]);
    expect(await names("past")).toEqual([]);
    expect(await names("cancelled")).toEqual(["Carl Cancelled"]);
    app.clock.now = Date.parse("2026-03-02T16:00:00Z");
    expect(await names("past")).toEqual(["Jason Johnson"]);
    expect([confirmed["status"], pending["status"]]).toEqual(["confirmed", "pending"]);
  });

  test("search ignores case and accents, and whatever is typed is answered", async () => {
    await book({ attendee_name: "Zoë Ångström" });
    await book({ start_time: TUESDAY });
    const found = await jane.get("/dashboard/bookings?q=zoe%20ang");
    expect(found.text).toContain("Zoë Ångström");
    expect(found.text).not.toContain("Jason Johnson");
    for (const q of ["%", "_", "\\", "'", "x".repeat(5000), "<b>", "%00"]) {
      const { status, text } = await jane.get(
        `/dashboard/bookings?q=${encodeURIComponent(q)}&page=99999999&event_type_id=x`,
      );
      expect({ q: q.slice(0, 9), status }).toEqual({ q: q.slice(0, 9), status: 200 });
      expect(text).not.toContain("<b>");
    }
  });

  test("pages follow each other without gaps", async () => {
    for (let n = 0; n < 30; n++)
      await book({
        start_time: new Date(Date.parse(TUESDAY) + n * 43_200_000 * 2).toISOString(),
        attendee_name: `Guest ${String(n).padStart(2, "0")}`,
      });
    const guests = (text: string) => [...new Set(text.match(/Guest \d\d/g))];
    const first = guests((await jane.get("/dashboard/bookings")).text);
    const second = guests((await jane.get("/dashboard/bookings?page=2")).text);
    const { json } = await app.request("GET", "/v1/bookings?limit=200&status=confirmed", { key });
    expect(first.length).toBeLessThanOrEqual(25);
    expect([...first, ...second]).toHaveLength(json["total"]);
  });

  test("the week is a table whose entries name everything", async () => {
    await book();
    const { text } = await jane.get("/dashboard/bookings/week?date=2026-03-02");
    expect(text).toContain('<table class="week">');
    expect(wordsOf(text)).toContain(
      "9:00 AM Jason Johnson: 30 Minute Meeting with Jason Johnson, Monday, March 2, 2026, 9:00 AM – 9:30 AM, Confirmed",
    );
    expect((await jane.get("/dashboard/bookings/week?date=nonsense")).status).toBe(200);
  });
});

describe("a booking", () => {
  test("is confirmed, declined or cancelled with a message", async () => {
    for (const [what, status] of [
      ["confirm", "confirmed"],
      ["decline", "declined"],
    ] as const) {
      const { id } = await book({ start_time: what === "confirm" ? jason.start_time : TUESDAY }, "request");
      const path = `/dashboard/bookings/${id}`;
      const answered = await jane.submit(path, { do: what, reason: "Because" });
      expect((await jane.follow(answered)).text).toContain("gets an email");
      expect(await shown(id)).toMatchObject({ status });
    }
    const { id } = await book({ start_time: "2026-03-04T14:00:00Z" });
    await jane.submit(`/dashboard/bookings/${id}`, { do: "cancel", reason: "I am ill" });
    expect(await shown(id)).toMatchObject({ status: "cancelled", cancellation_reason: "I am ill" });
  });

  test("that changed meanwhile is not decided, and the message stays", async () => {
    const { id, reschedule_token } = await book({}, "request");
    const path = `/dashboard/bookings/${id}`;
    const page = await jane.get(path);
    app.clock.now += 1000;
    await app.request("POST", `/v1/reschedule/${reschedule_token}`, { body: { start_time: TUESDAY } });
    const refused = await jane.send(page, { do: "confirm", reason: "See you on Monday" }, path);
    expect(refused.status).toBe(409);
    expect(refused.text).toContain("changed in the meantime");
    expect(refused.text).toContain("See you on Monday");
    expect(await shown(id)).toMatchObject({ status: "pending" });
    expect((await jane.send(refused, { do: "confirm" }, path)).status).toBe(303);
  });

  test("keeps private notes", async () => {
    const { id } = await book();
    await jane.submit(`/dashboard/bookings/${id}`, { host_notes: "Wants <b>a discount", do: "notes" });
    const { text } = await jane.get(`/dashboard/bookings/${id}`);
    expect(text).toContain("Wants &lt;b>a discount");
    const long = await jane.submit(`/dashboard/bookings/${id}`, {
      host_notes: "x".repeat(5001),
      do: "notes",
    });
    expect(long.status).toBe(422);
    expect(long.text).toContain("Please type at most 5000 characters.");
  });

  test("shows its emails, deliveries and changes", async () => {
    await app.request("POST", "/v1/webhooks", { key, body: { url: "https://hooks.example.com/x" } });
    const { id } = await book({}, "request");
    await jane.submit(`/dashboard/bookings/${id}`, { do: "confirm", reason: "" });
    const { text } = await jane.get(`/dashboard/bookings/${id}`);
    for (const part of ["booking.confirmed", "hooks.example.com", "Confirmed", "by you"])
      expect(text).toContain(part);
    const links = text.match(/\/dashboard\/emails\/\d+/g)!;
    expect((await jane.get(links[0])).status).toBe(200);
  });

  test("is rescheduled to a free time, or to any other that no meeting has", async () => {
    const { id } = await book();
    const path = `/dashboard/bookings/${id}/reschedule`;
    const page = await jane.get(path);
    const other = await jane.send(page, { do: "show", date: "2026-03-05" }, path);
    const [start] = /2026-03-05T[\d:]+Z/.exec(other.text)!;
    await jane.send(other, { do: "reschedule", start_time: start }, path);
    expect(await shown(id)).toMatchObject({ start_time: start });
    const night = await jane.submit(path, { do: "reschedule", date: "2026-03-06", time: "22:15" });
    expect(night.status).toBe(303);
    expect(await shown(id)).toMatchObject({ start_time: "2026-03-07T03:15:00Z" });
    await book({ start_time: TUESDAY });
    const taken = await jane.submit(path, { do: "reschedule", date: "2026-03-03", time: "09:10" });
    expect(taken.status).toBe(409);
    expect(taken.text).toContain("That time is not free.");
    const skipped = await jane.submit(path, { do: "reschedule", date: "2026-03-08", time: "02:30" });
    expect(skipped.text).toContain("The clocks skip this time on that day.");
    expect((await jane.submit(path, { do: "reschedule" })).text).toContain("Please choose a time.");
  });

  test("that is over offers nothing to decide", async () => {
    const { id } = await book();
    app.clock.now = Date.parse("2026-03-02T16:00:00Z");
    const { text } = await jane.get(`/dashboard/bookings/${id}`);
    expect(text).not.toContain('value="cancel"');
    expect((await jane.get(`/dashboard/bookings/${id}/reschedule`)).status).toBe(409);
  });
});

test("booking for somebody confirms at once and tells both", async () => {
  const path = "/dashboard/bookings/new";
  const page = await jane.get(`${path}?event_type_id=2`);
  const [start] = /2026-03-0\dT[\d:]+Z/.exec(page.text)!;
  const typed = {
    attendee_name: "Grace Hopper",
    attendee_email: "grace@example.com",
    timezone: "Europe/Paris",
  };
  const missing = await jane.send(
    page,
    { ...typed, attendee_email: "grace", event_type_id: "2", start_time: start, do: "book" },
    path,
  );
  expect(missing.status).toBe(422);
  expect(missing.text).toContain('value="Grace Hopper"');
  const booked = await jane.send(
    missing,
    { ...typed, event_type_id: "2", start_time: start, do: "book" },
    path,
  );
  expect((await jane.follow(booked)).text).toContain("The meeting is booked.");
  const { json } = await app.request("GET", "/v1/bookings", { key });
  expect(json["bookings"]).toMatchObject([
    {
      status: "confirmed",
      attendee_timezone: "Europe/Paris",
      start_time: start,
      event_type: { slug: "request" },
    },
  ]);
  const mails = await app.database.read.selectFrom("outbox").select(["topic", "recipient"]).execute();
  expect(mails.map(({ recipient }) => recipient).toSorted()).toEqual([
    "grace@example.com",
    "jane@example.com",
  ]);
});

test("many bookings are cleared by days or address, after a preview", async () => {
  const path = "/dashboard/bookings/clear";
  await book();
  await book({ start_time: TUESDAY });
  await book({ start_time: "2026-03-04T14:00:00Z", attendee_email: "mary@example.com" });
  const found = await jane.submit(path, { from: "2026-03-02", to: "2026-03-03", do: "find.days" });
  expect(found.text).toContain("2 bookings would be cancelled.");
  const cleared = await jane.send(
    found,
    { do: "clear.days", from: "2026-03-02", to: "2026-03-03", reason: "Ill" },
    path,
  );
  expect((await jane.follow(cleared)).text).toContain("Changed: 2. Left as they were: 0.");
  const rest = await jane.submit(path, { attendee_email: "MARY@example.com", do: "find.address" });
  expect(rest.text).toContain("1 booking would be cancelled.");
  const wrong = await jane.submit(path, { from: "2026-03-03", to: "2026-03-02", do: "find.days" });
  expect(wrong.status).toBe(422);
});
