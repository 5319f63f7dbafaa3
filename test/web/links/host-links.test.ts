import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { aPendingBooking, asTried, everyRow, expectProblem } from "../../support/http.ts";
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

const json = { accept: "application/json" };
const page = { accept: "text/html" };
const form = { ...page, "content-type": "application/x-www-form-urlencoded" };
const SLOT = "2026-03-02T16:00:00Z";

/** The newest email to one side about the booking. */
async function newest(side: "host" | "attendee"): Promise<Json> {
  const { json: list } = await app.request("GET", "/v1/outbox?limit=200", { key });
  const found = list["outbox"].find(
    ({ booking_id, letter }: Json) => booking_id === booking["id"] && letter.startsWith(`${side}_`),
  );
  return (await app.request("GET", `/v1/outbox/${found.id}`, { key })).json;
}

async function hostLink(path: "cancel" | "reschedule" | "booking"): Promise<string> {
  const { text } = await newest("host");
  const [link] = new RegExp(`/(v1/)?${path}/[\\w-]{30}`).exec(text) ?? [];
  expect(link).toBeString();
  return link!;
}

describe("a host's link to cancel", () => {
  test("asks first, with the attendee's details", async () => {
    const before = await everyRow(app);
    const { status, text } = await app.request("GET", await hostLink("cancel"), { headers: page });
    expect(status).toBe(200);
    for (const words of ["Cancel this booking?", "Jason Johnson", "jason@example.com", "09:00"])
      expect(text.replace("9:00 AM", "09:00")).toContain(words);
    expect(await everyRow(app)).toEqual(before);
  });

  test("cancels as the host, with a reason for the attendee", async () => {
    const link = await hostLink("cancel");
    await asTried(app);
    const body = new URLSearchParams({ reason: "I am ill." }).toString();
    const { status, text } = await app.request("POST", `${link}/confirm`, { headers: form, body });
    expect([status, text.includes("Booking cancelled")]).toEqual([200, true]);
    const { text: email } = await newest("attendee");
    expect(email).toContain("Jane Doe has cancelled it.");
    expect(email).toContain("I am ill.");
    const { audit } = (await app.request("GET", "/v1/audit", { key })).json;
    expect(audit[0]).toMatchObject({ action: "booking.cancelled", actor: { type: "link", party: "host" } });
  });
});

describe("a host's link to reschedule", () => {
  test("shows free times in the host's zone, and whom they meet", async () => {
    const { status, text } = await app.request("GET", await hostLink("reschedule"), { headers: page });
    expect(status).toBe(200);
    expect(text).toContain("Jason Johnson");
    expect(text).toContain("America/New York");
  });

  test("reschedules as the host, so a confirmed request stays confirmed", async () => {
    booking = await aPendingBooking(app, key, { start_time: "2026-03-02T15:00:00Z" });
    await app.request("POST", `/v1/bookings/${booking["id"]}/confirm`, { key });
    const link = await hostLink("reschedule");
    await asTried(app);
    const moved = await app.request("POST", link, { headers: json, body: { start_time: SLOT } });
    expect(moved).toMatchObject({ status: 200, json: { status: "confirmed", start_time: SLOT } });
    expect((await newest("attendee"))["text"]).toContain("Jane Doe has rescheduled it.");
  });

  test("lists the same slots as the attendee's", async () => {
    const slots = async (link: string) =>
      (await app.request("GET", `${link}/slots?date=2026-03-03&timezone=UTC`)).json;
    const own = await slots(await hostLink("reschedule"));
    expect(own["slots"].length).toBeGreaterThan(5);
    expect(own).toEqual(await slots(`/v1/reschedule/${booking["reschedule_token"]}`));
  });

  test("is not limited like an attendee's", async () => {
    app.limits.on = true;
    const link = await hostLink("reschedule");
    for (let n = 0; n < 7; n++) {
      const start_time = new Date(Date.parse("2026-03-03T14:00:00Z") + n * 1_800_000).toISOString();
      expect((await app.request("POST", link, { headers: json, body: { start_time } })).status).toBe(200);
    }
  });
});

describe("a host's page of a booking", () => {
  test("has the host's own links", async () => {
    const { status, text } = await app.request("GET", await hostLink("booking"), { headers: page });
    expect(status).toBe(200);
    expect(text).toContain("Jason Johnson");
    expect(text).not.toContain(booking["cancel_token"]);
    const [cancel] = /\/v1\/cancel\/[\w-]{30}/.exec(text)!;
    await app.request("POST", `${cancel}/confirm`, { headers: json, body: {} });
    await asTried(app);
    expect((await newest("attendee"))["text"]).toContain("Jane Doe has cancelled it.");
  });
});

test("a host's link is no attendee's link for another purpose", async () => {
  const token = (await hostLink("cancel")).split("/").at(-1)!;
  for (const target of [`/v1/reschedule/${token}`, `/booking/${token}`, `/v1/not-me/${token}`])
    expectProblem(await app.request("GET", target, { headers: json }), 404, "not_found");
  expectProblem(
    await app.request("GET", `/v1/bookings/${token}/confirm`, { headers: json }),
    404,
    "not_found",
  );
});

test("no answer and no email of the attendee has a host's link", async () => {
  const tokens = await Promise.all((["cancel", "reschedule", "booking"] as const).map(hostLink));
  const whole = JSON.stringify([booking, await newest("attendee")]);
  for (const link of tokens) expect(whole).not.toContain(link.split("/").at(-1)!);
});
