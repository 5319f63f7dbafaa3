import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { everyRow } from "../support/http.ts";
import { jason, type Json, startApp, type TestApp } from "../support/start-app.ts";

let app: TestApp;
let key: string;

beforeEach(async () => {
  app = await startApp();
  ({ key } = await app.host());
  const body = { durations_minutes: [60, 15, 30] };
  expect((await change(body)).status).toBe(200);
});
afterEach(() => app.close());

const asJson = { accept: "application/json" };
const change = (body: Json) => app.request("PATCH", "/v1/event-types/1", { key, body });
const shown = async () => (await app.request("GET", "/v1/event-types/1", { key })).json;

async function starts(duration?: number): Promise<string[]> {
  const query = duration === undefined ? "" : `&duration=${duration}`;
  const { json } = await app.request("GET", `/v1/slots/jane/30min?date=2026-03-02&timezone=UTC${query}`);
  return json["slots"].map(({ start }: Json) => start.slice(11, 16));
}

test("the lengths are listed, shortest first, for hosts and visitors", async () => {
  expect((await shown())["durations_minutes"]).toEqual([15, 30, 60]);
  const { json } = await app.request("GET", "/v1/u/jane");
  expect(json["event_types"][0]).toMatchObject({ duration_minutes: 30, durations_minutes: [15, 30, 60] });
});

test("slots and bookings have the length that was asked for", async () => {
  expect((await starts(60)).slice(0, 3)).toEqual(["14:00", "15:00", "16:00"]);
  expect((await starts(15)).slice(0, 3)).toEqual(["14:00", "14:15", "14:30"]);
  const { status, json } = await app.book({ duration_minutes: 60 });
  expect([status, json["end_time"]]).toEqual([201, "2026-03-02T15:00:00Z"]);
});

test("a longer meeting is not offered where only a shorter one fits", async () => {
  await app.book({ start_time: "2026-03-02T14:30:00Z" });
  expect(await starts(60)).not.toContain("14:00");
  expect(await starts(15)).toContain("14:15");
  const refused = await app.book({ duration_minutes: 60 });
  expect(refused.json["code"]).toBe("slot_unavailable");
  expect((await app.book({ duration_minutes: 15 })).status).toBe(201);
});

test("slots of each length are cached for themselves", async () => {
  const before = [await starts(15), await starts(60)];
  expect([await starts(15), await starts(60)]).toEqual(before);
  expect(await starts()).toEqual(await starts(30));
});

test("limits by time need the real length", async () => {
  await change({ limits: [{ period: "day", minutes: 75 }] });
  await app.book({ duration_minutes: 60 });
  expect(await starts(15)).toContain("15:00");
  expect(await starts(30)).toEqual([]);
});

test("a booking that is moved keeps its length, and its grid", async () => {
  const { json } = await app.book({ duration_minutes: 60 });
  const token = json["reschedule_token"];
  const { json: moves } = await app.request(
    "GET",
    `/v1/reschedule/${token}/slots?date=2026-03-03&timezone=UTC`,
  );
  expect(moves["slots"].slice(0, 2).map(({ start }: Json) => start.slice(11, 16))).toEqual([
    "14:00",
    "15:00",
  ]);
  const body = { start_time: "2026-03-03T15:00:00Z" };
  await app.request("POST", `/v1/reschedule/${token}`, { body, headers: asJson });
  const { json: moved } = await app.request("GET", `/v1/bookings/${json["id"]}`, { key });
  expect(moved["end_time"]).toBe("2026-03-03T16:00:00Z");
});

test("a host books any of the lengths for somebody", async () => {
  const body = { ...jason, event_type_id: 1, duration_minutes: 15 };
  const { status, json } = await app.request("POST", "/v1/bookings", { key, body });
  expect([status, json["end_time"]]).toEqual([201, "2026-03-02T14:15:00Z"]);
});

describe("refused, with nothing written,", () => {
  test("is a length that the event type does not have", async () => {
    const before = await everyRow(app);
    const booked = await app.book({ duration_minutes: 45 });
    expect(booked.status).toBe(422);
    expect(booked.json["details"]).toEqual([
      { path: "/duration_minutes", message: "must be one of the durations: 15, 30, 60" },
    ]);
    const listed = await app.request("GET", "/v1/slots/jane/30min?date=2026-03-02&duration=45");
    expect([listed.status, listed.json["details"][0]["path"]]).toEqual([422, "/duration"]);
    const body = { ...jason, event_type_id: 1, duration_minutes: 45 };
    expect((await app.request("POST", "/v1/bookings", { key, body })).status).toBe(422);
    expect(await everyRow(app)).toEqual(before);
  });

  test.each([
    [{ durations_minutes: [] }, "/durations_minutes"],
    [{ durations_minutes: [15, 15, 30] }, "/durations_minutes/1"],
    [{ durations_minutes: [15, 60] }, "/duration_minutes"],
    [{ duration_minutes: 45 }, "/duration_minutes"],
    [{ durations_minutes: [0, 30] }, "/durations_minutes"],
    [{ limits: [{ period: "day", minutes: 45 }] }, "/limits/0/minutes"],
  ])("is %j", async (body, path) => {
    const before = await shown();
    const { status, json } = await change(body);
    expect(status).toBe(422);
    expect(json["details"][0]["path"]).toBe(path);
    expect(await shown()).toEqual(before);
  });
});

test("with one length only, it can be changed alone, and sending back what is shown fixes nothing", async () => {
  await change({ durations_minutes: null });
  await change(await shown());
  expect((await change({ duration_minutes: 45 })).json["durations_minutes"]).toEqual([45]);
});
