import { afterEach, beforeEach, expect, test } from "bun:test";
import { everyRow } from "../../support/http.ts";
import { jason, type Json, startApp, type TestApp } from "../../support/start-app.ts";

let app: TestApp;
let key: string;

beforeEach(async () => {
  app = await startApp();
  ({ key } = await app.host());
});
afterEach(() => app.close());

const PAGE = "/book/jane/30min";
const asHtml = { accept: "text/html" };

const setRedirect = (redirect_url: string | null) =>
  app.request("PATCH", "/v1/event-types/1", { key, body: { redirect_url } });

function post(target = PAGE) {
  const { attendee_name, attendee_email, start_time, timezone } = jason;
  const fields = { attendee_name, attendee_email, start_time, timezone, attempt: "attempt-1" };
  const headers = { "content-type": "application/x-www-form-urlencoded", ...asHtml };
  return app.request("POST", target, { body: new URLSearchParams(fields).toString(), headers });
}

const theBooking = async (): Promise<Json> =>
  (await app.request("GET", "/v1/bookings", { key })).json["bookings"][0];

test("a form leads to the host's page with the booking and its status, and nothing else", async () => {
  await setRedirect("https://example.com/thanks?plan=pro&booking=mine#top");
  const { status, headers } = await post();
  expect(status).toBe(303);
  const { uid } = await theBooking();
  expect(headers.get("location")).toBe(
    `https://example.com/thanks?plan=pro&booking=${uid}&status=confirmed#top`,
  );
});

test("the page allows its form to lead to sites with https, and only if it leads away", async () => {
  await setRedirect("https://example.com/thanks");
  const policy = async () =>
    (await app.request("GET", PAGE, { headers: asHtml })).headers.get("content-security-policy");
  expect(await policy()).toContain("form-action 'self' https:;");
  await setRedirect(null);
  expect(await policy()).toContain("form-action 'self';");
});

test("an embedded page stays, because whoever embeds it is told", async () => {
  await setRedirect("https://example.com/thanks");
  const { headers } = await post(`${PAGE}?embed=inline`);
  expect(headers.get("location")).toStartWith("/booking/");
});

test("the query of the page cannot choose where it leads", async () => {
  const { headers } = await post(`${PAGE}?redirect_url=https%3A%2F%2Fevil.example`);
  expect(headers.get("location")).toStartWith("/booking/");
});

test("a rescheduling stays, and the API answers as before", async () => {
  await setRedirect("https://example.com/thanks");
  const { status, json } = await app.book();
  expect([status, json["status"]]).toEqual([201, "confirmed"]);
  const fields = { start_time: "2026-03-03T14:00:00Z", timezone: "America/Chicago" };
  const headers = { "content-type": "application/x-www-form-urlencoded", ...asHtml };
  const body = new URLSearchParams(fields).toString();
  const moved = await app.request("POST", `/v1/reschedule/${json["reschedule_token"]}`, { body, headers });
  expect(moved.headers.get("location") ?? "").not.toContain("example.com");
});

test.each([
  "http://example.com",
  "javascript:alert(1)",
  "//example.com",
  "/thanks",
  "https://jane:secret@example.com",
  "https://",
  "https://a;sandbox",
  "https://a,default-src",
  "https://*.example.com",
  "https://example.com/\tthanks",
  "",
])("the address %j is refused", async (address) => {
  const before = await everyRow(app);
  const { status, json } = await setRedirect(address);
  expect([status, json["details"][0]["path"]]).toEqual([422, "/redirect_url"]);
  expect(json["details"][0]["message"]).toContain("https");
  expect(await everyRow(app)).toEqual(before);
});

test.each(["https://[::1]:8443/thanks", "https://bücher.example/danke?a=b c", "HTTPS://EXAMPLE.COM"])(
  "the address %j is taken",
  async (address) => {
    const { status, json } = await setRedirect(address);
    expect([status, json["redirect_url"]]).toEqual([200, address]);
    expect((await post()).headers.get("location")).toStartWith("https://");
  },
);
