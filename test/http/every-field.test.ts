import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { everyRow, expectInvalid } from "../support/http.ts";
import { jason, type Json, startApp, type TestApp } from "../support/start-app.ts";

let app: TestApp;
let key: string;

beforeAll(async () => {
  app = await startApp();
  ({ key } = await app.host());
});
afterAll(() => app.close());

/** Invalid values for each kind of field. */
const wrong = {
  line: [
    null,
    5,
    true,
    [],
    {},
    "",
    "   ",
    "\u200b",
    "\u202e",
    "\u3164\u2800",
    "a\r\nBcc: x@example.com",
    "a\u0000b",
    "a\u0085b",
    "\ud800",
    "x".repeat(501),
  ],
  text: [5, false, [], {}, "a\u0000b", "\udfff", "\u001b[31m", "x".repeat(5001)],
  slug: [null, 5, [], "", "Upper", "-a", "a-", "a--b", "a b", "a/b", "ä", "../x", "x".repeat(65)],
  mail: [
    null,
    5,
    [],
    {},
    "",
    "jason",
    "jason@",
    "@example.com",
    "jason@localhost",
    "jason@exam ple.com",
    "jason@example.com\r\nBcc: x@example.com",
    "jason@example.com\u0000",
    "Jason <jason@example.com>",
    "a@example.com,b@example.com",
    "ja..son@example.com",
    "jason@111.222.333.44444",
    "jason@example.123",
    `${"x".repeat(65)}@example.com`,
    `a@${"x".repeat(64)}.com`,
    `a@${"x.".repeat(130)}com`,
    "\ud800@example.com",
  ],
  instant: [
    null,
    5,
    1_772_460_000_000,
    [],
    {},
    "",
    "tomorrow",
    "2026-03-02",
    "2026-03-02T14:00:00",
    "2026-02-30T14:00:00Z",
    "2026-13-01T14:00:00Z",
    "2026-03-02T25:00:00Z",
    "2026-03-02T14:60:00Z",
    "2026-03-02T14:00:60Z",
    "2026-03-02T14:00:00+25:00",
    "2026-03-02T14:00:00[America/Chicago]",
    "2026-03-02T14:00:00Z[America/Chicago]",
    "0000-01-01T00:00:00Z",
    "+012026-03-02T14:00:00Z",
    "-002026-03-02T14:00:00Z",
    "2026-03-02 T14:00:00Z",
    "2026-03-02T14:00:00Z\u0000",
    `2026-03-02T14:00:00.${"0".repeat(100)}Z`,
  ],
  zone: [
    null,
    5,
    [],
    {},
    "",
    "Mars/Olympus",
    "CST",
    "+01:00",
    "UTC+1",
    "America/Chicago\u0000",
    "../etc/passwd",
    "__proto__",
    "x".repeat(65),
  ],
  language: [
    null,
    5,
    [],
    {},
    "",
    "xx",
    "deutsch",
    "German",
    "*",
    "de,en",
    "de;q=1",
    "de_AT",
    "d e",
    "__proto__",
    "constructor",
    `de-${"x".repeat(40)}`,
  ],
  date: [null, 5, "", "2026-02-30", "2026-2-3", "20260302", "2026-03-02T00:00:00Z", "02.03.2026"],
  time: [null, 5, 900, "", "9:00", "24:01", "25:00", "09:60", "09:00:00", "0900", "9 am"],
  flag: [null, 0, 1, "true", "false", "", [], {}],
  list: [null, 5, "", "[]", {}, true],
  number: [null, "5", "", 1.5, -1, 1e9, true, [], {}],
  id: [null, "1", 0, -1, 1.5, 1e300, true, []],
  choice: [null, 5, "", "VIDEO", "unknown", [], {}, "__proto__", "constructor"],
} as const satisfies Record<string, readonly unknown[]>;

type Kind = keyof typeof wrong;
/** `?` after the kind: the field accepts null. */
type Route = {
  readonly route: string;
  readonly right: Json;
  readonly fields: Record<string, Kind | `${Kind}?`>;
};

const eventTypeFields = {
  "/title": "line",
  "/slug": "slug",
  "/description": "text?",
  "/duration_minutes": "number",
  "/buffer_before": "number",
  "/buffer_after": "number",
  "/min_notice_minutes": "number",
  "/max_advance_days": "number",
  "/slot_interval_minutes": "number?",
  "/max_bookings_per_day": "number?",
  "/location_type": "choice",
  "/location": "line?",
  "/requires_confirmation": "flag",
  "/questions": "list",
  "/questions/0/id": "line",
  "/questions/0/label": "line",
  "/questions/0/type": "choice",
  "/questions/0/required": "flag",
  "/questions/0/options": "list",
  "/questions/0/options/0": "line",
  "/questions/0/placeholder": "text",
  "/schedule_id": "id?",
  "/hidden": "flag",
  "/active": "flag",
} as const;

const question = { id: "q", label: "Q", type: "select", required: true, options: ["A"], placeholder: "P" };
const eventType = { title: "Call", duration_minutes: 30, questions: [question] };
const schedule = {
  name: "Hours",
  timezone: "Europe/Berlin",
  weekly: [{ day: 1, start: "09:00", end: "17:00" }],
  overrides: [{ date: "2026-03-02", intervals: [{ start: "09:00", end: "17:00" }] }],
};
const scheduleFields = {
  "/name": "line",
  "/timezone": "zone",
  "/weekly": "list",
  "/weekly/0/day": "number",
  "/weekly/0/start": "time",
  "/weekly/0/end": "time",
  "/overrides": "list",
  "/overrides/0/date": "date",
  "/overrides/0/intervals": "list",
  "/overrides/0/intervals/0/start": "time",
  "/overrides/0/intervals/0/end": "time",
  "/is_default": "flag",
} as const;

const routes: Route[] = [
  {
    route: "POST /v1/book/jane/30min",
    right: { ...jason, notes: "", answers: [{ question_id: "q", answer: "A" }] },
    fields: {
      "/attendee_name": "line",
      "/attendee_email": "mail",
      "/start_time": "instant",
      "/timezone": "zone",
      "/language": "language",
      "/notes": "text",
      "/answers": "list",
    },
  },
  {
    route: "POST /v1/bookings/1/reschedule",
    right: { start_time: jason.start_time, timezone: "Europe/Berlin", override: true },
    fields: { "/start_time": "instant", "/timezone": "zone", "/override": "flag" },
  },
  {
    route: "POST /v1/reschedule/unknown",
    right: { start_time: jason.start_time, timezone: "Europe/Berlin" },
    fields: { "/start_time": "instant", "/timezone": "zone" },
  },
  ...[
    "/v1/cancel/unknown/confirm",
    "/v1/bookings/unknown/confirm",
    "/v1/bookings/1/decline",
    "/v1/bookings/1/cancel",
  ].map((path): Route => ({ route: `POST ${path}`, right: { reason: "x" }, fields: { "/reason": "text" } })),
  { route: "POST /v1/event-types", right: eventType, fields: eventTypeFields },
  { route: "PATCH /v1/event-types/1", right: eventType, fields: eventTypeFields },
  { route: "POST /v1/schedules", right: schedule, fields: scheduleFields },
  { route: "PUT /v1/schedules/1", right: schedule, fields: scheduleFields },
  {
    route: "POST /v1/time-off",
    right: { starts_at: "2026-04-01T00:00:00Z", ends_at: "2026-04-02T00:00:00Z", reason: "Skiing" },
    fields: { "/starts_at": "instant", "/ends_at": "instant", "/reason": "line?" },
  },
  {
    route: "PATCH /v1/me",
    right: {},
    fields: {
      "/name": "line",
      "/email": "mail",
      "/slug": "slug",
      "/timezone": "zone",
      "/language": "language",
    },
  },
  { route: "POST /v1/api-keys", right: { name: "Website" }, fields: { "/name": "line" } },
];

describe.each(routes)("$route", ({ route, right, fields }) => {
  const [method, target] = route.split(" ") as [string, string];

  test.each(Object.entries(fields))("rejects a wrong %s by name", async (path, kind) => {
    const before = await everyRow(app);
    const values = kind.endsWith("?")
      ? wrong[kind.slice(0, -1) as Kind].filter((value) => value !== null && value !== "")
      : wrong[kind as Kind];
    for (const value of values) {
      const refused = await app.request(method, target, {
        key,
        body: JSON.stringify(changed(right, path, value)),
      });
      if (refused.status !== 422)
        throw new Error(`${JSON.stringify(value)} was answered ${refused.status} ${refused.text}`);
      expectInvalid(refused, path);
      expect(refused.json["error"]).toStartWith(path.slice(1).replaceAll("/", "."));
    }
    expect(await everyRow(app)).toEqual(before);
  });
});

/** A copy of the body with another value at a path. */
function changed(body: Json, path: string, value: unknown): Json {
  const copy = structuredClone(body);
  const [last, ...parents] = path.slice(1).split("/").toReversed() as [string, ...string[]];
  let at: Json = copy;
  for (const name of parents.toReversed()) at = at[name] ??= {};
  at[last] = value;
  return copy;
}

test("a number that is too large is rejected instead of rounded", async () => {
  const body = '{"title":"Call","duration_minutes":1e400}';
  expectInvalid(await app.request("POST", "/v1/event-types", { key, body }), "/duration_minutes");
});
