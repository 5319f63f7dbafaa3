import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { browserOf } from "../support/dashboard.ts";
import { everyRow } from "../support/http.ts";
import { type Json, startApp, type TestApp } from "../support/start-app.ts";

let app: TestApp;
let key: string;

beforeEach(async () => {
  app = await startApp();
  ({ key } = await app.host());
});
afterEach(() => app.close());

const NOTE =
  "Hello {attendee_name}, bring your laptop <b>to</b> {location}.\n{date}, {start_time} to {end_time} ({timezone}), {duration}: {event_title}, {host_name} {host_email} {attendee_email} {booking_uid}";

const set = (body: Json) => app.request("PATCH", "/v1/event-types/1", { key, body });

/** The one email of this kind, with its text on one line and with plain spaces. */
async function email(letter: string): Promise<Json> {
  const { json } = await app.request("GET", "/v1/outbox", { key });
  const { id } = json["outbox"].find((one: Json) => one["letter"] === letter);
  const whole = (await app.request("GET", `/v1/outbox/${id}`, { key })).json;
  return { ...whole, line: whole["text"].replaceAll(/[\s\u202f\u00a0]+/g, " ") };
}

describe("the host's words", () => {
  test("are in the confirmation, filled in and escaped, in the attendee's zone", async () => {
    await set({ confirmation_note: NOTE, location: "Room {booking_uid}", location_type: "in_person" });
    const { json } = await app.book({ attendee_name: "<i>{host_email}</i>" });
    const { uid } = (await app.request("GET", `/v1/bookings/${json["id"]}`, { key })).json;
    const { line, html } = await email("attendee_booked");
    expect(line).toContain(
      `From Jane Doe: Hello jason@example.com, bring your laptop <b>to</b> Room ${uid}.`,
    );
    expect(line).toContain(
      "Monday, March 2, 2026, 8:00 AM to 8:30 AM (America/Chicago), 30 minutes: 30 Minute Meeting, " +
        `Jane Doe jane@example.com jason@example.com ${uid}`,
    );
    expect(html).toContain("&lt;b>to&lt;/b>");
    expect(html).not.toContain("<b>to");
    expect((await email("host_booked"))["text"]).not.toContain("laptop");
  });

  test("name the attendee only if the address was verified, because anybody can type a name", async () => {
    await set({ confirmation_note: "Hello {attendee_name}!" });
    await app.book({ attendee_name: "Cheap pills" });
    expect((await email("attendee_booked"))["line"]).toContain("Hello jason@example.com!");
    await app.database.write((trx) => trx.updateTable("bookings").set({ address_proved: 1 }).execute());
    expect((await email("attendee_booked"))["line"]).toContain("Hello Cheap pills!");
  });

  test("do not fill in variables that a value contains", async () => {
    await set({ confirmation_note: "{event_title}", title: "About {host_email}" });
    await app.book();
    expect((await email("attendee_booked"))["line"]).toContain("From Jane Doe: About {host_email}");
  });

  test("are in the approval of a request and in no other email about it", async () => {
    await set({ confirmation_note: "Bring your laptop.", requires_confirmation: true });
    const { json } = await app.book();
    expect((await email("attendee_requested"))["text"]).not.toContain("laptop");
    await app.request("POST", `/v1/bookings/${json["id"]}/confirm`, { key, body: {} });
    expect((await email("attendee_approved"))["text"]).toContain("Bring your laptop.");
  });

  test("of an event type that was deleted since are still sent", async () => {
    await set({ confirmation_note: "Bring your laptop." });
    await app.book();
    await app.request("DELETE", "/v1/event-types/1", { key });
    expect((await email("attendee_booked"))["text"]).toContain("Bring your laptop.");
  });

  test.each(["{attende_name}", "{}", "{ date }", "{constructor}"])("cannot contain %s", async (unknown) => {
    const before = await everyRow(app);
    for (const name of ["confirmation_note", "reminder_note"]) {
      const refused = await set(Object.fromEntries([[name, `Hello ${unknown}`]]));
      expect(refused.status).toBe(422);
      expect(refused.json["details"]).toEqual([
        { path: `/${name}`, message: `must not contain ${unknown}, which is not a variable` },
      ]);
    }
    expect(await everyRow(app)).toEqual(before);
  });

  test("can contain braces that enclose nothing, and be taken away", async () => {
    expect((await set({ confirmation_note: "} {\nbring {your laptop" })).status).toBe(200);
    expect((await set({ confirmation_note: "" })).json["confirmation_note"]).toBeNull();
    expect((await set({ confirmation_note: "x".repeat(2001) })).status).toBe(422);
  });
});

describe("trying the words", () => {
  const post = (what: string, body: Json) =>
    app.request("POST", `/v1/event-types/1/${what}-email`, { key, body });

  test("previews the stored ones, or others, without writing anything", async () => {
    await set({ reminder_note: "See you at {start_time}." });
    const before = await everyRow(app);
    const stored = (await post("preview", { letter: "reminder" })).json;
    expect(stored["text"].replaceAll(/\s/g, " ")).toMatch(/See you at \d+:00 [AP]M\./);
    expect(stored["subject"]).toStartWith("Reminder: 30 Minute Meeting with Jane Doe");
    const other = (await post("preview", { letter: "confirmation", note: "Dear {attendee_name}" })).json;
    expect(other["text"]).toContain("Dear Jason Johnson");
    expect(other["html"]).toContain("Dear Jason Johnson");
    expect(await everyRow(app)).toEqual(before);
  });

  test("sends them to the host, marked as a test, without an invitation", async () => {
    const sent = await post("test", { letter: "confirmation", note: "Dear {attendee_name}" });
    expect(sent).toMatchObject({ status: 202, json: { recipient: "jane@example.com" } });
    const test = await email("host_test_letter");
    expect(test["recipient"]).toBe("jane@example.com");
    expect(test["subject"]).toStartWith("Test: 30 Minute Meeting with Jane Doe");
    expect(test["text"]).toContain("Dear Jason Johnson");
    expect(test["invitation"]).toBeNull();
  });

  test("is limited, and refuses what cannot be saved", async () => {
    const refused = await post("test", { letter: "reminder", note: "{nobody}" });
    expect(refused.json["details"]).toEqual([
      { path: "/note", message: "must not contain {nobody}, which is not a variable" },
    ]);
    for (let n = 0; n < 20; n++) expect((await post("test", { letter: "reminder" })).status).toBe(202);
    expect((await post("test", { letter: "reminder" })).status).toBe(429);
    const { key: joes } = await app.host("joe");
    const target = "/v1/event-types/1/preview-email";
    expect((await app.request("POST", target, { key: joes, body: { letter: "reminder" } })).status).toBe(404);
  });

  test("works in the dashboard, with what is typed and not saved yet", async () => {
    const jane = await browserOf(app);
    const form = "/dashboard/event-types/1";
    const typed = { confirmation_note: "Dear {attendee_name}", reminder_note: "Soon: {event_title}" };
    const previewed = await jane.submit(form, { ...typed, do: "preview" });
    expect(previewed.status).toBe(200);
    for (const words of ["Dear Jason Johnson", "Soon: 30 Minute Meeting"])
      expect(previewed.text).toContain(words);
    const tested = await jane.submit(form, { ...typed, do: "test" });
    expect(tested.text).toContain("on their way to jane@example.com");
    expect(tested.text).toContain("Dear {attendee_name}</textarea>");
    const { json } = await app.request("GET", "/v1/outbox", { key });
    expect(json["outbox"].map(({ letter }: Json) => letter)).toEqual([
      "host_test_letter",
      "host_test_letter",
    ]);
    const wrong = await jane.submit(form, { ...typed, reminder_note: "{nobody}", do: "test" });
    expect(wrong.status).toBe(422);
    expect(wrong.text).toContain("Please use only the words in braces that are listed.");
    expect((await app.request("GET", "/v1/event-types/1", { key })).json["confirmation_note"]).toBeNull();
    await jane.submit(form, { ...typed, do: "save" });
    expect((await app.request("GET", "/v1/event-types/1", { key })).json).toMatchObject(typed);
  });
});
