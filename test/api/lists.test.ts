import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { anEventTypeOf } from "../support/http.ts";
import { type Json, startApp, type TestApp } from "../support/start-app.ts";

let app: TestApp;
let key: string;
let other: number;

/** Seven bookings, not made in time order. */
beforeAll(async () => {
  app = await startApp();
  ({ key } = await app.host());
  other = (await anEventTypeOf(app, key, { title: "Other", requires_confirmation: true }))["id"];
  const book = async (start: string, name: string, email: string, slug = "30min") => {
    const over = { start_time: `2026-03-${start}:00Z`, attendee_name: name, attendee_email: email };
    const { status, json } = await app.book(over, `/v1/book/jane/${slug}`);
    expect(status).toBe(201);
    return json;
  };
  await book("04T14:00", "Ada Lovelace", "ada@example.com");
  await book("02T14:00", "100% Sure", "under_score@example.com");
  const cancelled = await book("03T14:00", "Émilie du Châtelet", "emilie@example.com");
  await book("06T14:00", "Grace Hopper", "grace@example.org", "other");
  await book("05T14:00", "Back\\slash", "UNDERXSCORE@EXAMPLE.ORG", "other");
  await book("03T15:00", "Zoë", "zoe@example.com");
  const declined = await book("02T20:00", "O'Brien", "ob@example.com", "other");
  await app.request("POST", `/v1/cancel/${cancelled["cancel_token"]}/confirm`);
  await app.request("POST", `/v1/bookings/${declined["id"]}/decline`, { key });
});
afterAll(() => app.close());

const newestFirst = ["06T14", "05T14", "04T14", "03T15", "03T14", "02T20", "02T14"];

async function list(query = ""): Promise<{ json: Json; starts: string[] }> {
  const { status, json } = await app.request("GET", `/v1/bookings${query}`, { key });
  expect(status).toBe(200);
  return { json, starts: json["bookings"].map((one: Json) => one["start_time"].slice(8, 13)) };
}

test("bookings are listed latest start first", async () => {
  const { json, starts } = await list();
  expect(starts).toEqual(newestFirst);
  expect(json).toEqual({ bookings: expect.any(Array), total: 7, page: 1, limit: 50 });
});

test("pages contain every booking once, and none after the last", async () => {
  const pages = await Promise.all([1, 2, 3, 4].map((page) => list(`?limit=3&page=${page}`)));
  expect(pages.flatMap(({ starts }) => starts)).toEqual(newestFirst);
  expect(pages.map(({ starts }) => starts.length)).toEqual([3, 3, 1, 0]);
  expect(pages.map(({ json }) => [json["total"], json["page"], json["limit"]])).toEqual(
    [1, 2, 3, 4].map((page) => [7, page, 3]),
  );
});

test("limit is from 1 to 200", async () => {
  expect((await list("?limit=1")).starts).toEqual(newestFirst.slice(0, 1));
  expect((await list("?limit=200")).json["limit"]).toBe(200);
});

describe("filters", () => {
  const found: [query: string, starts: string[]][] = [
    ["status=pending", ["06T14", "05T14"]],
    ["status=confirmed", ["04T14", "03T15", "02T14"]],
    ["status=cancelled", ["03T14"]],
    ["status=declined", ["02T20"]],
    ["event_type_id=1", ["04T14", "03T15", "03T14", "02T14"]],
    ["event_type_id=999", []],
    ["from=2026-03-04T14:00:00Z", ["06T14", "05T14", "04T14"]],
    ["from=2026-03-04T14:00:01Z", ["06T14", "05T14"]],
    ["to=2026-03-02T14:00:00Z", ["02T14"]],
    ["to=2026-03-02T13:59:59Z", []],
    ["from=2026-03-03T15:00:00%2B01:00&to=2026-03-03T15:00:00Z", ["03T15", "03T14"]],
    ["from=2026-03-05T00:00:00Z&to=2026-03-04T00:00:00Z", []],
    ["q=ada", ["04T14"]],
    ["q=LOVE", ["04T14"]],
    ["q=%20lovelace%20", ["04T14"]],
    ["q=example.org", ["06T14", "05T14"]],
    ["q=%25", ["02T14"]],
    ["q=_", ["02T14"]],
    ["q=under_score", ["02T14"]],
    ["q=%5C", ["05T14"]],
    ["q=%27", ["02T20"]],
    ["q=%22", []],
    ["q=ZO%C3%8B", ["03T15"]],
    ["q=%C3%A9milie", ["03T14"]],
    ["q=ch%C3%82teLET", ["03T14"]],
    ["q=grace&status=confirmed", []],
    ["q=grace&status=pending&from=2026-03-06T00:00:00Z", ["06T14"]],
    ["q=example&limit=2&page=2", ["04T14", "03T15"]],
  ];

  test.each(found)("?%s", async (query, starts) => {
    expect((await list(`?${query}`)).starts).toEqual(starts);
  });

  test("the total counts all matches, not only the page", async () => {
    expect((await list("?q=example.com&limit=1")).json).toMatchObject({ total: 5, limit: 1 });
    expect((await list(`?event_type_id=${other}&limit=1`)).json["total"]).toBe(3);
  });
});

test("a listed booking equals the booking by its id", async () => {
  const { json } = await list("?limit=1");
  const [booking] = json["bookings"];
  expect((await app.request("GET", `/v1/bookings/${booking.id}`, { key })).json).toEqual(booking);
  expect(booking).toEqual({
    id: expect.any(Number),
    status: "pending",
    requires_confirmation: true,
    attendee_name: "Grace Hopper",
    attendee_email: "grace@example.org",
    start_time: "2026-03-06T14:00:00Z",
    end_time: "2026-03-06T14:30:00Z",
    cancel_token: expect.stringMatching(/^[\w-]{30}$/),
    reschedule_token: expect.stringMatching(/^[\w-]{30}$/),
    view_token: expect.stringMatching(/^[\w-]{30}$/),
    event_type: { id: other, slug: "other", title: "Other" },
    timezone: "America/Chicago",
    attendee_timezone: "America/Chicago",
    attendee_language: "en",
    location: null,
    notes: null,
    answers: [],
    guests: [],
    host_notes: null,
    cancellation_reason: null,
    confirmation_reason: null,
    reschedule_reason: null,
    no_show: false,
    created_at: "2026-03-02T10:00:00Z",
    updated_at: "2026-03-02T10:00:00Z",
    sequence: 0,
    uid: expect.any(String),
  });
});

test.each(["event-types", "schedules", "time-off", "api-keys", "outbox"])(
  "the list of %s has pages",
  async (name) => {
    const whole = (await app.request("GET", `/v1/${name}`, { key })).json;
    const [field] = Object.keys(whole) as [string];
    expect(whole).toEqual({ [field]: expect.any(Array), total: whole[field].length, page: 1, limit: 50 });
    const second = (await app.request("GET", `/v1/${name}?limit=1&page=2`, { key })).json;
    expect(second).toEqual({ [field]: whole[field].slice(1, 2), total: whole["total"], page: 2, limit: 1 });
  },
);
