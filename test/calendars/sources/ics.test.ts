import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { gzipSync } from "node:zlib";
import { calendarHttp, type CalendarHttpSettings } from "../../../src/calendars/sources/http.ts";
import { icsSource } from "../../../src/calendars/sources/ics/source.ts";
import { copyOf, failureOf, forever } from "../../support/calendars/copy.ts";
import {
  type Behavior,
  breakingOff,
  gigabyte,
  gzipBomb,
  hanging,
  type IcsServer,
  redirecting,
  serving,
  servingVersion,
  stalling,
  startIcsServer,
  status,
} from "../../support/ics-server.ts";

let server: IcsServer;
beforeEach(async () => {
  server = await startIcsServer();
});
afterEach(() => server.close());

function feed(...events: readonly string[]): string {
  return `${["BEGIN:VCALENDAR", "X-WR-CALNAME:Jane\\, at wo", " rk", "X-WR-TIMEZONE:Europe/Berlin", ...events].join("\r\n")}\r\nEND:VCALENDAR\r\n`;
}
const event = (uid: string, summary = "x") =>
  `BEGIN:VEVENT\r\nUID:${uid}\r\nSUMMARY:${summary}\r\nEND:VEVENT`;

/** One object per event, which is enough here. */
function* split(text: string) {
  for (const [ical, key] of text.matchAll(/BEGIN:VEVENT\r\nUID:(.*)\r\n[^]*?END:VEVENT/g))
    yield { key: key!, ical };
}

const sourceOf = (url = server.url, settings: Partial<CalendarHttpSettings> = {}) =>
  icsSource({ url, http: calendarHttp({ allowPrivate: true, timeoutMs: 5_000, ...settings }), split });
const reading = (behavior: Behavior, settings: Partial<CalendarHttpSettings> = {}) => {
  server.behave(behavior);
  return failureOf(sourceOf(server.url, settings).calendars(forever));
};

describe("a feed", () => {
  test("is one calendar that cannot be written", async () => {
    server.behave(serving(feed(event("a"))));
    expect(await sourceOf().calendars(forever)).toEqual([
      { href: "feed", name: "Jane, at work", timeZone: "Europe/Berlin", isWritable: false },
    ]);
    expect(sourceOf().writer).toBeNull();
  });

  test("without a name is called like its host", async () => {
    server.behave(serving("BEGIN:VCALENDAR\nEND:VCALENDAR"));
    expect(await sourceOf().calendars(forever)).toMatchObject([{ name: "127.0.0.1", timeZone: null }]);
  });

  test("is copied with only what changed", async () => {
    const copy = copyOf(sourceOf(), "feed");
    server.behave(serving(feed(event("a"), event("b"))));
    expect(await copy.sync()).toEqual({ isComplete: true, loaded: 2, removed: 0 });
    server.behave(serving(feed(event("a", "new"), event("c"))));
    expect(await copy.during({ start: 0, end: 1 })).toMatchObject({ removed: ["b"] });
    expect(await copy.sync()).toEqual({ isComplete: true, loaded: 2, removed: 1 });
    expect([...copy.objects.keys()]).toEqual(["a", "c"]);
    expect(copy.objects.get("a")?.ical).toContain("SUMMARY:new");
  });

  test.each([{ etag: '"v1"' }, { "last-modified": "Thu, 26 Nov 2026 10:00:00 GMT" }])(
    "is not loaded again if %p has not changed",
    async (validators) => {
      server.behave(servingVersion(feed(event("a")), validators));
      const copy = copyOf(sourceOf(), "feed");
      await copy.sync();
      expect(await copy.sync()).toEqual({ isComplete: false, loaded: 0, removed: 0 });
      expect(await copy.during({ start: 0, end: 1 })).toEqual({ objects: [], removed: [] });
      expect(copy.objects.size).toBe(1);
    },
  );

  test("is decoded by its charset, or as UTF-8 if that is unknown", async () => {
    const text = feed(event("a", "Zähne"));
    const latin = { "content-type": "text/calendar; charset=ISO-8859-1" };
    const unknown = { "content-type": 'text/calendar; charset="x-nonsense"' };
    for (const [bytes, headers] of [
      [Buffer.from(text, "latin1"), latin],
      [Buffer.from(text), unknown],
      [Buffer.from(`\ufeff${text}`), {}],
      [gzipSync(text), { "content-encoding": "gzip" }],
    ] as const) {
      server.behave(serving(bytes, headers));
      const copy = copyOf(sourceOf(), "feed");
      await copy.sync();
      expect(copy.objects.get("a")?.ical).toContain("SUMMARY:Zähne");
    }
  });

  test("may be entered with webcal, without a scheme, or with a password", async () => {
    const http = calendarHttp({ allowPrivate: true, timeoutMs: 5_000 });
    const asked: unknown[] = [];
    for (const url of ["webcal://a.example/x", "b.example/x", "https://jane:p%40ss@c.example/x#part"]) {
      const spy: typeof http = (request) => (asked.push(request), Promise.reject(new Error("enough")));
      await failureOf(icsSource({ url, http: spy, split }).calendars(forever));
    }
    expect(asked).toMatchObject([
      { url: "https://a.example/x" },
      { url: "https://b.example/x" },
      { url: "https://c.example/x", authorization: `Basic ${btoa("jane:p@ss")}` },
    ]);
  });
});

describe("a failure", () => {
  test.each<[string, Behavior, string]>([
    ["HTML", serving("<!doctype html><html></html>", { "content-type": "text/html" }), "not_a_calendar"],
    ["JSON", serving('{"error": "no"}', { "content-type": "application/json" }), "not_a_calendar"],
    ["nothing", serving(""), "not_a_calendar"],
    ["404", status(404), "not_a_calendar"],
    ["401", status(401), "unauthorized"],
    ["403", status(403), "unauthorized"],
    ["500", status(500), "unreachable"],
    ["304 without having been asked", status(304), "refused"],
    ["half a feed", serving(feed(event("a")).slice(0, -20)), "unreachable"],
    ["less than announced", breakingOff, "unreachable"],
    ["an unknown compression", serving("x", { "content-encoding": "zebra" }), "unreachable"],
    ["a broken compression", serving("x", { "content-encoding": "gzip" }), "unreachable"],
    ["a redirect to itself", redirecting("/feed.ics"), "refused"],
    ["a redirect to another protocol", redirecting("ftp://example.com/"), "refused"],
  ])("is %s", async (_name, behavior, kind) => {
    expect(await reading(behavior)).toMatchObject({ kind, message: expect.stringMatching(/^[A-Z].+\.$/) });
  });

  test("is a gigabyte, of which little is read", async () => {
    const before = process.memoryUsage.rss();
    expect(await reading(gigabyte)).toMatchObject({
      kind: "too_large",
      message: expect.stringContaining("20 MiB"),
    });
    expect(process.memoryUsage.rss() - before).toBeLessThan(200_000_000);
  });

  test("is a bomb, of which little is unpacked", async () => {
    const bomb = gzipBomb();
    const before = process.memoryUsage.rss();
    expect(await reading(bomb)).toMatchObject({ kind: "too_large" });
    expect(process.memoryUsage.rss() - before).toBeLessThan(200_000_000);
  });

  test.each([
    ["hangs", hanging],
    ["stalls", stalling],
  ])("is a server that %s", async (_name, behavior) => {
    const begun = performance.now();
    expect(await reading(behavior, { timeoutMs: 300 })).toMatchObject({ kind: "unreachable" });
    expect(performance.now() - begun).toBeLessThan(2_000);
  });

  test("ends with the caller's patience", async () => {
    server.behave(hanging);
    const begun = performance.now();
    const failure = await failureOf(sourceOf().calendars(AbortSignal.timeout(200)));
    expect(failure).toMatchObject({ kind: "unreachable", message: "The server did not respond in time." });
    expect(performance.now() - begun).toBeLessThan(2_000);
  });

  test("names neither the address nor its secret", async () => {
    for (const behavior of [status(404), redirecting("/secret-token"), serving("<html>"), breakingOff])
      expect(String(await reading(behavior))).not.toMatch(/feed\.ics|secret|127\.0\.0\.1/);
  });

  test("is an address that is none", async () => {
    for (const url of ["", "nothing at all", "ftp://example.com/x", "javascript:alert(1)"])
      expect(await failureOf(sourceOf(url).calendars(forever))).toMatchObject({ kind: "not_a_calendar" });
  });

  test("is more events than allowed", async () => {
    server.behave(serving(feed(event("a"))));
    const http = calendarHttp({ allowPrivate: true });
    const many = () => Array.from({ length: 50_001 }, (_, at) => ({ key: String(at), ical: "x" }));
    const changes = await icsSource({ url: server.url, http, split: many }).changes(
      { href: "feed", mark: null },
      new Map(),
      forever,
    );
    expect(await failureOf(Array.fromAsync(changes.batches))).toMatchObject({ kind: "too_large" });
  });
});

test("a private address is not contacted by default", async () => {
  const failure = await failureOf(sourceOf(server.url, { allowPrivate: false }).calendars(forever));
  expect(failure).toMatchObject({
    kind: "forbidden_address",
    message: expect.stringContaining("unless CALENDAR_ALLOW_PRIVATE=true."),
  });
  expect(server.requests).toHaveLength(0);
});
