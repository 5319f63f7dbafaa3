import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { anEventTypeOf, everyRow, expectInvalid, expectProblem } from "../../support/http.ts";
import { jason, startApp, type TestApp } from "../../support/start-app.ts";

let app: TestApp;
let key: string;

beforeAll(async () => {
  app = await startApp();
  ({ key } = await app.host());
  const choices = ["Red", "Green"];
  await anEventTypeOf(app, key, {
    title: "Survey",
    questions: [
      { id: "1", label: "Company", type: "text", required: true },
      { id: "story", label: "Story", type: "textarea" },
      { id: "colour", label: "Colour", type: "select", options: choices },
      { id: "colours", label: "Colours", type: "multi_select", options: choices },
      { id: "terms", label: "Terms", type: "checkbox", required: true },
      { id: "size", label: "Size", type: "number" },
      { id: "phone", label: "Phone", type: "phone" },
      { id: "site", label: "Site", type: "url" },
    ],
  });
});
afterAll(() => app.close());

const needed = [
  { question_id: "1", answer: "Initech" },
  { question_id: "terms", answer: true },
];
const survey = (answers: unknown) => app.book({ answers }, "/v1/book/jane/survey");

test("names each missing field", async () => {
  for (const field of Object.keys(jason)) {
    const { [field as keyof typeof jason]: _, ...rest } = jason;
    expectInvalid(await app.request("POST", "/v1/book/jane/30min", { body: rest }), `/${field}`);
  }
  expectInvalid(
    await app.request("POST", "/v1/book/jane/30min", { body: {} }),
    ...Object.keys(jason).map((field) => `/${field}`),
  );
});

describe("answers", () => {
  const refusals: [what: string, answers: unknown, path: string][] = [
    ["a missing required answer", [needed[1]], "/answers"],
    ["a blank required answer", [{ question_id: "1", answer: "  " }, needed[1]], "/answers"],
    ["a required answer of null", [{ question_id: "1", answer: null }, needed[1]], "/answers"],
    ["an unchecked required box", [needed[0], { question_id: "terms", answer: false }], "/answers/1/answer"],
    [
      "an answer to an unknown question",
      [...needed, { question_id: "nope", answer: "x" }],
      "/answers/2/question_id",
    ],
    [
      "an answer to __proto__",
      [...needed, { question_id: "__proto__", answer: "x" }],
      "/answers/2/question_id",
    ],
    ["a duplicate answer", [...needed, needed[0]], "/answers/2/question_id"],
    ["a list for a line", [{ question_id: "1", answer: ["x"] }, needed[1]], "/answers/0/answer"],
    ["a number for a line", [{ question_id: "1", answer: 5 }, needed[1]], "/answers/0/answer"],
    ["two lines for a line", [{ question_id: "1", answer: "a\nb" }, needed[1]], "/answers/0/answer"],
    ["an unknown choice", [...needed, { question_id: "colour", answer: "Blue" }], "/answers/2/answer"],
    [
      "a choice in the wrong case",
      [...needed, { question_id: "colour", answer: "red" }],
      "/answers/2/answer",
    ],
    ["a list for one choice", [...needed, { question_id: "colour", answer: ["Red"] }], "/answers/2/answer"],
    ["one choice for a list", [...needed, { question_id: "colours", answer: "Red" }], "/answers/2/answer"],
    ["a choice twice", [...needed, { question_id: "colours", answer: ["Red", "Red"] }], "/answers/2/answer"],
    ["text for a box", [needed[0], { question_id: "terms", answer: "true" }], "/answers/1/answer"],
    ["text for a number", [...needed, { question_id: "size", answer: "big" }], "/answers/2/answer"],
    [
      "letters for a phone number",
      [...needed, { question_id: "phone", answer: "call me" }],
      "/answers/2/answer",
    ],
    [
      "a script as a URL",
      [...needed, { question_id: "site", answer: "javascript:alert(1)" }],
      "/answers/2/answer",
    ],
    ["an object", [...needed, { question_id: "story", answer: {} }], "/answers/2/answer"],
    ["a NUL byte", [...needed, { question_id: "story", answer: "a\u0000" }], "/answers/2/answer"],
    ["a lone surrogate", [...needed, { question_id: "story", answer: "\ud800" }], "/answers/2/answer"],
    [
      "an overlong answer",
      [...needed, { question_id: "story", answer: "x".repeat(5001) }],
      "/answers/2/answer",
    ],
    ["an answer without a question", [...needed, { answer: "x" }], "/answers/2/question_id"],
    ["a question without an answer", [...needed, { question_id: "story" }], "/answers/2/answer"],
    [
      "an answer with extra fields",
      [...needed, { question_id: "story", answer: "x", label: "y" }],
      "/answers/2/label",
    ],
  ];

  test.each(refusals)("%s is rejected by name", async (_, answers, path) => {
    const before = await everyRow(app);
    expectInvalid(await survey(answers), path);
    expect(await everyRow(app)).toEqual(before);
  });

  test("are stored in the questions' order without empty ones", async () => {
    const booked = await survey([
      { question_id: "site", answer: "https://example.com/?a=b" },
      { question_id: "phone", answer: "+1 (555) 010-0000 ext. 12" },
      { question_id: "size", answer: 12.5 },
      { question_id: "colours", answer: ["Green", "Red"] },
      { question_id: "colour", answer: "" },
      { question_id: "story", answer: "Once\nupon a time 🙂" },
      { question_id: "terms", answer: true },
      { question_id: 1, answer: "Initech" },
    ]);
    expect(booked.status).toBe(201);
    const { answers } = (await app.request("GET", `/v1/bookings/${booked.json["id"]}`, { key })).json;
    expect(answers).toEqual([
      { question_id: "1", label: "Company", answer: "Initech" },
      { question_id: "story", label: "Story", answer: "Once\nupon a time 🙂" },
      { question_id: "colours", label: "Colours", answer: ["Green", "Red"] },
      { question_id: "terms", label: "Terms", answer: true },
      { question_id: "size", label: "Size", answer: 12.5 },
      { question_id: "phone", label: "Phone", answer: "+1 (555) 010-0000 ext. 12" },
      { question_id: "site", label: "Site", answer: "https://example.com/?a=b" },
    ]);
  });
});

test.each([
  ["in the past", "2026-03-02T09:30:00Z"],
  ["in 1970", "1970-01-01T00:00:00Z"],
  ["in the year 9999", "9999-12-31T23:59:59Z"],
  ["off the grid", "2026-03-02T14:10:00Z"],
  ["a second off the grid", "2026-03-02T14:30:01Z"],
  ["a millisecond off the grid", "2026-03-02T14:30:00.001Z"],
  ["outside the hours", "2026-03-02T13:30:00Z"],
  ["on a Sunday", "2026-03-08T14:00:00Z"],
  ["beyond the horizon", "2026-05-04T14:00:00Z"],
])("a start %s is not a slot", async (_, start_time) => {
  const before = await everyRow(app);
  expectProblem(await app.book({ start_time }), 409, "slot_unavailable");
  expect(await everyRow(app)).toEqual(before);
});

test("an instant is the same at any offset", async () => {
  for (const [start_time, stored] of [
    ["2026-03-03T09:00:00-05:00", "2026-03-03T14:00:00Z"],
    ["2026-03-04T00:00:00.000+0930", "2026-03-03T14:30:00Z"],
    ["2026-03-03T15:00Z", "2026-03-03T15:00:00Z"],
  ]) {
    const booked = await app.book({ start_time });
    expect({ status: booked.status, start: booked.json["start_time"] }).toEqual({
      status: 201,
      start: stored!,
    });
  }
});

test("input is stored unchanged except for surrounding blanks", async () => {
  const attendee_name = "  Zoë “Z” <b>O’Brien</b> 🙂; DROP TABLE bookings;--  ";
  const typed = {
    attendee_name,
    attendee_email: "o'brien+café@exämple.com",
    notes: " <script>\r\n\tline 2 ",
  };
  const booked = await app.book({ ...typed, start_time: "2026-03-04T14:00:00Z", timezone: "US/Pacific" });
  expect(booked.status).toBe(201);
  const { json } = await app.request("GET", `/v1/bookings/${booked.json["id"]}`, { key });
  expect(json).toMatchObject({
    attendee_name: attendee_name.trim(),
    attendee_email: typed.attendee_email,
    notes: "<script>\r\n\tline 2",
    attendee_timezone: "US/Pacific",
  });
});

test("unknown hosts and event types are 404", async () => {
  for (const target of [
    "/v1/book/nobody/30min",
    "/v1/book/jane/nothing",
    "/v1/book/jäne/30min",
    "/v1/book/jane%00/30min",
  ]) {
    expectProblem(await app.book({}, target), 404, "not_found");
  }
});
