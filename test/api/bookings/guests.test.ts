import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { findBooking } from "../../../src/db/queries/bookings/bookings.ts";
import { findHost } from "../../../src/db/queries/hosts/hosts.ts";
import { hostEntry } from "../../../src/email/content/host-entry.ts";
import { asTried, everyRow } from "../../support/http.ts";
import { type Json, startApp, type TestApp } from "../../support/start-app.ts";

let app: TestApp;
let key: string;

beforeEach(async () => {
  app = await startApp();
  ({ key } = await app.host());
  await app.request("PATCH", "/v1/event-types/1", { key, body: { max_guests: 3 } });
});
afterEach(() => app.close());

const ALEX = "alex@example.com";
const KIM = "kim@example.com";
const json = { accept: "application/json" };

const asHost = (booking: Json, guests: unknown) =>
  app.request("PUT", `/v1/bookings/${booking["id"]}/guests`, { key, body: { guests } });

const tokenOf = ({ id }: Json, uid: string) => app.deps.tokens.issue("guests", { id, uid });

async function byLink(booking: Json, guests: unknown) {
  const { uid } = (await app.request("GET", `/v1/bookings/${booking["id"]}`, { key })).json as {
    uid: string;
  };
  return app.request("POST", `/v1/guests/${tokenOf(booking, uid)}`, { body: { guests }, headers: json });
}

/** The emails to guests, as `letter to recipient: status`, oldest first. */
async function toGuests(): Promise<string[]> {
  const { json } = await app.request("GET", "/v1/outbox?limit=100", { key });
  return json["outbox"]
    .filter(({ letter }: Json) => letter.startsWith("guest_"))
    .map(({ letter, recipient, status }: Json) => `${letter} to ${recipient}: ${status}`)
    .toReversed();
}

describe("booking with guests", () => {
  test("invites each of them once the booking is confirmed", async () => {
    const booked = await app.book({ guests: ["Alex@Example.com", KIM] });
    expect(booked.status).toBe(201);
    expect(booked.json["guests"]).toEqual([ALEX, KIM]);
    expect(await toGuests()).toEqual([
      `guest_invited to ${ALEX}: waiting`,
      `guest_invited to ${KIM}: waiting`,
    ]);
  });

  test("says nothing to guests before the host confirms, and nothing after a decline", async () => {
    await app.request("PATCH", "/v1/event-types/1", { key, body: { requires_confirmation: true } });
    const one = (await app.book({ guests: [ALEX] })).json;
    const other = (await app.book({ start_time: "2026-03-02T16:00:00Z", guests: [KIM] })).json;
    expect(await toGuests()).toEqual([]);
    await app.request("POST", `/v1/bookings/${one["id"]}/confirm`, { key, body: {} });
    await app.request("POST", `/v1/bookings/${other["id"]}/decline`, { key, body: {} });
    expect(await toGuests()).toEqual([`guest_invited to ${ALEX}: waiting`]);
  });

  const wrong: readonly [string, unknown, string, string][] = [
    ["the attendee", ["JASON@example.com"], "/guests/0", "must not be the attendee's own address"],
    [
      "the attendee's mailbox with a tag",
      ["jason+2@example.com"],
      "/guests/0",
      "must not be the attendee's own address",
    ],
    [
      "a repeated guest",
      [ALEX, KIM, "ALEX@example.com"],
      "/guests/2",
      "must not repeat another guest's address",
    ],
    [
      "too many",
      [ALEX, KIM, "a@example.com", "b@example.com"],
      "/guests",
      "must not have more than 3 addresses",
    ],
    ["no address", ["alex"], "/guests/0", "must be an email address, like jason@example.com"],
  ];
  test.each(wrong)("refuses %s and writes nothing", async (_, guests, path, message) => {
    const before = await everyRow(app);
    const refused = await app.book({ guests });
    expect(refused.status).toBe(422);
    expect(refused.json["details"]).toEqual([{ path, message }]);
    expect(await everyRow(app)).toEqual(before);
  });

  test("needs an event type that takes guests", async () => {
    await app.request("PATCH", "/v1/event-types/1", { key, body: { max_guests: 0 } });
    expect((await app.book({ guests: [ALEX] })).json["details"]).toEqual([
      { path: "/guests", message: "must be empty: no guests can be brought along" },
    ]);
    expect((await app.book({ guests: [] })).status).toBe(201);
  });

  test("does not bring along whom the host blocks", async () => {
    await app.request("POST", "/v1/blocks", { key, body: { address: ALEX } });
    expect((await app.book({ guests: [ALEX] })).json["code"]).toBe("slot_unavailable");
  });

  test("counts for each guest's address like a booking of their own", async () => {
    app.limits.on = true;
    await app.request("PATCH", "/v1/event-types/1", { key, body: { max_upcoming_per_attendee: 100 } });
    const times = Array.from({ length: 11 }, (_, n) =>
      new Date(Date.parse("2026-03-03T14:00:00Z") + n * 1_800_000).toISOString(),
    );
    const bookAll = async (email: string, starts: readonly string[]) => {
      for (const [n, start_time] of starts.entries())
        expect(
          (await app.book({ start_time, attendee_email: `${email}${n}@example.com`, guests: [ALEX] })).status,
        ).toBe(201);
    };
    await bookAll("a", times);
    await bookAll(
      "b",
      times.slice(0, 9).map((time) => time.replace("03-03", "03-04")),
    );
    const start_time = "2026-03-05T14:00:00Z";
    const refused = await app.book({ start_time, guests: [ALEX] });
    expect(refused.status).toBe(429);
    expect((await app.book({ start_time, guests: [KIM] })).status).toBe(201);
  });

  test("is remembered under an idempotency key", async () => {
    const headers = { "idempotency-key": "one" };
    const first = await app.book({ guests: [ALEX] }, undefined, headers);
    const again = await app.book({ guests: [ALEX] }, undefined, headers);
    expect(again.json).toEqual(first.json);
    expect((await app.book({ guests: [KIM] }, undefined, headers)).status).toBe(422);
    expect(await toGuests()).toHaveLength(1);
  });
});

describe("the guests of a booking", () => {
  let booking: Json;
  beforeEach(async () => {
    booking = (await app.book({ guests: [ALEX] })).json;
    await asTried(app);
  });

  test("hear of a new time and of the cancellation", async () => {
    const start_time = "2026-03-02T16:00:00Z";
    await app.request("POST", `/v1/bookings/${booking["id"]}/reschedule`, { key, body: { start_time } });
    await asTried(app);
    await app.request("POST", `/v1/cancel/${booking["cancel_token"]}/confirm`, { body: {}, headers: json });
    expect((await toGuests()).map((line) => line.split(":")[0]!)).toEqual([
      `guest_invited to ${ALEX}`,
      `guest_moved to ${ALEX}`,
      `guest_cancelled to ${ALEX}`,
    ]);
  });

  test("never hear of a meeting that is cancelled before their invitation is sent", async () => {
    const other = (await app.book({ start_time: "2026-03-02T16:00:00Z", guests: [KIM] })).json;
    await app.request("POST", `/v1/bookings/${other["id"]}/cancel`, { key, body: {} });
    expect((await toGuests()).filter((line) => line.includes(KIM))).toEqual([
      `guest_invited to ${KIM}: expired`,
    ]);
  });

  test("can be changed by the host, who tells new and removed ones", async () => {
    const changed = await asHost(booking, [KIM]);
    expect(changed.json).toMatchObject({ guests: [KIM], sequence: 1 });
    expect((await toGuests()).slice(1)).toEqual([
      `guest_invited to ${KIM}: waiting`,
      `guest_removed to ${ALEX}: waiting`,
    ]);
    const [entry] = (await app.request("GET", "/v1/audit", { key })).json["audit"];
    expect(entry).toMatchObject({ action: "booking.updated", changes: ["guests"] });
  });

  test("stay the same without a write if nothing changes", async () => {
    const before = await everyRow(app);
    expect((await asHost(booking, ["ALEX@example.com"])).status).toBe(200);
    expect(await everyRow(app)).toEqual(before);
  });

  test("can come back after they were removed", async () => {
    await asHost(booking, []);
    expect((await asHost(booking, [ALEX])).json["guests"]).toEqual([ALEX]);
    // Nobody was told in between, so there is one email: the invitation.
    expect((await toGuests()).slice(1)).toEqual([`guest_invited to ${ALEX}: waiting`]);
  });

  test("can be changed by the attendee within the event type's maximum", async () => {
    expect((await byLink(booking, [ALEX, KIM])).json["guests"]).toEqual([ALEX, KIM]);
    const four = [ALEX, KIM, "a@example.com", "b@example.com"];
    expect((await byLink(booking, four)).json["details"]).toEqual([
      { path: "/guests", message: "must not have more than 3 addresses" },
    ]);
    expect((await asHost(booking, four)).json["guests"]).toEqual(four);
    expect((await byLink(booking, four.slice(0, 3).concat("c@example.com"))).status).toBe(200);
  });

  test("can be removed by the attendee even if the event type takes none any more", async () => {
    await app.request("PATCH", "/v1/event-types/1", { key, body: { max_guests: 0 } });
    expect((await byLink(booking, [])).json["guests"]).toEqual([]);
    expect((await byLink(booking, [ALEX])).status).toBe(422);
  });

  test("can be changed by the attendee five times an hour", async () => {
    app.limits.on = true;
    for (const n of [1, 2, 3, 4, 5]) expect((await byLink(booking, [`${n}@example.com`])).status).toBe(200);
    expect((await byLink(booking, [])).status).toBe(429);
    app.clock.now += 3_600_000;
    expect((await byLink(booking, [])).status).toBe(200);
  });

  test("cannot be changed once the booking is cancelled or over", async () => {
    app.clock.now = Date.parse("2026-03-02T14:30:00Z");
    for (const answer of [await asHost(booking, []), await byLink(booking, [])]) {
      expect(answer.status).toBe(409);
      expect(answer.json["code"]).toBe("already_over");
    }
    app.clock.now = Date.parse("2026-03-02T13:00:00Z");
    await app.request("POST", `/v1/bookings/${booking["id"]}/cancel`, { key, body: {} });
    expect((await byLink(booking, [])).json["code"]).toBe("already_cancelled");
  });

  test("cannot be changed with the tokens of other links or hosts", async () => {
    const body = { guests: [KIM] };
    for (const token of [booking["cancel_token"], booking["view_token"], booking["reschedule_token"]])
      expect((await app.request("POST", `/v1/guests/${token}`, { body, headers: json })).status).toBe(404);
    const { key: joes } = await app.host("joe");
    const target = `/v1/bookings/${booking["id"]}/guests`;
    expect((await app.request("PUT", target, { key: joes, body })).status).toBe(404);
  });

  test("are in the CSV export and not editable as notes are", async () => {
    const csv = await app.request("GET", "/v1/bookings.csv", { key });
    expect(csv.text).toContain(`,${ALEX},`);
    const body = { host_notes: null, guests: [KIM] };
    expect(
      (await app.request("PATCH", `/v1/bookings/${booking["id"]}`, { key, body })).json["details"],
    ).toEqual([{ path: "/guests", message: "is read-only" }]);
  });
});

describe("the data of a guest", () => {
  beforeEach(async () => {
    await app.book({ guests: [ALEX, KIM], notes: "SECRET" }, undefined, { "idempotency-key": "one" });
  });

  test("are exported without anything of the attendee's that the guest never saw", async () => {
    const { json } = await app.request("GET", `/v1/attendees/${ALEX}`, { key });
    expect(json["bookings"]).toEqual([]);
    expect(json["guest_of"]).toMatchObject([{ event_type: "30 Minute Meeting", username: "jane" }]);
    expect(json["mails"]).toMatchObject([{ letter: "guest_invited", recipient: ALEX }]);
    expect(JSON.stringify(json)).not.toMatch(/SECRET|Jason Johnson|kim@/);
  });

  test("are erased everywhere, and the booking stays", async () => {
    const erased = await app.request("DELETE", `/v1/attendees/ALEX@example.com`, { key });
    expect(erased.json).toEqual({ bookings: 0, guest_of: 1, mails: 1, private_links: 0 });
    expect(JSON.stringify(await everyRow(app))).not.toContain("alex@");
    const { json } = await app.request("GET", "/v1/bookings/1", { key });
    expect(json).toMatchObject({ status: "confirmed", guests: [KIM], attendee_name: "Jason Johnson" });
    expect(await toGuests()).toEqual([
      "guest_invited to erased@attendee.invalid: expired",
      `guest_invited to ${KIM}: waiting`,
    ]);
  });

  test("go with the attendee's", async () => {
    await app.request("DELETE", "/v1/attendees/jason@example.com", { key });
    expect(JSON.stringify(await everyRow(app))).not.toMatch(/alex@|kim@/);
    expect((await asHost({ id: 1 }, [ALEX])).status).toBe(422);
  });
});

test("the host's calendar entry names the guests, whom the calendar server must not invite", async () => {
  await app.book({ guests: [ALEX] });
  const booking = (await findBooking(app.database.read, 1))!;
  const host = (await findHost(app.database.read, booking.host_id))!;
  const entry = hostEntry(host, app.deps.publicUrl, booking).replaceAll("\r\n ", "");
  const guest = entry.split("\r\n").find((line) => line.includes(ALEX) && line.startsWith("ATTENDEE"));
  expect(guest).toMatch(/SCHEDULE-AGENT=CLIENT.*PARTSTAT=NEEDS-ACTION.*MAILTO:alex@example\.com$/);
});
