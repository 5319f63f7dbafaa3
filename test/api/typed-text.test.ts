import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { anEventTypeOf, expectInvalid } from "../support/http.ts";
import { startApp, type Json, type TestApp } from "../support/start-app.ts";
import { setPassword } from "../../src/usecases/hosts/passwords.ts";
import { ownPage } from "../support/sessions.ts";

let app: TestApp;
let key: string;

beforeEach(async () => {
  app = await startApp();
  ({ key } = await app.host());
});
afterEach(() => app.close());

const questions = [
  { id: "team", label: "Team", type: "select", required: true, options: ["Sales ", "\u200eSupport"] },
  { id: "days", label: "Days", type: "multi_select", options: [" Mon", "Tue\u00a0"] },
  { id: "phone", label: "Phone", type: "phone" },
];
const answered = (...answers: [string, unknown][]) => ({
  answers: answers.map(([question_id, answer]) => ({ question_id, answer })),
});
const ask = async () => {
  await anEventTypeOf(app, key, { title: "Asks", questions });
  return (over: Json) => app.book(over, "/v1/book/jane/asks");
};
const answersOf = async (id: number) =>
  (await app.request("GET", `/v1/bookings/${id}`, { key })).json["answers"];

describe("text is tidied when it comes in", () => {
  test("so options can be chosen as they are shown", async () => {
    const book = await ask();
    const { json } = await book(answered(["team", "Sales"], ["days", ["Mon", " Tue "]]));
    expect((await answersOf(json["id"])).map(({ answer }: Json) => answer)).toEqual([
      "Sales",
      ["Mon", "Tue"],
    ]);
  });

  test("and options saved by earlier versions can be chosen too", async () => {
    const book = await ask();
    const saved = JSON.stringify(questions.map((one) => ({ required: false, ...one })));
    await app.database.write((trx) =>
      trx.updateTable("event_types").set({ questions: saved }).where("slug", "=", "asks").execute(),
    );
    expect((await book(answered(["team", "Support"], ["days", ["Tue"]]))).status).toBe(201);
  });

  test("so the same name has one form", async () => {
    const { json } = await app.book({ attendee_name: " Ju\u0308rgen\u200b " });
    expect(json["attendee_name"]).toBe("Jürgen");
  });

  test("except passwords", async () => {
    await setPassword(app.deps, "jane", "  correct horse battery  ");
    const logIn = (password: string) =>
      app.request("POST", "/v1/auth/login", {
        body: { email: "jane@example.com", password },
        headers: ownPage,
      });
    expect((await logIn("correct horse battery")).status).toBe(401);
    expect((await logIn("  correct horse battery  ")).status).toBe(200);
  });
});

describe("a phone number", () => {
  test.each([
    ["\u202a+49 30 1234567\u202c", "+49 30 1234567"],
    ["+49\u200e 30\u2013123", "+49 30-123"],
    ["０９０-1234", "090-1234"],
    ["(555) 123-4567 ext. 12", "(555) 123-4567 ext. 12"],
  ])("%j is stored as %j", async (typed, stored) => {
    const book = await ask();
    const { json } = await book(answered(["team", "Sales"], ["phone", typed]));
    expect((await answersOf(json["id"])).at(-1).answer).toBe(stored);
  });

  test.each(["---", "( ) . /", "+1 -", "12-"])("%j is refused", async (typed) => {
    const book = await ask();
    expectInvalid(await book(answered(["team", "Sales"], ["phone", typed])), "/answers/1/answer");
  });
});

describe("a meeting by phone without a number", () => {
  const call = { title: "Call", location_type: "phone" };
  const page = { accept: "text/html" };

  test("asks the attendee for theirs, and tells the host", async () => {
    await anEventTypeOf(app, key, call);
    const { event_type } = (await app.request("GET", "/v1/slots/jane/call?date=2026-03-02")).json;
    expect(event_type.questions).toEqual([
      expect.objectContaining({ id: "phone_number", type: "phone", required: true }),
    ]);
    expectInvalid(await app.book({}, "/v1/book/jane/call"), "/answers");
    await app.request("PATCH", "/v1/me", { key, body: { language: "de" } });
    const booked = await app.book(answered(["phone_number", "+1 555 0100"]), "/v1/book/jane/call");
    expect(booked.status).toBe(201);
    const text = async (id: number) => (await app.request("GET", `/v1/outbox/${id}`, { key })).json["text"];
    expect(await text(2)).toContain("Telefonnummer:\n  +1 555 0100\n");
    expect(await text(1)).not.toContain("0100");
  });

  test("asks in the page's language", async () => {
    await anEventTypeOf(app, key, call);
    const target = "/book/jane/call?start=2026-03-02T14:00:00Z&lang=fr";
    const { text } = await app.request("GET", target, { headers: page });
    expect(text).toContain("Numéro de téléphone");
  });

  test.each([
    ["it has a number", { location: "+49 30 1234567" }],
    ["the host asks already", { questions: [{ id: "mobile", label: "Mobile", type: "phone" }] }],
    ["it is a video call", { location_type: "video" }],
  ])("is not asked twice: %s", async (_why, more) => {
    await anEventTypeOf(app, key, { ...call, ...more });
    const { event_type } = (await app.request("GET", "/v1/slots/jane/call?date=2026-03-02")).json;
    expect(JSON.stringify(event_type.questions)).not.toContain("phone_number");
  });

  test("does not add the question to the host's own", async () => {
    const { questions } = await anEventTypeOf(app, key, call);
    expect(questions).toEqual([]);
  });
});

describe("lengths count code points", () => {
  test.each([
    ["attendee_name", 200],
    ["notes", 5_000],
  ])("in %s", async (name, most) => {
    expect((await app.book({ [name]: "😀".repeat(most) })).status).toBe(201);
    expectInvalid(await app.book({ [name]: "😀".repeat(most + 1) }), `/${name}`);
  });

  test("in answers", async () => {
    const asksNotes = [{ id: "why", label: "Why", type: "textarea" }];
    await anEventTypeOf(app, key, { title: "Long", questions: asksNotes });
    const book = (why: string) => app.book(answered(["why", why]), "/v1/book/jane/long");
    expectInvalid(await book("😀".repeat(5_001)), "/answers/0/answer");
    expect((await book("😀".repeat(5_000))).status).toBe(201);
  });

  test("in passwords", async () => {
    await setPassword(app.deps, "jane", "an old one of mine");
    const change = (password: string) =>
      app.request("POST", "/v1/auth/password", {
        key,
        body: { current_password: "an old one of mine", password },
      });
    expectInvalid(await change("😀🦊🐙🌵🍉🚲"), "/password");
  });
});

describe("an answer in words", () => {
  test("is in its reader's language", async () => {
    await anEventTypeOf(app, key, {
      title: "Terms",
      questions: [{ id: "terms", label: "AGB gelesen", type: "checkbox" }],
    });
    await app.request("PATCH", "/v1/me", { key, body: { language: "de" } });
    await app.book({ ...answered(["terms", true]), language: "fr" }, "/v1/book/jane/terms");
    const text = async (id: number) => (await app.request("GET", `/v1/outbox/${id}`, { key })).json["text"];
    expect(await text(2)).toMatch(/AGB gelesen:\n {2}Ja\n/);
    expect(await text(1)).toMatch(/AGB gelesen\s:\n {2}Oui\n/);
  });

  test("is repeated to the attendee only if nobody typed it", async () => {
    const book = await ask();
    await book(answered(["team", "Sales"], ["phone", "+49 30 1234567"]));
    const { text } = (await app.request("GET", "/v1/outbox/1", { key })).json;
    expect(text).toContain("Sales");
    expect(text).not.toContain("1234567");
  });
});

test.each([
  ["vera+news@example.com", "vera+news@example.com"],
  [" vera@example.com ", "vera@example.com"],
  ["vera%2Bnews@example.com", "vera+news@example.com"],
])("the address %p in a link prefills %p", async (query, value) => {
  const { text } = await app.request(
    "GET",
    `/book/jane/30min?start=2026-03-02T14:00:00Z&email=${query.replaceAll(" ", "%20")}`,
    { headers: { accept: "text/html" } },
  );
  expect(text).toMatch(new RegExp(`id="attendee_email"[^>]*value="${value.replace("+", "\\+")}"`));
});
