import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { everyRow } from "../../support/http.ts";
import { type Json, startApp, type TestApp } from "../../support/start-app.ts";

let app: TestApp;
let key: string;

beforeEach(async () => {
  app = await startApp();
  ({ key } = await app.host());
});
afterEach(() => app.close());

/** The week from Monday, 9 March, in New York, where the clocks have changed the day before. */
const week = { starts_at: "2026-03-09T04:00:00Z", ends_at: "2026-03-14T04:00:00Z" };

const add = (body: Json) => app.request("POST", "/v1/time-off", { key, body: { ...week, ...body } });

async function page(query = "", path = "/book/jane/30min"): Promise<string> {
  return (await app.request("GET", `${path}${query}`, { headers: { accept: "text/html" } })).text;
}

/** The notes about time off on a page, as text. */
const notes = (html: string) =>
  Array.from(html.matchAll(/<aside class="notice away">(.*?)<\/aside>/gs), ([, inside]) =>
    inside!
      .replaceAll(/<[^>]*>/g, " ")
      .replaceAll(/[\s\u202f]+/g, " ")
      .trim(),
  );

describe("time off with a message", () => {
  test("is on the booking page of every month that it touches, in whole days", async () => {
    await add({ message: "On holiday.\nBack <soon>!", reason: "Surgery" });
    const html = await page("?month=2026-03");
    expect(notes(html)).toEqual([
      "Jane Doe is away from Monday, March 9, 2026 to Friday, March 13, 2026. On holiday. Back &lt;soon>!",
    ]);
    expect(html).not.toContain("Surgery");
    expect(notes(await page("?month=2026-04"))).toEqual([]);
  });

  test("names no day that is free in the visitor's zone, but the times", async () => {
    await add({ message: "Away" });
    const [note] = notes(await page("?month=2026-03&tz=Asia/Tokyo"));
    expect(note).toStartWith(
      "Jane Doe is away from Monday, March 9, 2026, 1:00 PM to Saturday, March 14, 2026, 1:00 PM.",
    );
  });

  test("of a single day names the day once", async () => {
    await add({ message: "Away", ends_at: "2026-03-10T04:00:00Z" });
    expect(notes(await page("?month=2026-03"))[0]).toStartWith("Jane Doe is away on Monday, March 9, 2026.");
  });

  test("is on the host's page only while it lasts", async () => {
    await add({ message: "Away" });
    expect(notes(await page("", "/book/jane"))).toEqual([]);
    app.clock.now = Date.parse("2026-03-11T12:00:00Z");
    expect(notes(await page("", "/book/jane"))).toHaveLength(1);
    app.clock.now = Date.parse(week.ends_at);
    expect(notes(await page("", "/book/jane"))).toEqual([]);
  });

  test("that covers everything explains why there are no times", async () => {
    await add({
      message: "Parental leave",
      starts_at: "2026-02-01T05:00:00Z",
      ends_at: "2026-12-01T05:00:00Z",
    });
    const html = await page();
    expect(notes(html)[0]).toContain("Parental leave");
    expect(html.includes("No times are free in March 2026.")).toBe(true);
  });

  test("stays private without one", async () => {
    await add({ reason: "Surgery" });
    const html = await page("?month=2026-03");
    expect(notes(html)).toEqual([]);
    expect(html).not.toContain("Surgery");
  });
});

describe("another host instead", () => {
  beforeEach(() => app.host("joe"));
  const rename = (body: Json) => app.request("PATCH", "/v1/me", { key: joes, body });
  let joes = "";
  beforeEach(async () => {
    ({ key: joes } = await app.host("mary"));
  });

  test("is linked with how the page is shown, and followed once", async () => {
    expect((await add({ redirect_to: "MARY" })).json).toMatchObject({ redirect_to: "mary", message: null });
    const html = await page("?month=2026-03&lang=de&embed=inline&attendee_name=Jason");
    expect(html).toContain('href="/book/mary?lang=de&amp;embed=inline"');
    expect(notes(html)[0]).toContain("Stattdessen bei Jane Doe buchen");
  });

  test("keeps its link when the other host is renamed", async () => {
    const { json } = await add({ redirect_to: "mary" });
    await rename({ slug: "maria" });
    expect((await app.request("GET", "/v1/time-off", { key })).json["time_off"]).toMatchObject([
      { id: json["id"], redirect_to: "maria" },
    ]);
    expect(await page("?month=2026-03")).toContain('href="/book/maria"');
  });

  test("is not offered without anything to book", async () => {
    await add({ redirect_to: "mary" });
    await app.request("PATCH", "/v1/event-types/3", { key: joes, body: { hidden: true } });
    expect(notes(await page("?month=2026-03"))).toEqual([]);
  });

  test.each(["nobody", "jane", "mary smith"])("must exist and be somebody else: %s", async (redirect_to) => {
    const before = await everyRow(app);
    const refused = await add({ redirect_to });
    expect(refused.status).toBe(422);
    expect(refused.json["details"]).toEqual([
      { path: "/redirect_to", message: "must be the username of another host" },
    ]);
    expect(await everyRow(app)).toEqual(before);
  });
});

test("a message has at most 500 characters", async () => {
  expect((await add({ message: "x".repeat(500) })).status).toBe(201);
  expect((await add({ message: "x".repeat(501) })).json["details"]).toMatchObject([{ path: "/message" }]);
});
