import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { caldavSource } from "../../../src/calendars/sources/caldav/source.ts";
import { calendarHttp } from "../../../src/calendars/sources/http.ts";
import type { CalendarSource, CalendarWriter } from "../../../src/calendars/sources/source.ts";
import { copyOf, failureOf, forever } from "../../support/calendars/copy.ts";
import { anEvent, aTask } from "../../support/calendars/events.ts";
import { secondClient } from "../../support/calendars/second-client.ts";
import { authorization, calendarNames, type CalendarServer } from "../../support/calendars/server.ts";
import { calendarServers } from "../../support/calendars/servers.ts";

const http = calendarHttp({ allowPrivate: true });
const at = (iso: string) => Date.parse(iso);

describe.each(calendarServers.map((kind) => [kind.name, kind] as const))("with %s", (_name, { start }) => {
  let server: CalendarServer;
  let source: CalendarSource;
  let writer: CalendarWriter;
  let work: string;
  let home: string;

  beforeAll(async () => {
    server = await start();
    source = caldavSource({ ...server, http });
    writer = source.writer!;
    const calendars = await source.calendars(forever);
    [work, home] = calendarNames.map((name) => calendars.find((one) => one.name === name)!.href) as [
      string,
      string,
    ];
  });
  afterAll(() => server.stop());

  const create = (uid: string, ical = anEvent(uid), calendar = work) =>
    writer.put({ calendar, uid, ical, replaces: null }, forever);
  const uidsOf = (icals: Iterable<{ ical: string }>) =>
    Array.from(icals, ({ ical }) => /^UID:(.*?)\r?$/m.exec(ical)![1]!).toSorted((a, b) => a.localeCompare(b));

  test("finds the calendars that can hold events", async () => {
    const calendars = await source.calendars(forever);
    const ours = calendars.filter(({ name }) => (calendarNames as readonly string[]).includes(name));
    expect(ours.map(({ name }) => name).toSorted()).toEqual([...calendarNames]);
    for (const { href, isWritable } of ours) {
      expect(href).toStartWith(server.url.slice(0, -1));
      expect(isWritable).toBe(true);
    }
  });

  test("accepts the address of one calendar", async () => {
    const one = caldavSource({ ...server, url: home, http });
    expect(await one.calendars(forever)).toMatchObject([{ href: home, name: calendarNames[1] }]);
  });

  test("says so if the password is wrong", async () => {
    const wrong = caldavSource({ ...server, password: "wrong", http });
    const failure = { kind: "unauthorized", message: "The server did not accept the user name or password." };
    const nothing = { href: work, mark: null };
    const attempts = [
      wrong.calendars(forever),
      wrong.changes(nothing, new Map(), forever),
      wrong.during(nothing, new Map(), around, forever),
      wrong.writer!.get(`${work}some.ics`, forever),
    ];
    for (const rejected of await Promise.all(attempts.map(failureOf)))
      expect(rejected).toMatchObject(failure);
  });

  test("follows additions, changes and deletions incrementally", async () => {
    const copy = copyOf(source, work);
    expect(await copy.sync()).toMatchObject({ isComplete: true });
    expect(await copy.sync()).toEqual({ isComplete: false, loaded: 0, removed: 0 });

    const [one, two] = [await create("incremental-1"), await create("incremental-2")];
    expect(await copy.sync()).toEqual({ isComplete: false, loaded: 2, removed: 0 });
    expect(copy.objects.get(one.href)?.ical).toContain('SUMMARY:Dentist <& "friends"> äöü');

    const { etag } = copy.objects.get(one.href)!;
    const later = anEvent("incremental-1", "20261202T120000Z");
    await writer.put(
      { calendar: work, uid: "incremental-1", ical: later, replaces: { ...one, etag } },
      forever,
    );
    await writer.remove(two.href, null, forever);
    expect(await copy.sync()).toEqual({ isComplete: false, loaded: 1, removed: 1 });
    expect(copy.objects.get(one.href)?.ical).toContain("DTSTART:20261202T120000Z");
    expect(copy.objects.has(two.href)).toBe(false);
  });

  test("lists everything after a forgotten token and loads only changes", async () => {
    const copy = copyOf(source, work);
    const [kept, gone] = [await create("forgotten-1"), await create("forgotten-2")];
    await copy.sync();
    await writer.remove(gone.href, null, forever);
    const added = await create("forgotten-3");
    copy.mark = null;
    expect(await copy.sync()).toEqual({ isComplete: true, loaded: 1, removed: 1 });
    expect([kept, added, gone].map(({ href }) => copy.objects.has(href))).toEqual([true, true, false]);
  });

  const around = { start: at("2027-03-17T10:30:00Z"), end: at("2027-03-17T10:45:00Z") };

  test("finds in a window what is not in the copy", async () => {
    const copy = copyOf(source, work);
    await create("window-old", anEvent("window-old", "20270317T100000Z"));
    const gone = await create("window-gone", anEvent("window-gone", "20270317T103000Z"));
    await copy.sync();
    expect(await copy.during(around)).toEqual({ objects: [], removed: [] });

    await create("window-new", anEvent("window-new", "20270317T100000Z"));
    await create(
      "window-weekly",
      anEvent("window-weekly", "20270303T100000Z", ["RRULE:FREQ=WEEKLY;COUNT=4"]),
    );
    await writer.remove(gone.href, null, forever);
    const { objects, removed } = await copy.during(around);
    expect(uidsOf(objects)).toEqual(["window-new", "window-weekly"]);
    expect(removed).toEqual([gone.href]);
  });

  test("finds in a window what is new even if the token was forgotten", async () => {
    const copy = copyOf(source, work);
    await copy.sync();
    copy.mark = copy.mark!.replace(/.$/, (last) => (last === "1" ? "2" : "1"));
    await create("unknown-token", anEvent("unknown-token", "20270317T100000Z"));
    const { objects } = await copy.during(around);
    expect(uidsOf(objects)).toContain("unknown-token");
  });

  test("creates once, replaces by etag and removes", async () => {
    const written = await create("put@example.com");
    expect(written).toMatchObject({ status: "written" });
    expect(await create("put@example.com")).toEqual({ status: "conflict", href: written.href });
    const { href, etag } = (await writer.get(written.href, forever))!;
    const put = (ical: string, etag: string | null) =>
      writer.put({ calendar: work, uid: "put@example.com", ical, replaces: { href, etag } }, forever);
    expect(await put(anEvent("put@example.com", "20261203T100000Z"), etag)).toMatchObject({
      status: "written",
    });
    expect(await put(anEvent("put@example.com", "20261204T100000Z"), etag)).toEqual({
      status: "conflict",
      href,
    });
    expect((await writer.get(href, forever))?.ical).toContain("20261203");
    expect(await put(anEvent("put@example.com", "20261205T100000Z"), null)).toMatchObject({
      status: "written",
    });
    expect(await writer.remove(href, etag, forever)).toBe("conflict");
    const now = (await writer.get(href, forever))!;
    expect(now.ical).toContain("20261205");
    expect(await writer.remove(href, now.etag, forever)).toBe("removed");
    expect(await writer.get(href, forever)).toBeNull();
    expect(await writer.remove(href, now.etag, forever)).toBe("removed");
    expect(await put(anEvent("put@example.com"), now.etag)).toEqual({ status: "conflict", href });
  });

  test("etags agree between listing, loading and writing", async () => {
    const copy = copyOf(source, home);
    const written = await create("etag-1", anEvent("etag-1"), home);
    await copy.sync();
    const listed = copy.objects.get(written.href)!.etag;
    expect((await writer.get(written.href, forever))!.etag).toBe(listed);
    if (written.status === "written" && written.etag !== null) expect(written.etag).toBe(listed);
  });

  test("leaves out tasks", async () => {
    const task = await create("task-1", aTask("task-1"));
    const copy = copyOf(source, work);
    await copy.sync();
    expect(copy.objects.has(task.href)).toBe(false);
    expect(copy.objects.size).toBeGreaterThan(0);
  });

  test("another client reads what was written, and its edits are read", async () => {
    const other = secondClient(server, home);
    const copy = copyOf(source, home);
    await create("shared-1", anEvent("shared-1"), home);
    await copy.sync();
    expect(uidsOf((await other.list()).map((ical) => ({ ical })))).toContain("shared-1");

    await other.save(anEvent("shared-2", "20261208T100000Z"));
    await other.replace("shared-1", anEvent("shared-1", "20261209T090000Z"));
    expect(await copy.sync()).toEqual({ isComplete: false, loaded: 2, removed: 0 });
    const texts = Array.from(copy.objects.values(), ({ ical }) => ical).join();
    expect(texts).toContain("UID:shared-2");
    expect(texts).toContain("DTSTART:20261209T090000Z");

    await other.delete("shared-2");
    expect(await copy.sync()).toEqual({ isComplete: false, loaded: 0, removed: 1 });
  });

  test("reads many events in batches", async () => {
    const uids = Array.from({ length: 55 }, (_, at) => `many-${at}`);
    for (const uid of uids) {
      await fetch(`${home}${uid}.ics`, {
        method: "PUT",
        headers: {
          authorization: authorization(server.username, server.password),
          "content-type": "text/calendar",
        },
        body: anEvent(uid),
      });
    }
    const copy = copyOf(source, home);
    const { loaded } = await copy.sync();
    expect(loaded).toBe(copy.objects.size);
    expect(uidsOf(copy.objects.values())).toEqual(expect.arrayContaining(uids));
  });
});
