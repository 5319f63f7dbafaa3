import { afterEach, beforeEach, expect, test } from "bun:test";
import { browserOf } from "../../support/dashboard.ts";
import { asTried } from "../../support/http.ts";
import { type Json, startApp, type TestApp } from "../../support/start-app.ts";

let app: TestApp;
let key: string;
let booking: Json;

beforeEach(async () => {
  app = await startApp();
  ({ key } = await app.host());
  booking = (await app.book()).json;
  await asTried(app);
});
afterEach(() => app.close());

const REASON = "The train is late";
const start_time = "2026-03-02T16:00:00Z";

/** The texts of the emails about the rescheduling, by their kind. */
async function emails(): Promise<Map<string, string>> {
  const { json } = await app.request("GET", "/v1/outbox", { key });
  const moved = json["outbox"].filter(({ letter }: Json) => letter.endsWith("_moved"));
  const texts = moved.map(async ({ id, letter }: Json) => {
    const { json: whole } = await app.request("GET", `/v1/outbox/${id}`, { key });
    return [letter, whole["text"]] as const;
  });
  return new Map(await Promise.all(texts));
}

const shown = async () => (await app.request("GET", `/v1/bookings/${booking["id"]}`, { key })).json;

function byLink(body: Json, headers: Record<string, string> = { accept: "application/json" }) {
  return app.request("POST", `/v1/reschedule/${booking["reschedule_token"]}`, { body, headers });
}

test("an attendee's reason goes to the host, and never to the address that it came from", async () => {
  expect((await byLink({ start_time, reason: REASON })).status).toBe(200);
  const texts = await emails();
  expect(texts.get("host_moved")).toContain(REASON);
  expect(texts.get("attendee_moved")).not.toContain(REASON);
  expect((await shown())["reschedule_reason"]).toBe(REASON);
});

test("a host's reason goes to the attendee", async () => {
  const body = { start_time, reason: REASON };
  await app.request("POST", `/v1/bookings/${booking["id"]}/reschedule`, { key, body });
  const texts = await emails();
  expect(texts.get("attendee_moved")).toContain(REASON);
  expect(texts.get("host_moved")).not.toContain(REASON);
});

test("the page and the dashboard have a field for it", async () => {
  const form = { "content-type": "application/x-www-form-urlencoded", accept: "text/html" };
  const page = await app.request(
    "GET",
    `/v1/reschedule/${booking["reschedule_token"]}?start=2026-03-02T16%3A00%3A00Z`,
    { headers: { accept: "text/html" } },
  );
  expect(page.text).toContain('name="reason"');
  const fields = new URLSearchParams({ start_time, timezone: "America/Chicago", reason: REASON });
  const target = `/v1/reschedule/${booking["reschedule_token"]}`;
  await app.request("POST", target, { body: fields.toString(), headers: form });
  expect((await shown())["reschedule_reason"]).toBe(REASON);
  const jane = await browserOf(app);
  expect((await jane.get(`/dashboard/bookings/${booking["id"]}/reschedule`)).text).toContain('name="reason"');
});

test("a host who has to decide again reads the reason", async () => {
  await app.request("PATCH", "/v1/event-types/1", { key, body: { requires_confirmation: true } });
  const other = (await app.book({ start_time: "2026-03-03T14:00:00Z" })).json;
  await app.request("POST", `/v1/bookings/${other["id"]}/confirm`, { key, body: {} });
  await asTried(app);
  const body = { start_time: "2026-03-03T16:00:00Z", reason: REASON };
  const headers = { accept: "application/json" };
  const moved = await app.request("POST", `/v1/reschedule/${other["reschedule_token"]}`, { body, headers });
  expect(moved.json["status"]).toBe("pending");
  const { json } = await app.request("GET", "/v1/outbox", { key });
  const texts = await Promise.all(
    json["outbox"].map(async ({ id }: Json) => (await app.request("GET", `/v1/outbox/${id}`, { key })).json),
  );
  const readers = texts.filter(({ text }) => text.includes(REASON)).map(({ recipient }) => recipient);
  expect(readers).toEqual(["jane@example.com"]);
});

test("the dashboard shows it, and the attendee's page does not", async () => {
  await byLink({ start_time, reason: REASON });
  const jane = await browserOf(app);
  expect((await jane.get(`/dashboard/bookings/${booking["id"]}`)).text).toContain(REASON);
  const page = await app.request("GET", `/booking/${booking["view_token"]}`, {
    headers: { accept: "text/html" },
  });
  expect([page.status, page.text.includes(REASON)]).toEqual([200, false]);
});

test("a taken time keeps what was typed", async () => {
  await app.book({ start_time, attendee_email: "mary@example.com" });
  const fields = new URLSearchParams({ start_time, timezone: "America/Chicago", reason: REASON });
  const headers = { "content-type": "application/x-www-form-urlencoded", accept: "text/html" };
  const target = `/v1/reschedule/${booking["reschedule_token"]}`;
  const page = await app.request("POST", target, { body: fields.toString(), headers });
  expect([page.status, page.text.includes(`>${REASON}</textarea>`)]).toEqual([409, true]);
});

test("a rescheduling without a reason forgets the previous one, and so does an erasure", async () => {
  await byLink({ start_time, reason: REASON });
  await byLink({ start_time: "2026-03-02T17:00:00Z", reason: "" });
  expect((await shown())["reschedule_reason"]).toBeNull();
  await byLink({ start_time, reason: REASON });
  await app.request("DELETE", "/v1/attendees/jason@example.com", { key });
  expect(JSON.stringify(await shown())).not.toContain(REASON);
});

test("a reason that is too long is refused, and nothing moves", async () => {
  const { status, json } = await byLink({ start_time, reason: "x".repeat(1001) });
  expect([status, json["details"][0]["path"]]).toEqual([422, "/reason"]);
  expect((await shown())["start_time"]).toBe("2026-03-02T14:00:00Z");
});

test("the dashboard refuses a reason that is too long instead of cutting it", async () => {
  const jane = await browserOf(app);
  const page = `/dashboard/bookings/${booking["id"]}/reschedule`;
  const reason = "x".repeat(1001);
  const refused = await jane.submit(page, { start_time, reason, do: "reschedule" });
  expect([refused.status, refused.text.includes(reason)]).toEqual([422, true]);
  expect((await shown())["start_time"]).toBe("2026-03-02T14:00:00Z");
  const moved = await jane.submit(page, { start_time, reason: REASON, do: "reschedule" });
  expect(moved.status).toBe(303);
  expect((await shown())["reschedule_reason"]).toBe(REASON);
});
