import { afterEach, beforeEach, expect, test } from "bun:test";
import { startApp, type TestApp } from "../../support/start-app.ts";
import { decoded } from "../read-html.ts";

let app: TestApp;
let key: string;

beforeEach(async () => {
  app = await startApp();
  ({ key } = await app.host());
});
afterEach(() => app.close());

/** What visitors are told of a location, by the page and by each route. */
async function told(location_type: string, location: string): Promise<(string | null)[]> {
  const { status } = await app.request("PATCH", "/v1/event-types/1", {
    key,
    body: { location_type, location },
  });
  expect(status).toBe(200);
  const page = await app.request("GET", "/book/jane/30min", { headers: { accept: "text/html" } });
  const profile = (await app.request("GET", "/v1/u/jane")).json;
  const slots = (await app.request("GET", "/v1/slots/jane/30min?date=2026-03-02")).json;
  return [
    decoded(page.text).includes(location) ? location : null,
    profile["event_types"][0]["location"],
    slots["event_type"]["location"],
  ];
}

test("the address of a meeting in person is told before it is booked", async () => {
  const address = "12 Elm Street <2nd floor>";
  expect(await told("in_person", address)).toEqual([address, address, address]);
});

test.each([
  ["video", "https://meet.example.com/jane"],
  ["phone", "+1 555 0100"],
  ["other", "My boat"],
  ["in_person", "Room {booking_uid}"],
])("another location is not: %s, %s", async (type, location) => {
  expect(await told(type, location)).toEqual([null, null, null]);
});
