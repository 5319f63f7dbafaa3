import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { aPendingBooking, asTried, confirmTokenOf, everyRow, expectProblem } from "../../support/http.ts";
import { type Json, startApp, type TestApp } from "../../support/start-app.ts";

let app: TestApp;
let key: string;
let booking: Json;

const json = { accept: "application/json" };
const browser = { accept: "text/html" };
const TEN = "2026-03-02T15:00:00Z";

async function start(actionLinks: "direct" | "click"): Promise<void> {
  app = await startApp({ actionLinks });
  ({ key } = await app.host());
  booking = await aPendingBooking(app, key);
}
beforeEach(() => start("direct"));
afterEach(() => app.close());

const linkWith = (token: string, decision: string) => `/v1/bookings/${token}/${decision}`;
const reschedule = (start_time: string) =>
  app.request("POST", `/v1/reschedule/${booking["reschedule_token"]}`, {
    headers: json,
    body: { start_time },
  });
const statusNow = async () =>
  (await app.request("GET", `/v1/bookings/${booking["id"]}`, { key })).json["status"];

describe.each(["confirm", "decline"])("after a reschedule, an old link to %s", (decision) => {
  beforeEach(() => reschedule(TEN));

  test("changes nothing, however it is requested", async () => {
    const target = linkWith(booking["confirm_token"], decision);
    const before = await everyRow(app);
    expectProblem(await app.request("GET", target, { headers: json }), 409, "moved");
    expectProblem(await app.request("POST", target, { headers: json, body: {} }), 409, "moved");
    expect((await app.request("GET", target, { headers: browser })).status).toBe(409);
    expect(await everyRow(app)).toEqual(before);
  });

  test("opens a page with the new time and a button that decides", async () => {
    const target = linkWith(booking["confirm_token"], decision);
    const { text } = await app.request("GET", target, { headers: browser });
    expect(text).toContain("This booking was rescheduled");
    expect(text).toContain("10:00");
    const [, action] = /<form method="post" action="([^"]+)"/.exec(text)!;
    const form = { ...browser, "content-type": "application/x-www-form-urlencoded" };
    expect((await app.request("POST", action!, { headers: form, body: "" })).status).toBe(200);
    expect(await statusNow()).toBe(decision === "confirm" ? "confirmed" : "declined");
  });

  test("is refused even if the booking was decided meanwhile", async () => {
    await app.request("POST", `/v1/bookings/${booking["id"]}/confirm`, { key });
    const target = linkWith(booking["confirm_token"], decision);
    expectProblem(await app.request("GET", target, { headers: json }), 409, "moved");
    const { text } = await app.request("GET", target, { headers: browser });
    expect(text.includes("<form")).toBe(false);
  });
});

test("the link of the newest email decides", async () => {
  await reschedule(TEN);
  const token = await confirmTokenOf(app, key, booking["id"]);
  const { status } = await app.request("GET", linkWith(token, "confirm"), { headers: json });
  expect([status, await statusNow()]).toEqual([200, "confirmed"]);
});

test("a link works again once the booking is back at its time", async () => {
  await reschedule(TEN);
  await asTried(app);
  await reschedule("2026-03-02T14:00:00Z");
  const target = linkWith(booking["confirm_token"], "confirm");
  expect((await app.request("GET", target, { headers: json })).status).toBe(200);
});

test("a link that asks first does not decide about another time", async () => {
  app.close();
  await start("click");
  await reschedule(TEN);
  const target = linkWith(booking["confirm_token"], "confirm");
  expect((await app.request("GET", target, { headers: browser })).status).toBe(409);
  expect(await statusNow()).toBe("pending");
});

describe("a link from a version that named no time", () => {
  const oldToken = async () => {
    const { uid } = (await app.request("GET", `/v1/bookings/${booking["id"]}`, { key })).json;
    return app.deps.tokens.issue("confirm", { id: booking["id"], uid });
  };

  test("decides about a booking that never changed", async () => {
    const target = linkWith(await oldToken(), "confirm");
    expect((await app.request("GET", target, { headers: json })).status).toBe(200);
    expect((await app.request("GET", target, { headers: json })).status).toBe(200);
  });

  test("changes nothing once the booking was rescheduled", async () => {
    const target = linkWith(await oldToken(), "confirm");
    await reschedule(TEN);
    expectProblem(await app.request("GET", target, { headers: json }), 409, "moved");
    expect(await statusNow()).toBe("pending");
  });
});
