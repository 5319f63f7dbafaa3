import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "bun:test";
import { feedOf, startFeedServer } from "../../support/calendars/feed-server.ts";
import { startRadicale } from "../../support/calendars/radicale.ts";
import { type CalendarServer, calendarNames } from "../../support/calendars/server.ts";
import { everyRow, expectInvalid } from "../../support/http.ts";
import { type Answered, type Json, startApp, type TestApp } from "../../support/start-app.ts";

let app: TestApp;
let key: string;

beforeAll(async () => {
  app = await startApp();
  ({ key } = await app.host());
});
afterAll(() => app.close());

const connect = (body: Json, to: TestApp = app, as = key): Promise<Answered> =>
  to.request("POST", "/v1/calendar-accounts", { key: as, body: { name: "Mine", ...body } });

describe("an address", () => {
  let feed: ReturnType<typeof startFeedServer>;
  beforeEach(() => void (feed = startFeedServer()));
  afterEach(() => feed.stop());

  test("is connected with one calendar, and only its scheme and host are shown", async () => {
    feed.state.text = feedOf([]).replace(
      "PRODID",
      "X-WR-CALNAME:Dentist\r\nX-WR-TIMEZONE:Europe/Berlin\r\nPRODID",
    );
    const connected = await connect({ kind: "ics", url: feed.url });
    expect(connected.status).toBe(201);
    expect(connected.json).toEqual({
      id: expect.any(Number),
      kind: "ics",
      name: "Mine",
      url: new URL(feed.url).origin,
      status: "syncing",
      error: null,
      paused: false,
      last_synced_at: null,
      calendars: [
        {
          id: expect.any(Number),
          name: "Dentist",
          time_zone: "Europe/Berlin",
          writable: false,
          busy: true,
          is_target: false,
        },
      ],
      unread_events: [],
      created_at: "2026-03-02T10:00:00Z",
    });
  });

  test("needs a kind, an address and a name", async () => {
    const without = await app.request("POST", "/v1/calendar-accounts", { key, body: {} });
    expectInvalid(without, "/kind", "/name", "/url");
    expectInvalid(await connect({ kind: "google", url: feed.url }), "/kind");
    expectInvalid(await connect({ kind: "ics", url: feed.url, user: "jane" }), "/user");
    expectInvalid(await connect({ kind: "ics", url: feed.url, name: "" }), "/name");
    expect(feed.state.requests).toBe(0);
  });

  test("is read in the charset that its server names", async () => {
    const text = feedOf([]).replace("PRODID", "X-WR-CALNAME:Büro\r\nPRODID");
    const server = Bun.serve({
      port: 0,
      hostname: "127.0.0.1",
      fetch: () =>
        new Response(Buffer.from(text, "latin1"), {
          headers: { "content-type": "text/calendar; charset=ISO-8859-1" },
        }),
    });
    const { json } = await connect({ kind: "ics", url: server.url.href });
    expect(json["calendars"][0].name).toBe("Büro");
    await server.stop(true);
  });
});

describe("an account", () => {
  let radicale: CalendarServer;
  beforeAll(async () => void (radicale = await startRadicale()));
  afterAll(() => radicale.stop());

  const credentials = () => {
    const { url, username, password } = radicale;
    return { kind: "caldav", url, username, password };
  };

  test("is connected with all its calendars", async () => {
    const { status, json } = await connect(credentials());
    expect(status).toBe(201);
    expect(json).toMatchObject({ kind: "caldav", url: radicale.url, status: "syncing" });
    expect(json["calendars"].map(({ name }: Json) => name).toSorted()).toEqual(calendarNames.toSorted());
    for (const calendar of json["calendars"])
      expect(calendar).toMatchObject({ writable: true, busy: true, is_target: false });
  });

  test.each<[what: string, change: Json, path: string]>([
    ["a wrong password", { password: "wrong" }, "/password"],
    ["an unknown user", { username: "nobody" }, "/password"],
    ["no password", { password: undefined }, "/password"],
    ["an empty password", { password: "" }, "/password"],
    ["a line break in the password", { password: "a\r\nX-Evil: 1" }, "/password"],
    ["a line break in the user name", { username: "a\nb" }, "/username"],
    ["a very long password", { password: "x".repeat(501) }, "/password"],
  ])("is refused with %s", async (_, change, path) => {
    const before = await everyRow(app);
    expectInvalid(await connect({ ...credentials(), ...change }), path);
    expect(await everyRow(app)).toEqual(before);
  });

  test("is not an address of a calendar file, nor the other way round", async () => {
    expectInvalid(await connect({ kind: "ics", url: radicale.url }), "/url");
    const feed = startFeedServer();
    expectInvalid(await connect({ ...credentials(), url: feed.url }), "/url");
    await feed.stop();
  });
});

/** Servers that are none for calendars, or want to do harm. */
const answers: Record<string, (at: string) => Response> = {
  "a web page": () => new Response("<!doctype html>Sign in", { headers: { "content-type": "text/html" } }),
  "a web page that claims to be a calendar": () =>
    new Response("<html>Sign in</html>", { headers: { "content-type": "text/calendar" } }),
  "an empty file": () => new Response(""),
  "half a calendar": () => new Response("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"),
  "a missing page": () => new Response("no", { status: 404 }),
  "a withdrawn address": () => new Response("no", { status: 403 }),
  "a broken server": () => new Response("no", { status: 500 }),
  "endless redirects": (at) => new Response("", { status: 302, headers: { location: at } }),
  "a redirect to a file": () =>
    new Response("", { status: 302, headers: { location: "file:///etc/passwd" } }),
  "a redirect to nowhere": () => new Response("", { status: 302, headers: { location: "http://" } }),
  "more than 20 MiB": () =>
    new Response(
      new ReadableStream({
        start: (sink) => sink.enqueue(Buffer.from("BEGIN:VCALENDAR\r\n")),
        pull: (sink) => sink.enqueue(new Uint8Array(1_000_000).fill(65)),
      }),
    ),
  "a gzip bomb": () => new Response(bomb, { headers: { "content-encoding": "gzip" } }),
  "damaged gzip": () => new Response("BEGIN:VCALENDAR", { headers: { "content-encoding": "gzip" } }),
};
const bomb = Bun.gzipSync(Buffer.alloc(64 * 1_048_576, "BEGIN:VCALENDAR\r\n"));

describe.each(["ics", "caldav"])("with the kind %s", (kind) => {
  test.each(Object.entries(answers))("%s is refused as the address", async (_, answer) => {
    const server = Bun.serve({ port: 0, hostname: "127.0.0.1", fetch: ({ url }) => answer(url) });
    const before = await everyRow(app);
    const url = `${server.url.href}a-secret-path`;
    const refused = await connect({ kind, url, username: "jane", password: "a-secret-password" });
    expectInvalid(refused, "/url");
    expect(refused.text).not.toMatch(/a-secret/);
    expect(await everyRow(app)).toEqual(before);
    await server.stop(true);
  });

  test.each([
    "",
    "file:///etc/passwd",
    "ftp://calendar.example.com/x.ics",
    "gopher://127.0.0.1:11211/_stats",
    "javascript:alert(1)",
    "data:text/calendar,BEGIN:VCALENDAR",
    "https://jane:secret@calendar.example.com/x.ics",
    "https://calendar.example.com:99999/",
    "http://",
    "https://exa mple.com",
    "https://calendar.example.com\\@127.0.0.1/",
    "http://127.0.0.1:1\r\nX-Evil: 1",
    `https://calendar.example.com/${"x".repeat(2_048)}`,
  ])("the hostile address %j is refused unasked", async (url) => {
    const before = await everyRow(app);
    expectInvalid(await connect({ kind, url, username: "jane", password: "secret" }), "/url");
    expect(await everyRow(app)).toEqual(before);
  });
});

describe("without CALENDAR_ALLOW_PRIVATE", () => {
  let strict: TestApp;
  let strictKey: string;
  beforeAll(async () => {
    strict = await startApp({ allowPrivate: false });
    strictKey = (await strict.host()).key;
  });
  afterAll(() => strict.close());

  test.each([
    "http://localhost/x.ics",
    "http://127.1/x.ics",
    "http://2130706433/x.ics",
    "http://0x7f.1/x.ics",
    "http://0/x.ics",
    "http://[::1]/x.ics",
    "http://[::ffff:127.0.0.1]/x.ics",
    "http://[fd00::1]/x.ics",
    "http://10.0.0.1/x.ics",
    "http://192.168.1.1/x.ics",
    "http://169.254.169.254/latest/meta-data",
    "webcal://127.0.0.1/x.ics",
    "127.0.0.1",
  ])("%s is refused, and the variable is named", async (url) => {
    for (const kind of ["ics", "caldav"]) {
      const refused = await connect({ kind, url, username: "jane", password: "x" }, strict, strictKey);
      expectInvalid(refused, "/url");
      expect(refused.json["error"]).toContain("CALENDAR_ALLOW_PRIVATE=true");
      expect(refused.json["error"]).not.toContain("x.ics");
    }
  });

  test("a server on this machine receives no request", async () => {
    const feed = startFeedServer();
    expectInvalid(await connect({ kind: "ics", url: feed.url }, strict, strictKey), "/url");
    expect(feed.state.requests).toBe(0);
    await feed.stop();
  });

  test("an account that was connected before fails, and sends nothing", async () => {
    const feed = startFeedServer();
    const { json } = await connect({ kind: "ics", url: feed.url });
    const { path } = app;
    const after = await startApp({ path, allowPrivate: false });
    feed.state.requests = 0;
    const changed = await after.request("PATCH", `/v1/calendar-accounts/${json["id"]}`, {
      key,
      body: { url: feed.url },
    });
    expectInvalid(changed, "/url");
    expect(feed.state.requests).toBe(0);
    after.close();
    await feed.stop();
  });
});
