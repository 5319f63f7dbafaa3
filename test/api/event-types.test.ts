import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { anEventTypeOf, everyRow, expectInvalid, expectProblem } from "../support/http.ts";
import { type Json, startApp, type TestApp } from "../support/start-app.ts";

let app: TestApp;
let key: string;

beforeEach(async () => {
  app = await startApp();
  ({ key } = await app.host());
});
afterEach(() => app.close());

const create = (body: Json) => app.request("POST", "/v1/event-types", { key, body });
const change = (id: number, body: Json) => app.request("PATCH", `/v1/event-types/${id}`, { key, body });
const get = (id: number) => app.request("GET", `/v1/event-types/${id}`, { key });

const everything = {
  title: "Consultation",
  slug: "consult",
  description: "We talk.\nAbout you.",
  duration_minutes: 45,
  buffer_before: 5,
  buffer_after: 10,
  min_notice_minutes: 120,
  max_advance_days: 14,
  slot_interval_minutes: 15,
  max_bookings_per_day: 3,
  location_type: "in_person",
  location: "Room 4",
  requires_confirmation: true,
  questions: [
    { id: "q", label: "Why?", type: "select", required: true, options: ["A", "B"], placeholder: "Choose" },
  ],
  schedule_id: 1,
  busy_calendars: [],
  max_guests: 5,
  confirmation_note: "Bring your laptop.",
  reminder_note: "See you on {date}.",
  hidden: true,
  active: false,
};

test("an event type needs only a title and a duration", async () => {
  const { status, json } = await create({ title: "Intro call", duration_minutes: 30 });
  expect(status).toBe(201);
  expect(json).toEqual({
    id: 2,
    slug: "intro-call",
    title: "Intro call",
    description: null,
    duration_minutes: 30,
    durations_minutes: [30],
    buffer_before: 0,
    buffer_after: 0,
    min_notice_minutes: 0,
    max_advance_days: 60,
    slot_interval_minutes: 30,
    max_bookings_per_day: null,
    max_upcoming_per_attendee: 10,
    pending_expires_hours: null,
    location_type: "video",
    location: null,
    requires_confirmation: false,
    verify_email: false,
    questions: [],
    schedule_id: null,
    busy_calendars: null,
    max_guests: 0,
    confirmation_note: null,
    reminder_note: null,
    limits: [],
    redirect_url: null,
    reminders: [
      { minutes_before: 1440, to: "attendee" },
      { minutes_before: 60, to: "attendee" },
    ],
    hidden: false,
    active: true,
    created_at: "2026-03-02T10:00:00Z",
    updated_at: "2026-03-02T10:00:00Z",
  });
  expect((await get(2)).json).toEqual(json);
  expectInvalid(await create({}), "/duration_minutes", "/title");
});

test("every field can be set and is returned unchanged", async () => {
  const created = await create(everything);
  expect(created).toMatchObject({ status: 201, json: everything });
  expect((await get(created.json["id"])).json).toEqual(created.json);
  const { json } = await app.request("GET", "/v1/event-types", { key });
  expect(json).toMatchObject({ total: 2, event_types: [{ slug: "30min" }, created.json] });
});

describe("a change", () => {
  test.each(Object.entries(everything))("of %s leaves the rest unchanged", async (field, value) => {
    const before = (await create({ ...everything, slug: "other" })).json;
    const others: Json = {
      title: "New",
      slug: "new",
      description: null,
      duration_minutes: 60,
      location: null,
      location_type: "phone",
      questions: [],
      schedule_id: null,
      busy_calendars: null,
      confirmation_note: null,
      reminder_note: null,
    };
    const next = field in others ? others[field] : typeof value === "number" ? value + 1 : !value;
    app.clock.now += 60_000;
    const changed = await change(before["id"], { [field]: next });
    expect(changed.status).toBe(200);
    // Another form of the same.
    const limits = field === "max_bookings_per_day" && { limits: [{ period: "day", bookings: next }] };
    const lengths = field === "duration_minutes" && { durations_minutes: [next] };
    expect(changed.json).toEqual({
      ...before,
      ...limits,
      ...lengths,
      [field]: next,
      updated_at: "2026-03-02T10:01:00Z",
    });
    expect((await get(before["id"])).json).toEqual(changed.json);
  });

  test("of nothing changes nothing", async () => {
    const before = (await create(everything)).json;
    expect((await change(before["id"], {})).json).toEqual(before);
  });

  test("to null removes a limit", async () => {
    const { id } = (await create(everything)).json;
    const nothing = {
      description: null,
      location: null,
      slot_interval_minutes: null,
      max_bookings_per_day: null,
      schedule_id: null,
    };
    expect((await change(id, nothing)).json).toMatchObject({ ...nothing, slot_interval_minutes: 45 });
    expect((await change(id, { duration_minutes: 20 })).json["slot_interval_minutes"]).toBe(20);
  });

  test("of the duration leaves existing bookings unchanged", async () => {
    const booked = (await app.book()).json;
    await change(1, { duration_minutes: 60, title: "Longer" });
    const { json } = await app.request("GET", `/v1/bookings/${booked["id"]}`, { key });
    expect(json).toMatchObject({ end_time: booked["end_time"], event_type: { title: "Longer" } });
  });
});

describe("slugs", () => {
  test.each([
    ["Intro call (30 min)", "intro-call-30-min"],
    ["  Über-Äpfel & Öl  ", "uber-apfel-ol"],
    ["Café", "cafe"],
    ["日本語", "event"],
    ["🙂", "event"],
    ["long ".repeat(20), "long-long-long-long-long-long-long-long-long-long-long-long-long"],
  ])("%j becomes %s", async (title, slug) => {
    const created = await create({ title, duration_minutes: 30 });
    expect({ status: created.status, slug: created.json["slug"] }).toEqual({ status: 201, slug });
  });

  test.each([
    [
      ["会议", "打ち合わせ", "회의"],
      ["event", "event-2", "event-3"],
    ],
    [["30min!"], ["30min-2"]],
    [["long ".repeat(20)], ["long-".repeat(13).slice(0, -1)]],
    [
      ["a".repeat(64), "a".repeat(64)],
      ["a".repeat(64), `${"a".repeat(62)}-2`],
    ],
  ])("derived from %j are %j", async (titles, slugs) => {
    for (const [index, title] of titles.entries()) {
      const created = await create({ title, duration_minutes: 30 });
      expect([created.status, created.json["slug"]]).toEqual([201, slugs[index]]);
    }
  });

  test("are unique per host if they are given", async () => {
    const before = await everyRow(app);
    expectProblem(await create({ title: "x", slug: "30min", duration_minutes: 30 }), 409, "slug_taken");
    expect(await everyRow(app)).toEqual(before);
    const { id } = await anEventTypeOf(app, key);
    expectProblem(await change(id, { slug: "30min" }), 409, "slug_taken");
    expect((await change(id, { slug: "approval" })).status).toBe(200);
  });

  test("can be used by another host, or again after a deletion", async () => {
    const other = await app.host("mary", []);
    const body = { title: "x", slug: "30min", duration_minutes: 30 };
    expect((await app.request("POST", "/v1/event-types", { key: other.key, body })).status).toBe(201);
    await app.request("DELETE", "/v1/event-types/1", { key });
    expect((await create(body)).status).toBe(201);
    expect((await app.book()).status).toBe(201);
  });
});

test.each([
  [
    "a duplicate question",
    [
      { id: "a", label: "A", type: "text" },
      { id: "a", label: "B", type: "text" },
    ],
    "/questions/1/id",
  ],
  ["a select without options", [{ id: "a", label: "A", type: "select" }], "/questions/0/options"],
  [
    "a multi_select with no option",
    [{ id: "a", label: "A", type: "multi_select", options: [] }],
    "/questions/0/options",
  ],
  ["an unknown type", [{ id: "a", label: "A", type: "date" }], "/questions/0/type"],
])("%s is rejected", async (_, questions, path) => {
  const before = await everyRow(app);
  expectInvalid(await create({ title: "x", duration_minutes: 30, questions }), path);
  expectInvalid(await change(1, { questions }), path);
  expect(await everyRow(app)).toEqual(before);
});

test("another host's schedule is rejected", async () => {
  expectInvalid(await create({ title: "x", duration_minutes: 30, schedule_id: 999 }), "/schedule_id");
  expectInvalid(await change(1, { schedule_id: 999 }), "/schedule_id");
});

test("a deleted event type is gone, but its bookings work", async () => {
  const booked = (await app.book()).json;
  const gone = await app.request("DELETE", "/v1/event-types/1", { key });
  expect({ status: gone.status, text: gone.text }).toEqual({ status: 204, text: "" });
  for (const answered of [
    await get(1),
    await change(1, { title: "x" }),
    await app.request("DELETE", "/v1/event-types/1", { key }),
  ]) {
    expectProblem(answered, 404, "not_found");
  }
  expect((await app.request("GET", "/v1/event-types", { key })).json["total"]).toBe(0);
  const { json } = await app.request("GET", `/v1/bookings?event_type_id=1`, { key });
  expect(json["bookings"][0]).toMatchObject({ id: booked["id"], event_type: { slug: "30min" } });
  expect((await app.request("GET", `/v1/cancel/${booked["cancel_token"]}`)).status).toBe(200);
  const cancelled = await app.request("POST", `/v1/cancel/${booked["cancel_token"]}/confirm`);
  expect(cancelled.json).toEqual({ id: booked["id"], status: "cancelled" });
});
