import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { DAY_MS, MINUTE_MS } from "../../src/domain/interval.ts";
import type { FeedCache } from "../../src/usecases/calendars/feed-cache.ts";
import { aBooking } from "../support/builders.ts";
import { calendarOf, eventsOf, feedPath, pathIn } from "../support/feed.ts";
import { aPendingBooking, anEventTypeOf, expectProblem } from "../support/http.ts";
import { type Json, startApp, type TestApp } from "../support/start-app.ts";
import { checkedBy, hasLibraries } from "../icalendar/python.ts";

let app: TestApp;
let key: string;
let path: string;

beforeEach(async () => {
  app = await startApp();
  ({ key } = await app.host());
  path = await feedPath(app, key);
});
afterEach(() => app.close());

async function feed(at = path): Promise<string> {
  const { status, text } = await app.request("GET", at);
  expect(status).toBe(200);
  return text;
}

/** The events once a minute has passed, in which a feed does not change. */
async function eventsLater(at = path) {
  app.clock.now += MINUTE_MS;
  return eventsOf(await feed(at));
}

const booking = async (id: number): Promise<Json> =>
  (await app.request("GET", `/v1/bookings/${id}`, { key })).json;

describe("a feed", () => {
  test("shows a booking to its host", async () => {
    const type = await anEventTypeOf(app, key, {
      title: "Review",
      location: "https://meet.example.com/jane",
      questions: [{ id: "company", label: "Company", type: "text", required: false }],
    });
    const { json } = await app.book(
      { notes: "About the contract.", answers: [{ question_id: "company", answer: "Doe; Daughters" }] },
      `/v1/book/jane/${type["slug"]}`,
    );
    const [event] = eventsOf(await feed());
    const { uid } = await booking(json["id"]);
    expect(event).toEqual({
      uid,
      sequence: 0,
      start: "2026-03-02T14:00:00Z",
      end: "2026-03-02T14:30:00Z",
      stamp: "2026-03-02T10:00:00Z",
      modified: "2026-03-02T10:00:00Z",
      status: "CONFIRMED",
      summary: "Review: Jason Johnson and Jane Doe",
      description: [
        "Review with Jason Johnson <jason@example.com>",
        "About the contract.",
        "Company\nDoe; Daughters",
        `Open the booking: http://localhost:3000/dashboard/bookings/${json["id"]}`,
      ].join("\n\n"),
      location: "https://meet.example.com/jane",
      url: "https://meet.example.com/jane",
    });
  });

  test("has the UID and SEQUENCE of the host's invitation", async () => {
    const { json } = await app.book();
    const { uid, sequence } = await booking(json["id"]);
    expect(eventsOf(await feed())).toMatchObject([{ uid, sequence }]);
  });

  test("notifies nobody and has a name and refresh hints", async () => {
    await app.book();
    const calendar = calendarOf(await feed());
    const [event] = calendar.getAllSubcomponents("vevent");
    for (const name of ["attendee", "organizer"]) expect(event!.hasProperty(name)).toBe(false);
    expect(event!.getAllSubcomponents("valarm")).toEqual([]);
    const valueOf = (name: string) => calendar.getFirstPropertyValue(name)?.toString();
    expect(valueOf("method")).toBeUndefined();
    expect(["x-wr-calname", "refresh-interval", "x-published-ttl"].map(valueOf)).toEqual([
      "Bookings: Jane Doe",
      "PT5M",
      "PT5M",
    ]);
  });

  test("shows requests as tentative until they are decided", async () => {
    const { id } = await aPendingBooking(app, key);
    expect(eventsOf(await feed())).toMatchObject([{ status: "TENTATIVE" }]);
    await app.request("POST", `/v1/bookings/${id}/confirm`, { key, body: {} });
    expect(await eventsLater()).toMatchObject([{ status: "CONFIRMED", sequence: 1 }]);
  });

  test("drops requests that are declined", async () => {
    const { id } = await aPendingBooking(app, key);
    expect(eventsOf(await feed())).toHaveLength(1);
    await app.request("POST", `/v1/bookings/${id}/decline`, { key, body: {} });
    expect(await eventsLater()).toEqual([]);
  });

  test("follows a reschedule under the same UID", async () => {
    const { json } = await app.book();
    const [before] = eventsOf(await feed());
    const body = { start_time: "2026-03-03T15:00:00Z" };
    await app.request("POST", `/v1/bookings/${json["id"]}/reschedule`, { key, body });
    const [after] = await eventsLater();
    expect(after).toMatchObject({
      uid: before!.uid,
      sequence: before!.sequence + 1,
      start: "2026-03-03T15:00:00Z",
      end: "2026-03-03T15:30:00Z",
    });
  });

  test("drops cancelled bookings", async () => {
    const [first, second] = [await app.book(), await app.book({ start_time: "2026-03-02T15:00:00Z" })];
    expect(eventsOf(await feed())).toHaveLength(2);
    await app.request("POST", `/v1/bookings/${first.json["id"]}/cancel`, { key, body: {} });
    const { uid } = await booking(second.json["id"]);
    expect(await eventsLater()).toMatchObject([{ uid }]);
  });

  test("keeps bookings for 30 days after their start", async () => {
    await app.book();
    app.clock.now += 30 * DAY_MS;
    expect(eventsOf(await feed())).toHaveLength(1);
    app.clock.now += 2 * DAY_MS;
    expect(eventsOf(await feed())).toEqual([]);
  });

  test("contains nothing of an erased attendee", async () => {
    await app.book({ notes: "My number is 555-0199" });
    expect(await feed()).toMatch(/Jason/);
    await app.request("DELETE", "/v1/attendees/jason@example.com", { key });
    app.clock.now += MINUTE_MS;
    const text = await feed();
    expect(eventsOf(text)).toMatchObject([{ summary: "30 Minute Meeting: Erased attendee and Jane Doe" }]);
    expect(text.replaceAll("\r\n ", "")).not.toMatch(/jason|555-0199/i);
  });

  test("is in the host's language and follows their names", async () => {
    const { json } = await app.book();
    const [before] = eventsOf(await feed());
    app.clock.now += MINUTE_MS;
    await app.request("PATCH", "/v1/me", { key, body: { language: "de", name: "Johanna" } });
    const type = (await booking(json["id"]))["event_type"].id;
    await app.request("PATCH", `/v1/event-types/${type}`, { key, body: { title: "Gespräch" } });
    const text = await feed();
    const [after] = eventsOf(text);
    expect(after).toMatchObject({ uid: before!.uid, summary: "Gespräch: Jason Johnson und Johanna" });
    expect(after!.modified! > before!.modified!).toBe(true);
    expect(calendarOf(text).getFirstPropertyValue("x-wr-calname")).toBe("Buchungen: Johanna");
  });

  test("shows nothing of another host", async () => {
    await app.book();
    const { key: other } = await app.host("mallory");
    expect(eventsOf(await feed(await feedPath(app, other)))).toEqual([]);
    expect(await feed(await feedPath(app, other))).not.toMatch(/jason/i);
  });
});

describe("hostile text", () => {
  const name = 'Eve\\;,: "^n BEGIN:VEVENT';
  const notes = "Line\nEND:VEVENT\nEND:VCALENDAR\nATTENDEE:mailto:evil@example.com\\nX";

  test("stays text", async () => {
    await app.request("PATCH", "/v1/me", { key, body: { name } });
    await app.book({ attendee_name: name, notes });
    const text = await feed();
    const [event, ...others] = eventsOf(text);
    expect(others).toEqual([]);
    expect(event!.summary).toBe(`30 Minute Meeting: ${name} and ${name}`);
    expect(event!.description).toContain(notes);
    expect(calendarOf(text).getFirstSubcomponent("vevent")!.hasProperty("attendee")).toBe(false);
  });

  test.skipIf(!hasLibraries)("is the same for libical and python3-icalendar", async () => {
    // The latter removes a backslash in front of what could be escaped.
    const plain = name.replace("\\", "/");
    await app.request("PATCH", "/v1/me", { key, body: { name: plain } });
    await app.book({ attendee_name: plain, notes: notes.replace("\\", "/") });
    const [found] = checkedBy("check-feed.py", [await feed()]);
    expect(found).toMatchObject({
      passes: true,
      errors: 0,
      names: [`Bookings: ${plain}`, `Bookings: ${plain}`],
      events: [{ summary: `30 Minute Meeting: ${plain} and ${plain}` }],
    });
    expect(found.events[0].description).toContain(notes.replace("\\", "/"));
  });
});

describe("the address", () => {
  test("is the same until it is rotated, and then only the new one works", async () => {
    await app.book();
    expect(await feedPath(app, key)).toBe(path);
    const rotated = await app.request("POST", "/v1/calendar-feed/rotate", { key, body: {} });
    expect(rotated.status).toBe(200);
    const next = pathIn(app, rotated.json["url"]);
    expect(next).not.toBe(path);
    expect(await feedPath(app, key)).toBe(next);
    expectProblem(await app.request("GET", path), 404, "not_found");
    expect(eventsOf(await feed(next))).toHaveLength(1);
    const { json } = await app.request("POST", "/v1/calendar-feed/rotate", { key, body: {} });
    expect([path, next]).not.toContain(pathIn(app, json["url"]));
    expectProblem(await app.request("GET", next), 404, "not_found");
  });

  test("is recorded in the audit log when it is rotated", async () => {
    await app.request("POST", "/v1/calendar-feed/rotate", { key, body: {} });
    const { json } = await app.request("GET", "/v1/audit?action=calendar_feed.rotated", { key });
    expect(json["audit"]).toMatchObject([{ actor: { type: "key" }, subject: { type: "calendar_feed" } }]);
  });

  test("with any other token is 404 like an unknown path", async () => {
    const { text: unknown } = await app.request("GET", "/nothing-here");
    const token = path.slice("/feed/".length, -".ics".length);
    const flipped = Array.from(token, (letter, at) => {
      const other = letter === "A" ? "B" : "A";
      return `${token.slice(0, at)}${other}${token.slice(at + 1)}.ics`;
    });
    const others = [token, `${token}.ICS`, `${token}=.ics`, `${token}.ics.ics`, ".ics", "x.ics", "%00.ics"];
    for (const name of [...flipped, ...others, `${"A".repeat(35)}.ics`, `${"_".repeat(35)}.ics`]) {
      const { status, text } = await app.request("GET", `/feed/${name}`);
      expect({ name, status, text }).toEqual({ name, status: 404, text: unknown });
    }
  });

  test("is below the path of PUBLIC_URL", async () => {
    const other = await startApp({ publicUrl: "https://example.com/meet" });
    const { key: theirs } = await other.host();
    const { json } = await other.request("GET", "/v1/calendar-feed", { key: theirs });
    expect(json["url"]).toMatch(/^https:\/\/example\.com\/meet\/feed\/[\w-]{35}\.ics$/);
    await other.book();
    const { text } = await other.request("GET", pathIn(other, json["url"]));
    expect(eventsOf(text)[0]!.description).toContain("https://example.com/meet/dashboard/bookings/1");
    other.close();
  });

  test("is not logged, indexed, passed on or kept by shared caches", async () => {
    const { headers } = await app.request("GET", path);
    expect(Object.fromEntries(headers)).toMatchObject({
      "content-type": "text/calendar; charset=utf-8",
      "cache-control": "private, no-cache",
      "referrer-policy": "no-referrer",
      "x-robots-tag": "noindex",
      "x-content-type-options": "nosniff",
    });
    expect(headers.get("access-control-allow-origin")).toBeNull();
    expect(app.logged.length).toBeGreaterThan(0);
    expect(JSON.stringify(app.logged)).not.toContain(path.slice("/feed/".length, -".ics".length));
  });
});

test("the token of a host is not the one of a later host with the same id", () => {
  const feed = { hostId: 7, hostCreatedAt: 1_000, generation: 0 };
  const token = app.deps.feedTokens.issue(feed);
  expect(app.deps.feedTokens.isFor(token, feed)).toBe(true);
  expect(app.deps.feedTokens.isFor(token, { ...feed, hostCreatedAt: 2_000 })).toBe(false);
});

describe("a feed that did not change", () => {
  const again = (etag: string, headers = {}) =>
    app.request("GET", path, { headers: { "if-none-match": etag, ...headers } });

  test("is 304 without rendering anything", async () => {
    let rendered = 0;
    const { feedCache } = app.deps;
    const counted: FeedCache = (lookup) =>
      feedCache({
        ...lookup,
        render: () => {
          rendered += 1;
          return lookup.render();
        },
      });
    Object.assign(app.deps, { feedCache: counted });
    await app.book();
    const { headers } = await app.request("GET", path);
    const etag = headers.get("etag")!;
    expect(etag).toMatch(/^W\/"[\w-]+"$/);
    app.clock.now += MINUTE_MS;
    for (const known of [etag, etag.slice(2), `"x", ${etag}`, "*"]) {
      const { status, text, headers: answered } = await again(known);
      expect({ known, status, text, etag: answered.get("etag") }).toEqual({
        known,
        status: 304,
        text: "",
        etag,
      });
      expect(answered.get("cache-control")).toBe("private, no-cache");
    }
    expect(rendered).toBe(1);
    expect((await again('W/"other"')).status).toBe(200);
    expect(rendered).toBe(2);
  });

  test("has the same ETag in another process", async () => {
    await app.book();
    const { headers } = await app.request("GET", path);
    const other = await startApp({ path: app.path });
    other.clock.now = app.clock.now;
    expect((await other.request("GET", path)).headers.get("etag")).toBe(headers.get("etag"));
    other.close();
  });

  test("answers HEAD like GET, without a body", async () => {
    await app.book();
    const got = await app.request("GET", path);
    const { status, text, headers } = await app.request("HEAD", path);
    expect([status, text]).toEqual([200, ""]);
    for (const name of ["etag", "content-type", "cache-control"])
      expect(headers.get(name)).toBe(got.headers.get(name));
    expect(headers.get("content-length")).toBe(String(Buffer.byteLength(got.text)));
  });
});

/** Each change must lead to another ETag within a minute, or clients would never see it. */
const changes: [what: string, change: (id: number) => Promise<unknown>][] = [
  ["a new booking", () => app.book({ start_time: "2026-03-02T16:00:00Z" })],
  ["a cancellation", (id) => app.request("POST", `/v1/bookings/${id}/cancel`, { key, body: {} })],
  [
    "a reschedule",
    (id) =>
      app.request("POST", `/v1/bookings/${id}/reschedule`, {
        key,
        body: { start_time: "2026-03-03T15:00:00Z" },
      }),
  ],
  ["an erasure", () => app.request("DELETE", "/v1/attendees/jason@example.com", { key })],
  ["another name of the host", () => app.request("PATCH", "/v1/me", { key, body: { name: "Johanna" } })],
  ["another language", () => app.request("PATCH", "/v1/me", { key, body: { language: "fr" } })],
  [
    "another title",
    async (id) => {
      const type = (await booking(id))["event_type"].id;
      return app.request("PATCH", `/v1/event-types/${type}`, { key, body: { title: "Call" } });
    },
  ],
];

test.each(changes)("%s changes the ETag after a minute", async (_, change) => {
  const { json } = await app.book();
  const before = (await app.request("GET", path)).headers.get("etag")!;
  await change(json["id"]);
  expect((await app.request("GET", path)).headers.get("etag")).toBe(before);
  app.clock.now += MINUTE_MS;
  const after = await app.request("GET", path, { headers: { "if-none-match": before } });
  expect(after.status).toBe(200);
  expect(after.headers.get("etag")).not.toBe(before);
});

test("a booking made and cancelled again does not bring an earlier ETag back", async () => {
  await app.book();
  const before = (await app.request("GET", path)).headers.get("etag")!;
  app.clock.now += MINUTE_MS;
  const { json } = await app.book({ start_time: "2026-03-02T16:00:00Z" });
  await app.request("POST", `/v1/bookings/${json["id"]}/cancel`, { key, body: {} });
  const { status } = await app.request("GET", path, { headers: { "if-none-match": before } });
  expect(status).toBe(200);
});

test("other requests are answered while a long feed is rendered", async () => {
  const { id } = await app.database.read.selectFrom("event_types").select("id").executeTakeFirstOrThrow();
  for (let n = 0; n < 200; n++) await aBooking(app.database, { id, host_id: 1 });
  const order: string[] = [];
  const slow = app.request("GET", path).then(({ text }) => {
    order.push("feed");
    return eventsOf(text);
  });
  for (let n = 0; n < 3; n++) {
    await new Promise((resolve) => setTimeout(resolve, 0));
    await app.request("GET", "/healthz");
    order.push("other");
  }
  expect(await slow).toHaveLength(200);
  expect(order.at(-1)).toBe("feed");
});
