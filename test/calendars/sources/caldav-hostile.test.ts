import { afterEach, describe, expect, test } from "bun:test";
import { caldavSource } from "../../../src/calendars/sources/caldav/source.ts";
import { multistatus as parsed } from "../../../src/calendars/sources/caldav/multistatus.ts";
import { calendarHttp, type CalendarHttpSettings } from "../../../src/calendars/sources/http.ts";
import { type Copy, copyOf, failureOf, forever } from "../../support/calendars/copy.ts";
import {
  type DavAnswer,
  type DavRequest,
  type DavServer,
  multistatus,
  resource,
  startDavServer,
  statusOf,
} from "../../support/calendars/dav-server.ts";
import { anEvent } from "../../support/calendars/events.ts";

const servers: DavServer[] = [];
afterEach(() => Promise.all(servers.splice(0).map((server) => server.close())));

const escaped = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
const listed = (href: string, etag = '"1"') => resource(href, `<D:getetag>${escaped(etag)}</D:getetag>`);
const loaded = (href: string, etag = '"1"', ical = anEvent(href)) =>
  resource(href, `<D:getetag>${etag}</D:getetag><cal:calendar-data>${escaped(ical)}</cal:calendar-data>`);
const collection = resource("/cal/", "<D:resourcetype><D:collection/><cal:calendar/></D:resourcetype>");
const token = (value: string) => multistatus([resource("/cal/", `<D:sync-token>${value}</D:sync-token>`)]);
const asked = ({ body }: DavRequest) => [...body.matchAll(/<d:href>([^<]*)</g)].map(([, href]) => href!);

/** The parts of a scripted calendar at `/cal/` with the events `a.ics` and `b.ics`. */
type Script = Partial<
  Record<"mark" | "list" | "delta" | "multiget" | "query" | "other", (request: DavRequest) => DavAnswer>
>;

const defaults: Required<Script> = {
  mark: () => token("t1"),
  list: () => multistatus([collection, listed("/cal/a.ics"), listed("/cal/b.ics")]),
  delta: () => multistatus([], "t1"),
  multiget: (request) => multistatus(asked(request).map((href) => loaded(href))),
  query: () => multistatus([]),
  other: () => ({ status: 404 }),
};

function partOf({ method, headers, body }: DavRequest): keyof Script {
  if (method === "PROPFIND") return headers["depth"] === "1" ? "list" : "mark";
  if (body.includes("sync-collection")) return "delta";
  if (body.includes("calendar-multiget")) return "multiget";
  return body.includes("calendar-query") ? "query" : "other";
}

/** A server, a source and a copy of its calendar; `script` may be changed between requests. */
async function scripted(script: Script, settings: Partial<CalendarHttpSettings> = {}) {
  const parts = { ...defaults, ...script };
  const server = await startDavServer((request) => parts[partOf(request)](request));
  servers.push(server);
  const http = calendarHttp({ allowPrivate: true, timeoutMs: 5_000, ...settings });
  const source = caldavSource({ url: server.url, username: "jane", password: "secret word", http });
  return { parts, server, source, copy: copyOf(source, `${server.url}cal/`), cal: `${server.url}cal/` };
}

const names = ({ objects }: Copy) => [...objects.keys()].map((href) => new URL(href).pathname);
const window = { start: 0, end: 1_000 };

describe("a token", () => {
  test.each<[string, DavAnswer]>([
    ["is unknown (403)", { status: 403, body: '<D:error xmlns:D="DAV:"><D:valid-sync-token/></D:error>' }],
    ["breaks the server (500)", { status: 500 }],
    ["is answered by a page", { status: 200, body: "<html></html>" }],
    ["is answered without a new one", multistatus([])],
    ["is answered by half a document", { status: 207, body: multistatus([], "t2").body!.slice(0, -10) }],
    ["is answered by an error for the calendar", multistatus([statusOf("/cal/", 403)], "t2")],
    ["is answered by an error for an event", multistatus([statusOf("/cal/a.ics", 500)], "t2")],
    ["is answered in parts without progress", multistatus([statusOf("/cal/", 507)], "t1")],
  ])("that %s leads to a complete listing", async (_name, answer) => {
    const { parts, copy } = await scripted({});
    await copy.sync();
    parts.delta = () => answer;
    parts.list = () => multistatus([collection, listed("/cal/a.ics"), listed("/cal/c.ics")]);
    expect(await copy.sync()).toEqual({ isComplete: true, loaded: 1, removed: 1 });
    expect(names(copy)).toEqual(["/cal/a.ics", "/cal/c.ics"]);
  });

  test("with changes in several parts is followed to the end", async () => {
    const { parts, copy } = await scripted({});
    await copy.sync();
    parts.delta = ({ body }) =>
      body.includes(">t1<")
        ? multistatus([listed("/cal/c.ics"), statusOf("/cal/", 507)], "t2")
        : multistatus([statusOf("/cal/a.ics", 404)], "t3");
    expect(await copy.sync()).toEqual({ isComplete: false, loaded: 1, removed: 1 });
    expect(copy.mark).toBe("sync t3");
    expect(names(copy)).toEqual(["/cal/b.ics", "/cal/c.ics"]);
  });

  test("that a server lacks is replaced by the calendar's version", async () => {
    const ctag = (value: string) => () =>
      multistatus([resource("/cal/", `<CS:getctag>${value}</CS:getctag>`)]);
    const { parts, copy } = await scripted({ mark: ctag("1"), delta: () => ({ status: 501 }) });
    expect(await copy.sync()).toEqual({ isComplete: true, loaded: 2, removed: 0 });
    expect(await copy.sync()).toEqual({ isComplete: false, loaded: 0, removed: 0 });
    parts.mark = ctag("2");
    parts.list = () => multistatus([listed("/cal/a.ics", '"2"'), listed("/cal/b.ics")]);
    expect(await copy.sync()).toEqual({ isComplete: true, loaded: 1, removed: 0 });
  });
});

describe("a listing removes nothing from the copy", () => {
  test.each<[string, DavAnswer]>([
    ["is cut off", { status: 207, body: multistatus([listed("/cal/a.ics")]).body!.slice(0, -20) }],
    ["is empty", { status: 207 }],
    ["is another document", { status: 207, body: "<html></html>" }],
    ["defines entities", { status: 207, body: '<!DOCTYPE m [<!ENTITY x "y">]><m>&x;</m>' }],
    ["is nested without end", { status: 207, body: "<a>".repeat(100_000) }],
    ["is an error", { status: 503 }],
    ["is an error for one event", multistatus([listed("/cal/a.ics"), statusOf("/cal/b.ics", 500)])],
  ])("if it %s", async (_name, answer) => {
    const { parts, copy } = await scripted({});
    await copy.sync();
    copy.mark = null;
    parts.list = () => answer;
    expect(await failureOf(copy.sync())).toMatchObject({ message: expect.stringMatching(/^The .+\.$/) });
    expect(names(copy)).toEqual(["/cal/a.ics", "/cal/b.ics"]);
  });

  test("has more than 50,000 events", async () => {
    const all = multistatus(Array.from({ length: 50_001 }, (_, at) => listed(`/cal/${at}.ics`)));
    const { copy } = await scripted({ list: () => all }, { timeoutMs: 60_000 });
    expect(await failureOf(copy.sync())).toMatchObject({ kind: "too_large" });
  });
});

describe("objects", () => {
  test("are recognized by any form of their href", async () => {
    const { copy, server } = await scripted({
      list: () => multistatus([listed("/cal/a%40b%20c.ics"), listed("http://elsewhere.example/cal/x.ics")]),
      multiget: () => multistatus([loaded(`${server.url}cal/a@b%20c.ics`)]),
    });
    expect(await copy.sync()).toMatchObject({ loaded: 1 });
    expect([...copy.objects.keys()]).toEqual([`${server.url}cal/a%40b%20c.ics`]);
    expect(await copy.sync()).toMatchObject({ loaded: 0 });
  });

  test("keep their etag whether it is quoted or not", async () => {
    const { copy } = await scripted({
      list: () => multistatus([listed("/cal/a.ics", "abc")]),
      multiget: () => multistatus([loaded("/cal/a.ics", "&quot;abc&quot;")]),
    });
    await copy.sync();
    copy.mark = null;
    expect(await copy.sync()).toMatchObject({ isComplete: true, loaded: 0 });
  });

  test("that the server leaves out are loaded one by one", async () => {
    const { copy } = await scripted({
      multiget: () => multistatus([statusOf("/cal/a.ics", 404)]),
      other: ({ path }) => (path === "/cal/b.ics" ? { status: 200, body: anEvent("b") } : { status: 404 }),
    });
    await copy.sync();
    expect(names(copy)).toEqual(["/cal/b.ics"]);
  });

  test("that are too large only cost themselves", async () => {
    const large = anEvent("b", "20261201T100000Z", [`DESCRIPTION:${"x".repeat(30_000)}`]);
    const { copy } = await scripted(
      {
        multiget: (request) =>
          multistatus(
            asked(request).map((href) => loaded(href, '"1"', href.includes("b") ? large : undefined)),
          ),
      },
      { maxBytes: 20_000 },
    );
    await copy.sync();
    expect(Array.from(copy.objects.values(), ({ ical }) => ical.includes("UID:"))).toEqual([true, false]);
  });

  test("fail the synchronization if the account is revoked meanwhile", async () => {
    const { copy } = await scripted({ multiget: () => ({ status: 401 }) });
    expect(await failureOf(copy.sync())).toMatchObject({ kind: "unauthorized" });
  });
});

describe("a window", () => {
  test("that the server cannot answer is read by the token", async () => {
    const { parts, copy } = await scripted({ query: () => ({ status: 500 }) });
    await copy.sync();
    parts.delta = () => multistatus([listed("/cal/c.ics"), statusOf("/cal/a.ics", 404)], "t2");
    const { objects, removed } = await copy.during(window);
    expect(objects).toMatchObject([{ ical: anEvent("/cal/c.ics") }]);
    expect(removed.map((href) => new URL(href).pathname)).toEqual(["/cal/a.ics"]);
  });

  test("is asked for although the token says that nothing changed", async () => {
    const { copy } = await scripted({
      query: () => multistatus([loaded("/cal/a.ics"), loaded("/cal/c.ics")]),
    });
    await copy.sync();
    const { objects, removed } = await copy.during(window);
    expect([objects.length, removed.length]).toEqual([1, 0]);
    expect(objects[0]!.ical).toBe(anEvent("/cal/c.ics"));
  });

  test("fails if nothing can be read", async () => {
    const { copy, server } = await scripted({});
    await copy.sync();
    await server.close();
    expect(await failureOf(copy.during(window))).toMatchObject({ kind: "unreachable" });
  });
});

test("a calendar that is read-only says so", async () => {
  const { source, cal } = await scripted({ other: () => ({ status: 403 }) });
  const failure = { kind: "refused", message: "The server does not allow writing to this calendar." };
  const event = { calendar: cal, uid: "x", ical: anEvent("x"), replaces: null };
  expect(await failureOf(source.writer!.put(event, forever))).toMatchObject(failure);
  expect(await failureOf(source.writer!.remove(`${cal}x.ics`, null, forever))).toMatchObject(failure);
});

describe("discovery", () => {
  test("does not follow to another host with the credentials", async () => {
    const other = await startDavServer(() => ({ status: 404 }));
    servers.push(other);
    const location = other.url.replace("127.0.0.1", "localhost");
    const { source, server } = await scripted({
      mark: ({ path }) =>
        path.startsWith("/.well-known/") ? { status: 301, headers: { location } } : { status: 404 },
    });
    expect(await failureOf(source.calendars(forever))).toMatchObject({
      kind: "refused",
      message: `The server refers to ${new URL(location).host}. Enter that address instead.`,
    });
    expect(other.requests.filter(({ headers }) => headers.authorization)).toEqual([]);
    const anonymous = server.requests.filter(({ path }) => path.startsWith("/.well-known/"));
    expect(anonymous.every(({ headers }) => headers.authorization === undefined)).toBe(true);
  });

  test("says that a server is not one of calendars", async () => {
    const page = { status: 200, body: "<html></html>", headers: { "content-type": "text/html" } };
    const { source } = await scripted({ mark: () => page, other: () => page });
    expect(await failureOf(source.calendars(forever))).toMatchObject({ kind: "not_a_calendar" });
  });

  test("follows the account to the host of its calendars", async () => {
    const calendar = "<D:resourcetype><cal:calendar/></D:resourcetype>";
    const home = await startDavServer(() => multistatus([resource("/7/work/", calendar)]));
    servers.push(home);
    const away = home.url.replace("127.0.0.1", "p07.example");
    const homeSet = `<cal:calendar-home-set><D:href>${away}7/</D:href></cal:calendar-home-set>`;
    const principal = "<D:current-user-principal><D:href>/7/</D:href></D:current-user-principal>";
    const { source } = await scripted(
      {
        mark: ({ body }) =>
          multistatus([body.includes("home-set") ? resource("/7/", homeSet) : resource("/", principal)]),
      },
      { resolve: async () => [{ address: "127.0.0.1", family: 4 }] },
    );
    expect(await source.calendars(forever)).toMatchObject([{ href: `${away}7/work/`, name: "work" }]);
    expect(home.requests[0]!.headers.authorization).toBe(`Basic ${btoa("jane:secret word")}`);
  });

  test("leaves out calendars of tasks and offers no more than 200", async () => {
    const calendar = (href: string, component: string) =>
      resource(
        href,
        `<D:resourcetype><D:collection/><cal:calendar/></D:resourcetype><D:displayname><![CDATA[2026]]></D:displayname>
        <cal:supported-calendar-component-set><cal:comp name="${component}"/></cal:supported-calendar-component-set>
        <cal:calendar-timezone>BEGIN:VTIMEZONE&#13;\nTZID:Europe/Ber&#13;\n lin&#13;\nEND:VTIMEZONE</cal:calendar-timezone>
        <D:current-user-privilege-set><D:privilege><D:read/></D:privilege></D:current-user-privilege-set>`,
      );
    const all = Array.from({ length: 210 }, (_, at) => calendar(`/home/${at}/`, at % 2 ? "VTODO" : "VEVENT"));
    const href = (name: string) => resource("/", `<${name}><D:href>/home/</D:href></${name}>`);
    const { source, cal } = await scripted({
      mark: ({ body }) => {
        if (body.includes("current-user-principal")) return multistatus([href("D:current-user-principal")]);
        if (body.includes("home-set"))
          return multistatus([
            resource("/home/", "<cal:calendar-home-set><D:href>/home/</D:href></cal:calendar-home-set>"),
          ]);
        return multistatus([resource("/", "<D:resourcetype><D:collection/></D:resourcetype>")]);
      },
      list: () => multistatus([...all, ...all, ...all]),
    });
    const calendars = await source.calendars(forever);
    expect(calendars).toHaveLength(200);
    expect(calendars[0]).toEqual({
      href: cal.replace("/cal/", "/home/0/"),
      name: "2026",
      timeZone: "Europe/Berlin",
      isWritable: false,
    });
  });
});

test("a large listing lets other work run in between", async () => {
  const pieces = Buffer.from(
    multistatus(Array.from({ length: 5_000 }, (_, at) => listed(`/cal/${at}.ics`))).body!,
  );
  async function* body(bytes: Uint8Array) {
    yield bytes;
  }
  // Loads the parser.
  await Array.fromAsync(parsed(body(Buffer.from(multistatus([]).body!))));
  let [longest, whole, found, since] = [0, 0, 0, process.threadCpuUsage()];
  // Processor time, so that other processes on the machine do not count.
  const turn = () => {
    const { user, system } = process.threadCpuUsage(since);
    longest = Math.max(longest, user + system);
    whole += user + system;
    since = process.threadCpuUsage();
    waiting = setImmediate(turn);
  };
  let waiting = setImmediate(turn);
  for await (const _ of parsed(body(pieces))) found += 1;
  turn();
  clearImmediate(waiting);
  expect(found).toBe(5_000);
  expect(longest).toBeLessThan(whole / 4);
});
