import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { aPendingBooking, confirmTokenOf, everyRow, emailKindsOf } from "../../support/http.ts";
import { type Answered, type Json, jason, startApp, type TestApp } from "../../support/start-app.ts";

let app: TestApp;
let key: string;
let booking: Json;

const browser = { accept: "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8" };
const form = { ...browser, "content-type": "application/x-www-form-urlencoded" };

async function start(actionLinks: "direct" | "click"): Promise<void> {
  app = await startApp({ actionLinks });
  ({ key } = await app.host());
  booking = await aPendingBooking(app, key);
}
beforeEach(() => start("direct"));
afterEach(() => app.close());

const open = (target: string, headers: Record<string, string> = browser) =>
  app.request("GET", target, { headers });
const submit = (target: string, fields: Record<string, string> = {}) =>
  app.request("POST", target, { headers: form, body: new URLSearchParams(fields).toString() });
const decisionLink = (decision: string) => `/v1/bookings/${booking["confirm_token"]}/${decision}`;
const cancelLink = () => `/v1/cancel/${booking["cancel_token"]}`;
const moveLink = () => `/v1/reschedule/${booking["reschedule_token"]}`;

/** Expects a page whose headers forbid scripts, caching and referrers. */
function expectPage(answered: Answered, status: number, ...says: string[]): void {
  expect({ status: answered.status, text: answered.text }).toMatchObject({ status });
  const { headers, text } = answered;
  expect(headers.get("content-type")).toBe("text/html; charset=utf-8");
  const policy = headers.get("content-security-policy");
  for (const rule of [
    "default-src 'none'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ]) {
    expect(policy).toContain(rule);
  }
  expect(headers.get("cache-control")).toBe("no-store");
  expect(headers.get("referrer-policy")).toBe("no-referrer");
  expect(headers.get("x-content-type-options")).toBe("nosniff");
  expect(headers.get("x-robots-tag")).toBe("noindex");
  expect(text).toStartWith("<!doctype html>");
  expect(text).not.toMatch(/<script|<\w[^>]*\s(on\w+|srcdoc)=|="\s*javascript:|\{"error"/i);
  for (const words of says) expect(text).toContain(words);
}

const formsOf = ({ text }: Answered) =>
  [...text.matchAll(/<form method="(\w+)" action="([^"]*)"/g)].map(
    ([, method, action]) => `${method} ${action}`,
  );

test("a link acts once when a browser opens it", async () => {
  expectPage(await open(decisionLink("confirm")), 200, "Booking confirmed", "Jason Johnson");
  expectPage(await open(decisionLink("confirm")), 200, "already confirmed");
  expectPage(await open(decisionLink("decline")), 409, "already confirmed", "no longer be declined");
  expect(await emailKindsOf(app, booking["id"])).toHaveLength(4);
});

test("links return a page by default, and JSON on request", async () => {
  for (const headers of [{}, { accept: "*/*" }, { accept: "application/json;q=0.5, text/html" }]) {
    expectPage(await open(cancelLink(), headers), 200);
  }
  for (const accept of [
    "application/json",
    "application/json, text/plain, */*",
    "text/html;q=0.5, application/json",
    "application/problem+json",
  ]) {
    expect((await open(cancelLink(), { accept })).json).toEqual({ id: booking["id"], status: "pending" });
  }
});

describe("with ACTION_LINKS=click", () => {
  beforeEach(async () => {
    app.close();
    await start("click");
  });

  test.each([
    ["confirm", "Booking confirmed", "confirmed"],
    ["decline", "Booking declined", "declined"],
  ])("the link to %s shows one button that does it", async (decision, title, status) => {
    const before = await everyRow(app);
    const page = await open(decisionLink(decision));
    expectPage(page, 200);
    expect(formsOf(page)).toEqual([`post ${decisionLink(decision)}`]);
    expect((await open(decisionLink(decision), { accept: "application/json" })).json["status"]).toBe(
      "pending",
    );
    expect(await everyRow(app)).toEqual(before);
    expectPage(await submit(decisionLink(decision)), 200, title);
    expect((await app.request("GET", `/v1/bookings/${booking["id"]}`, { key })).json["status"]).toBe(status);
    const after = await open(decisionLink(decision));
    expectPage(after, 200, "already");
    expect(formsOf(after)).toEqual(decision === "decline" ? [`post ${decisionLink("decline")}`] : []);
  });
});

test("the cancel link asks first, with an optional reason", async () => {
  const before = await everyRow(app);
  const page = await open(cancelLink());
  expectPage(page, 200, "Cancel this booking?", 'name="reason"');
  expect(formsOf(page)).toEqual([`post ${cancelLink()}/confirm`]);
  expect(await everyRow(app)).toEqual(before);
  expectPage(await submit(`${cancelLink()}/confirm`, { reason: "Ill" }), 200, "Booking cancelled");
  expectPage(await submit(`${cancelLink()}/confirm`), 200, "already cancelled");
  expectPage(await open(moveLink()), 409, "cancelled");
});

describe("errors are shown on a page:", () => {
  const wrongs: [what: string, status: number, ask: () => Promise<Answered>][] = [
    ["an unknown token, opened", 404, () => open("/v1/bookings/unknown/confirm")],
    ["an unknown token, opened to cancel", 404, () => open("/v1/cancel/unknown")],
    ["an unknown token, opened to move", 404, () => open("/v1/reschedule/unknown")],
    ["an unknown token, sent", 404, () => submit("/v1/cancel/unknown/confirm")],
    ["an unknown token, sent to decline", 404, () => submit("/v1/bookings/unknown/decline")],
    [
      "an unknown token, sent to move",
      404,
      () => submit("/v1/reschedule/unknown", { start_time: jason.start_time }),
    ],
    ["a longer path", 404, () => open("/v1/cancel/a/b/c")],
    ["a malformed token", 404, () => open("/v1/cancel/%ff%00")],
    ["an unknown field", 422, () => submit(`${cancelLink()}/confirm`, { why: "x" })],
    ["an overlong reason", 422, () => submit(decisionLink("decline"), { reason: "x".repeat(1001) })],
    ["a missing time", 422, () => submit(moveLink())],
    ["an invalid time", 422, () => submit(moveLink(), { start_time: "later" })],
    ["an unknown zone", 422, () => submit(moveLink(), { start_time: jason.start_time, timezone: "Mars" })],
    ["a form over the size limit", 413, () => submit(moveLink(), { start_time: "x".repeat(70_000) })],
    ["invalid JSON", 400, () => app.request("POST", moveLink(), { headers: browser, body: "{" })],
  ];

  test.each(wrongs)("%s", async (_, status, ask) => {
    const before = await everyRow(app);
    expectPage(await ask(), status, 'role="alert"');
    expect(await everyRow(app)).toEqual(before);
  });
});

test("hostile input stays text on every page", async () => {
  const attack = `"><script>alert(1)</script><img src=x onerror=alert(2)>'&lt;`;
  const title = attack;
  await app.request("PATCH", "/v1/me", { key, body: { name: attack } });
  const questions = [{ id: "q", label: attack, type: "text" }];
  const type = {
    title,
    slug: "evil",
    duration_minutes: 30,
    requires_confirmation: true,
    location: attack,
    questions,
  };
  await app.request("POST", "/v1/event-types", { key, body: type });
  const over = {
    attendee_name: attack,
    notes: attack,
    answers: [{ question_id: "q", answer: attack }],
    start_time: "2026-03-02T15:00:00Z",
  };
  booking = (await app.book(over, "/v1/book/jane/evil")).json;
  booking = { ...booking, confirm_token: await confirmTokenOf(app, key, booking["id"]) };
  const prefetch = { ...browser, purpose: "prefetch" };
  const pages = [
    await open(decisionLink("confirm"), prefetch),
    await open(decisionLink("decline"), prefetch),
    await open(cancelLink()),
    await submit(moveLink(), { start_time: attack }),
    await open(`${cancelLink()}?lang=${encodeURIComponent(attack)}`),
    await open(decisionLink("confirm")),
    await open(decisionLink("decline")),
    await submit(`${cancelLink()}/confirm`, { reason: attack }),
    await submit(`${cancelLink()}/confirm`, { [attack]: attack }),
    await open(`/v1/cancel/${encodeURIComponent(attack)}`),
  ];
  for (const page of pages) {
    expectPage(page, page.status);
    expect(page.text).not.toMatch(/<img|<\/script/i);
  }
  expect(pages[2]!.text).toContain("&lt;script>");
});
