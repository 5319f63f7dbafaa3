import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { anEventTypeOf, expectInvalid, expectProblem } from "../support/http.ts";
import { type Answered, type Json, startApp, type TestApp } from "../support/start-app.ts";

let app: TestApp;
let key: string;

beforeEach(async () => {
  app = await startApp();
  ({ key } = await app.host());
});
afterEach(() => app.close());

const block = (body: Json, by = key): Promise<Answered> =>
  app.request("POST", "/v1/blocks", { key: by, body });
const list = async (): Promise<Json> => (await app.request("GET", "/v1/blocks", { key })).json;
const from = (attendee_email: string, headers: Record<string, string> = {}) =>
  app.book({ attendee_email }, "/v1/book/jane/30min", headers);
const asJson = { accept: "application/json" };

describe("a blocked address", () => {
  test.each([
    ["as it was blocked", "spam@example.com", "spam@example.com"],
    ["in another case", "spam@example.com", "SPAM@Example.com"],
    ["with a tag", "spam@example.com", "spam+1@example.com"],
    ["blocked with a tag", "spam+x@example.com", "spam@example.com"],
    ["in ASCII", "spam@bücher.example", "spam@xn--bcher-kva.example"],
  ])("%s gets the same error as for a taken time", async (_, address, attendee_email) => {
    expect((await block({ address })).status).toBe(201);
    const blocked = await from(attendee_email);
    expectProblem(blocked, 409, "slot_unavailable");
    await from("somebody@example.com");
    expect(blocked.text).toBe((await from("another@example.com")).text);
  });

  test("is blocked with the host's key and on the page too", async () => {
    await block({ address: "spam@example.com" });
    expectProblem(await from("spam@example.com", { "x-api-key": key }), 409, "slot_unavailable");
    const page = await app.book({ attendee_email: "spam@example.com" }, "/book/jane/30min");
    expect(page.status).toBe(409);
  });

  test("can cancel its bookings but not reschedule them", async () => {
    const { json: booking } = await from("spam@example.com");
    await block({ address: "spam@example.com" });
    const body = { start_time: "2026-03-02T15:00:00Z" };
    const moved = await app.request("POST", `/v1/reschedule/${booking["reschedule_token"]}`, {
      body,
      headers: asJson,
    });
    expectProblem(moved, 409, "slot_unavailable");
    expect(
      (await app.request("POST", `/v1/bookings/${booking["id"]}/reschedule`, { key, body })).status,
    ).toBe(200);
    const cancel = `/v1/cancel/${booking["cancel_token"]}/confirm`;
    expect((await app.request("POST", cancel, { body: {}, headers: asJson })).status).toBe(200);
  });

  test("can book with other hosts, and again once unblocked", async () => {
    await app.host("joe");
    const { json } = await block({ address: "spam@example.com", note: "Never comes" });
    expect((await app.book({ attendee_email: "spam@example.com" }, "/v1/book/joe/30min")).status).toBe(201);
    expect((await app.request("DELETE", `/v1/blocks/${json["id"]}`, { key })).status).toBe(204);
    expect((await from("spam@example.com")).status).toBe(201);
  });
});

test.each([
  ["itself", "example.com", "a@example.com", 409],
  ["a subdomain", "example.com", "a@mail.eu.example.com", 409],
  ["in another case and script", "BÜCHER.example", "a@mail.bücher.example", 409],
  ["a domain above", "mail.example.com", "a@example.com", 201],
  ["a longer name", "example.com", "a@notexample.com", 201],
])("a blocked domain blocks %s or not: %s, %s", async (_, domain, address, status) => {
  await block({ domain });
  expect((await from(address)).status).toBe(status);
});

test("blocks are listed in normalized form and audited", async () => {
  const { json } = await block({ address: "Spam+1@Example.com", note: " Never comes " });
  const shown = { id: 1, address: "spam@example.com", domain: null, note: "Never comes" };
  expect(json).toEqual({ ...shown, created_at: "2026-03-02T10:00:00Z" });
  expect(await list()).toMatchObject({ total: 1, blocks: [shown] });
  await app.request("DELETE", "/v1/blocks/1", { key });
  const audit = (await app.request("GET", "/v1/audit", { key })).json["audit"];
  expect(audit.slice(0, 2).map(({ action, subject }: Json) => [action, subject])).toEqual([
    ["block.deleted", { type: "block", id: 1 }],
    ["block.created", { type: "block", id: 1 }],
  ]);
});

test("a block names exactly one address or domain, once", async () => {
  expectInvalid(await block({}), "/address");
  expectInvalid(await block({ address: "a@b.example", domain: "b.example" }), "/address");
  expectInvalid(await block({ address: "nobody" }), "/address");
  for (const domain of ["localhost", "a b.example", "@example.com", "http://example.com"])
    expectInvalid(await block({ domain }), "/domain");
  await block({ domain: "example.com" });
  expectProblem(await block({ domain: "EXAMPLE.com" }), 409, "already_blocked");
});

describe("many bookings at once", () => {
  const at = (hour: number) => `2026-03-02T${hour}:00:00Z`;
  const bulk = (body: Json, by = key): Promise<Answered> =>
    app.request("POST", "/v1/bookings/bulk", { key: by, body });
  const statuses = async (): Promise<string[]> => {
    const { json } = await app.request("GET", "/v1/bookings", { key });
    return json["bookings"]
      .map(({ start_time, status }: Json) => `${start_time.slice(11, 13)} ${status}`)
      .sort();
  };
  const spam = { attendee_email: "spam@example.com" };

  test("are cancelled by address, with an email each", async () => {
    await app.book({ ...spam, start_time: at(14) });
    await app.book({ attendee_email: "Spam+1@example.com", start_time: at(15) });
    await app.book({ start_time: at(16) });
    expect((await bulk({ action: "cancel", ...spam, reason: "No" })).json).toEqual({
      changed: 2,
      skipped: 0,
    });
    expect(await statuses()).toEqual(["14 cancelled", "15 cancelled", "16 confirmed"]);
    expect((await bulk({ action: "cancel", ...spam })).json).toEqual({ changed: 0, skipped: 0 });
    const { json } = await app.request("GET", "/v1/outbox?limit=200", { key });
    const told = json["outbox"].filter(({ letter }: Json) => letter === "attendee_cancelled");
    expect(told).toHaveLength(2);
    const whole = await app.request("GET", `/v1/outbox/${told[0].id}`, { key });
    expect(whole.json["text"]).toContain("No");
  });

  test("are declined if pending, otherwise skipped", async () => {
    await anEventTypeOf(app, key, { requires_confirmation: true });
    await app.book({ ...spam, start_time: at(14) }, "/v1/book/jane/approval");
    await app.book({ ...spam, start_time: at(15) });
    expect((await bulk({ action: "decline", ...spam })).json).toEqual({ changed: 1, skipped: 1 });
    expect(await statuses()).toEqual(["14 declined", "15 confirmed"]);
  });

  test("are selected by start, inclusive, unless they are over", async () => {
    for (const hour of [14, 15, 16, 17]) await app.book({ start_time: at(hour) });
    app.clock.now = Date.parse(at(15));
    const range = { from: at(14), to: at(16) };
    expect((await bulk({ action: "cancel", ...range })).json).toEqual({ changed: 2, skipped: 0 });
    expect(await statuses()).toEqual(["14 confirmed", "15 cancelled", "16 cancelled", "17 confirmed"]);
  });

  test("are selected by the client network of one of them", async () => {
    app.limits.on = true;
    const first = await app.book({ attendee_email: "a@example.com", start_time: at(14) });
    await app.book({ attendee_email: "b@example.com", start_time: at(15) });
    await app.book({ attendee_email: "c@example.com", start_time: at(16) }, undefined, { "x-api-key": key });
    const body = { action: "cancel", same_client_as: first.json["id"] };
    expect((await bulk(body)).json).toEqual({ changed: 2, skipped: 0 });
    expect(await statuses()).toEqual(["14 cancelled", "15 cancelled", "16 confirmed"]);
    expectInvalid(await bulk({ action: "cancel", same_client_as: 3 }), "/same_client_as");
    expectInvalid(await bulk({ action: "cancel", same_client_as: 99 }), "/same_client_as");
  });

  test("are only the host's own", async () => {
    const { key: others } = await app.host("joe");
    const { json } = await app.book({ ...spam, start_time: at(14) });
    expect((await bulk({ action: "cancel", ...spam }, others)).json).toEqual({ changed: 0, skipped: 0 });
    expectInvalid(await bulk({ action: "cancel", same_client_as: json["id"] }, others), "/same_client_as");
    expect(await statuses()).toEqual(["14 confirmed"]);
  });

  test.each([
    ["nothing", {}],
    ["two selectors", { ...spam, same_client_as: 1 }],
    ["half a range", { from: at(14) }],
    ["an address and a range", { ...spam, from: at(14), to: at(15) }],
  ])("are not selected by %s", async (_, selector) => {
    expectInvalid(await bulk({ action: "cancel", ...selector }), "/attendee_email");
  });
});

describe("a host's notes on a booking", () => {
  const notes = (id: number, host_notes: string | null, by = key) =>
    app.request("PATCH", `/v1/bookings/${id}`, { key: by, body: { host_notes } });

  test("are stored and audited, and notify nobody", async () => {
    const { json: booking } = await app.book();
    app.clock.now += 60_000;
    const { status, json } = await notes(booking["id"], " Wants to see\nthe offices ");
    expect(status).toBe(200);
    expect(json).toMatchObject({
      host_notes: "Wants to see\nthe offices",
      sequence: 0,
      updated_at: "2026-03-02T10:01:00Z",
    });
    const { json: outbox } = await app.request("GET", "/v1/outbox", { key });
    expect(outbox["total"]).toBe(2);
    const { json: audit } = await app.request("GET", "/v1/audit", { key });
    expect(audit["audit"][0]).toMatchObject({ action: "booking.updated", changes: ["host_notes"] });
    expect((await notes(booking["id"], null)).json["host_notes"]).toBeNull();
  });

  test("that are unchanged write nothing", async () => {
    const { json: booking } = await app.book();
    const first = await notes(booking["id"], "Note");
    app.clock.now += 60_000;
    expect((await notes(booking["id"], "Note")).text).toBe(first.text);
  });

  test("have at most 5,000 characters", async () => {
    const { json: booking } = await app.book();
    expectInvalid(await notes(booking["id"], "x".repeat(5_001)), "/host_notes");
    expect((await notes(booking["id"], "x".repeat(5_000))).status).toBe(200);
  });
});
