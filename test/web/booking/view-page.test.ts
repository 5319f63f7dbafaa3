import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { aPendingBooking, everyRow } from "../../support/http.ts";
import { type Json, startApp, type TestApp } from "../../support/start-app.ts";

let app: TestApp;
let key: string;
let booking: Json;

beforeEach(async () => {
  app = await startApp();
  ({ key } = await app.host());
  booking = (await app.book()).json;
});
afterEach(() => app.close());

const view = (query = "", headers: Record<string, string> = { accept: "text/html" }) =>
  app.request("GET", `/booking/${booking["view_token"]}${query}`, { headers });
const ask = (verb: string) => app.request("POST", `/v1/bookings/${booking["id"]}/${verb}`, { key });

describe("a booking's page", () => {
  test("shows the time, the calendar file and the next steps", async () => {
    const { status, text, headers } = await view();
    expect(status).toBe(200);
    for (const words of [
      "Your booking is confirmed",
      "March 2",
      "8:00",
      ".ics",
      "/v1/cancel/",
      "/v1/reschedule/",
    ])
      expect(text).toContain(words);
    expect(headers.get("cache-control")).toBe("no-store");
    expect(headers.get("referrer-policy")).toBe("no-referrer");
    expect(headers.get("x-robots-tag")).toBe("noindex");
  });

  test("names neither the attendee nor their address", async () => {
    const { text } = await view();
    expect(text).not.toContain("Jason");
    expect(text).not.toContain("jason@example.com");
  });

  test("changes nothing, however often it is opened", async () => {
    const before = await everyRow(app);
    expect((await view()).text.length).toBe((await view()).text.length);
    expect(await everyRow(app)).toEqual(before);
  });

  test("shows a new time after a reschedule", async () => {
    const body = { start_time: "2026-03-02T15:00:00Z" };
    await app.request("POST", `/v1/reschedule/${booking["reschedule_token"]}`, { body });
    const { text } = await view();
    expect(text).toContain("09:00");
    expect(text).not.toContain("08:00");
  });

  test("offers neither cancelling nor rescheduling once cancelled", async () => {
    await ask("cancel");
    const { status, text } = await view();
    expect([status, text.includes("This booking was cancelled")]).toEqual([200, true]);
    for (const gone of ["/v1/cancel/", ".ics"]) expect(text.split("<script")[0]).not.toContain(gone);
    expect(text).toContain(`href="/book/jane/30min`);
  });

  test("says that a request waits, or was declined", async () => {
    booking = await aPendingBooking(app, key, { start_time: "2026-03-02T16:00:00Z" });
    expect((await view()).text).toContain("Your request has been sent");
    await ask("decline");
    expect((await view()).text).toContain("This request was declined");
  });

  test("says when the meeting is over", async () => {
    app.clock.now = Date.parse("2026-03-02T14:30:00Z");
    expect((await view()).text).toContain("This meeting is over");
  });

  test("speaks the language that its URL names", async () => {
    const { text } = await view("?lang=de");
    expect(text).toContain('<html lang="de"');
  });
});

test.each(["cancel_token", "reschedule_token"])("a %s does not open the page", async (name) => {
  const { status } = await app.request("GET", `/booking/${booking[name]}`, {
    headers: { accept: "text/html" },
  });
  expect(status).toBe(404);
});

test("a view token changes nothing by any other link", async () => {
  const token = booking["view_token"];
  const before = await everyRow(app);
  for (const target of [`/v1/cancel/${token}/confirm`, `/v1/bookings/${token}/confirm`]) {
    const { status } = await app.request("POST", target, {
      headers: { accept: "application/json" },
      body: {},
    });
    expect([target, status]).toEqual([target, 404]);
  }
  expect(await everyRow(app)).toEqual(before);
});

test("an erased booking has no page", async () => {
  await app.request("DELETE", "/v1/attendees/jason@example.com", { key });
  expect((await view()).status).toBe(404);
});
