import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { eventTypeDefaults } from "../../src/usecases/hosts/event-types.ts";
import { growth, hostileAlphabets, LINEAR } from "../support/growth.ts";
import { jason, startApp, type TestApp } from "../support/start-app.ts";

const questions = [{ id: "why", label: "Why?", type: "textarea", required: false }] as const;
const asks = { ...eventTypeDefaults, slug: "30min", title: "Call", duration_minutes: 30, questions };

let app: TestApp;
let token: string;

beforeAll(async () => {
  app = await startApp();
  await app.host("jane", [asks]);
  token = (await app.book()).json["cancel_token"];
});
afterAll(() => app.close());

const form = { "content-type": "application/x-www-form-urlencoded", accept: "text/html" };
const repeated = (text: string, length: number) =>
  text.repeat(Math.ceil(length / text.length)).slice(0, length);

/** A form with an invalid address, so that the page shows its input again. */
const bookingForm = (text: string, length: number) =>
  new URLSearchParams({
    ...jason,
    attendee_email: "nobody",
    start_time: "2026-03-02T15:00:00Z",
    notes: repeated(text, length),
    "answers[why]": repeated(text, length),
  }).toString();

const sent = (path: string, headers: Record<string, string>) => async (body: string) => {
  const { status } = await app.request("POST", path, { body, headers });
  if (status >= 500 || status < 400) throw new Error(`${status}`);
};

describe("a page", () => {
  test.each(hostileAlphabets)("shows a form full of %s in linear time", async (_, text) => {
    // Both fields must fit into a body at twice the length.
    const length = Math.floor((15_000 * text.length) / encodeURIComponent(text).length);
    const input = (size: number) => bookingForm(text, size);
    expect(await growth(input, length, sent("/book/jane/30min", form))).toBeLessThanOrEqual(LINEAR);
  });

  test("shows a form with many fields in linear time", async () => {
    const input = (count: number) =>
      `${bookingForm("a", 100)}&${Array.from({ length: count }, (_, n) => `f${n}=${n}`).join("&")}`;
    expect(await growth(input, 1_500, sent("/book/jane/30min", form))).toBeLessThanOrEqual(LINEAR);
  });

  test.each(hostileAlphabets.slice(0, 8))("refuses a reason of %s in linear time", async (_, text) => {
    const input = (length: number) =>
      new URLSearchParams({ reason: `a${repeated(text, length)}a` }).toString();
    expect(await growth(input, 9_000, sent(`/v1/cancel/${token}/confirm`, form))).toBeLessThanOrEqual(LINEAR);
  });
});

describe("the API", () => {
  const asJson = { "content-type": "application/json" };

  test.each([
    [
      "unknown keys",
      (n: number) => Object.fromEntries(Array.from({ length: n }, (_, i) => [`k${i}`, 1])),
      1_500,
    ],
    [
      "answers",
      (n: number) => ({
        ...jason,
        answers: Array.from({ length: n }, () => ({ question_id: "why", answer: "" })),
      }),
      700,
    ],
    [
      "lists in lists",
      (n: number) => ({ ...jason, answers: JSON.parse("[".repeat(n) + "]".repeat(n)) }),
      1_500,
    ],
    ["notes", (n: number) => ({ ...jason, notes: "'".repeat(n) }), 20_000],
    ["a name", (n: number) => ({ ...jason, attendee_name: "a.b/".repeat(n / 4) }), 20_000],
    ["an address", (n: number) => ({ ...jason, attendee_email: `${"a.".repeat(n / 2)}@b.c` }), 20_000],
  ])("refuses %s in linear time", async (_, input, length) => {
    const text = (size: number) => JSON.stringify(input(size));
    expect(await growth(text, length, sent("/v1/book/jane/30min", asJson))).toBeLessThanOrEqual(LINEAR);
  });

  test("refuses a query with many keys in linear time", async () => {
    const query = (count: number) => Array.from({ length: count }, (_, n) => `k${n}=1`).join("&");
    const ask = (text: string) => app.request("GET", `/v1/slots/jane/30min?${text}`);
    expect(await growth(query, 4_000, ask)).toBeLessThanOrEqual(LINEAR);
  });

  test("parses a long Accept-Language in linear time", async () => {
    const header = (count: number) => Array.from({ length: count }, (_, n) => `x${n};q=0.5`).join(",");
    const ask = (languages: string) =>
      app.request("GET", "/book/jane", { headers: { "accept-language": languages } });
    expect(await growth(header, 1_000, ask)).toBeLessThanOrEqual(LINEAR);
  });
});
