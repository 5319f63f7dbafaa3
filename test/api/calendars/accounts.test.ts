import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "bun:test";
import { at, startCalendarApp } from "../../support/calendars/calendar-app.ts";
import { feedOf, startFeedServer } from "../../support/calendars/feed-server.ts";
import { startRadicale } from "../../support/calendars/radicale.ts";
import type { CalendarServer } from "../../support/calendars/server.ts";
import { everyRow, expectInvalid, expectProblem } from "../../support/http.ts";
import type { Json } from "../../support/start-app.ts";

let radicale: CalendarServer;
let feed: ReturnType<typeof startFeedServer>;
let world: Awaited<ReturnType<typeof startCalendarApp>>;

beforeAll(async () => void (radicale = await startRadicale()));
afterAll(() => radicale.stop());
beforeEach(async () => {
  feed = startFeedServer();
  world = await startCalendarApp(radicale);
});
afterEach(async () => {
  world.close();
  await feed.stop();
});

const connectFeed = (name = "Dentist") =>
  world.ask("POST", "/v1/calendar-accounts", { kind: "ics", url: feed.url, name });
const account = async (id: number) => (await world.ask("GET", `/v1/calendar-accounts/${id}`)).json;
const change = (id: number, body: object) => world.ask("PATCH", `/v1/calendar-accounts/${id}`, body);
const accounts = async () => (await world.ask("GET", "/v1/calendar-accounts")).json["calendar_accounts"];
const newest = async () => (await world.ask("GET", "/v1/audit")).json["audit"][0] as Json;

test("accounts are listed in the order in which they were connected", async () => {
  expect(await accounts()).toEqual([]);
  await connectFeed("First");
  await world.connect();
  await connectFeed("Third");
  expect((await accounts()).map(({ name }: Json) => name)).toEqual(["First", "Mine", "Third"]);
  expect(await account(2)).toEqual((await accounts())[1]);
});

test("a synchronized account says when it was read", async () => {
  expect((await connectFeed()).json).toMatchObject({ status: "syncing", last_synced_at: null });
  await world.sync();
  expect(await account(1)).toMatchObject({
    status: "ok",
    error: null,
    last_synced_at: "2026-03-02T10:00:01Z",
  });
});

describe("a synchronization that was asked for", () => {
  test("is 202, and reads everything again", async () => {
    await connectFeed();
    await world.sync();
    feed.state.text = feedOf(["20260309T140000Z"]);
    const asked = await world.ask("POST", "/v1/calendar-accounts/1/sync");
    expect(asked).toMatchObject({ status: 202, json: { id: 1, status: "syncing" } });
    expect(await world.slots()).toContain("14:00");
    await world.sync();
    expect(await account(1)).toMatchObject({ status: "ok" });
    expect(await world.slots()).not.toContain("14:00");
  });

  test("does nothing while the account is paused", async () => {
    await connectFeed();
    await world.sync();
    await change(1, { paused: true });
    feed.state.requests = 0;
    expect((await world.ask("POST", "/v1/calendar-accounts/1/sync")).status).toBe(202);
    await world.sync();
    expect(feed.state.requests).toBe(0);
  });

  test("fails once and says why, without the secret address", async () => {
    await connectFeed();
    await world.sync();
    feed.state.mode = "fails";
    await world.syncNow();
    const { status, error } = await account(1);
    expect({ status, error }).toEqual({
      status: "failing",
      error: "The server has a problem of its own (status 500).",
    });
    feed.state.mode = "works";
    await world.syncNow();
    expect(await account(1)).toMatchObject({ status: "ok", error: null });
  });
});

describe("a change", () => {
  test("renames an account and nothing else", async () => {
    await connectFeed();
    await world.sync();
    feed.state.requests = 0;
    const before = await account(1);
    const { status, json } = await change(1, { name: "Teeth" });
    expect(status).toBe(200);
    expect(json).toEqual({ ...before, name: "Teeth" });
    await world.sync();
    expect(feed.state.requests).toBe(0);
  });

  test("without a difference writes nothing", async () => {
    await connectFeed();
    await world.sync();
    const before = await everyRow(world.app);
    expect((await change(1, { name: "Dentist", paused: false })).status).toBe(200);
    expect((await change(1, {})).status).toBe(200);
    expect(await everyRow(world.app)).toEqual(before);
  });

  test("to another address reads that one", async () => {
    await connectFeed();
    await world.sync();
    const other = startFeedServer();
    other.state.text = feedOf(["20260309T150000Z"]);
    expect((await change(1, { url: other.url })).json).toMatchObject({
      url: new URL(other.url).origin,
      status: "syncing",
    });
    await world.sync();
    expect(await world.slots()).not.toContain("15:00");
    await other.stop();
  });

  test("to an address that does not work is refused, and the old one stays", async () => {
    await connectFeed();
    await world.sync();
    const before = await everyRow(world.app);
    expectInvalid(await change(1, { url: `${radicale.url}nothing.ics`, name: "New" }), "/url");
    expectInvalid(await change(1, { url: "file:///etc/passwd" }), "/url");
    expectInvalid(await change(1, { kind: "caldav" }), "/kind");
    expect(await everyRow(world.app)).toEqual(before);
  });

  test("to a wrong password is refused, and the old one stays", async () => {
    await world.connect();
    const before = await everyRow(world.app);
    expectInvalid(await change(1, { password: "wrong" }), "/password");
    expect(await everyRow(world.app)).toEqual(before);
    await world.syncNow();
    expect(await account(1)).toMatchObject({ status: "ok" });
  });

  test("to the right password ends a failure", async () => {
    await world.connect();
    const { credentials } = await world.app.database.read
      .selectFrom("calendar_accounts")
      .select("credentials")
      .executeTakeFirstOrThrow();
    expect(credentials).not.toContain(radicale.password);
    await withOtherSecret();
    await world.syncNow();
    expect(await account(1)).toMatchObject({
      status: "revoked",
      error: expect.stringContaining("encrypted with another schedkit.secret"),
    });
    const { url, username, password } = radicale;
    expectInvalid(await change(1, { password }), "/url");
    expect((await change(1, { url, username, password })).status).toBe(200);
    await world.sync();
    expect(await account(1)).toMatchObject({ status: "ok", error: null });
  });

  test("never sends the stored password to another server", async () => {
    await world.connect();
    const heard: (string | null)[] = [];
    const other = Bun.serve({
      port: 0,
      hostname: "127.0.0.1",
      fetch: ({ headers }) => {
        heard.push(headers.get("authorization"));
        return new Response("", { status: 207 });
      },
    });
    expectInvalid(await change(1, { url: other.url.href }), "/password");
    expect(heard).toEqual([]);
    await other.stop(true);
  });
});

/** Makes the stored credentials those of another `schedkit.secret`. */
async function withOtherSecret(): Promise<void> {
  await world.app.database.write((trx) =>
    trx.updateTable("calendar_accounts").set({ credentials: "of another" }).execute(),
  );
}

describe("a paused account", () => {
  test("neither blocks nor is read, and catches up afterwards", async () => {
    feed.state.text = feedOf(["20260309T140000Z"]);
    await connectFeed();
    await world.sync();
    expect((await change(1, { paused: true })).json).toMatchObject({ paused: true });
    expect(await world.slots()).toContain("14:00");
    feed.state.requests = 0;
    feed.state.text = feedOf(["20260309T150000Z"]);
    world.app.clock.now += 3_600_000;
    await world.sync();
    expect(feed.state.requests).toBe(0);
    expect((await change(1, { paused: false })).json).toMatchObject({ paused: false, status: "syncing" });
    await world.sync();
    expect(await world.slots()).toContain("14:00");
    expect(await world.slots()).not.toContain("15:00");
  });
});

describe("disconnecting", () => {
  const disconnect = (query = "") => world.ask("DELETE", `/v1/calendar-accounts/1${query}`);

  test("deletes everything that was copied, and opens the times", async () => {
    feed.state.text = feedOf(["20260309T140000Z"]).replace("DTSTART", "RRULE:FREQ=DAILY\r\nDTSTART");
    await connectFeed();
    await world.sync();
    expect(await world.slots()).not.toContain("14:00");
    expect((await disconnect()).status).toBe(204);
    expect(await world.slots()).toContain("14:00");
    const rows = await everyRow(world.app);
    for (const table of ["calendar_accounts", "calendars", "calendar_objects", "external_busy"])
      expect({ table, rows: rows[table] }).toEqual({ table, rows: [] });
    expectProblem(await world.ask("GET", "/v1/calendar-accounts/1"), 404, "not_found");
    expectProblem(await disconnect(), 404, "not_found");
  });

  test("rejects an unknown choice for the entries", async () => {
    await connectFeed();
    expectInvalid(await disconnect("?entries=burn"), "/entries");
    expect(await accounts()).toHaveLength(1);
  });

  describe("with a booking in the calendar", () => {
    let href: string;
    beforeEach(async () => {
      const { calendars } = await world.connect();
      await world.ask("PATCH", `/v1/calendars/${calendars[0].id}`, { is_target: true });
      await world.app.book({ start_time: at("17:00") });
      await world.write();
      [{ href } = { href: "" }] = await world.entries();
      expect((await world.dav("GET", href)).status).toBe(200);
    });
    afterEach(() => world.dav("DELETE", href));

    test("keeps its entry by default", async () => {
      await disconnect();
      expect((await world.dav("GET", href)).status).toBe(200);
      expect(await world.entries()).toEqual([]);
      expect((await world.app.request("GET", "/v1/bookings/1", { key: world.key })).status).toBe(200);
    });

    test("removes its entry in the background if asked to", async () => {
      await disconnect("?entries=remove");
      expect(await accounts()).toEqual([]);
      expectProblem(await disconnect("?entries=remove"), 404, "not_found");
      await world.sync();
      expect((await world.dav("GET", href)).status).toBe(404);
      const rows = await everyRow(world.app);
      expect([rows["calendar_accounts"], rows["calendar_entries"]]).toEqual([[], []]);
    });

    test("deletes the copy even while its entries wait to be removed", async () => {
      const { calendars } = (await world.ask("GET", "/v1/calendar-accounts/1")).json;
      const [{ id }] = calendars;
      await world.ask("PATCH", "/v1/event-types/1", { busy_calendars: [id] });
      await world.syncNow();
      await disconnect("?entries=remove");
      const rows = await everyRow(world.app);
      expect([rows["calendar_objects"], rows["external_busy"]]).toEqual([[], []]);
      expect((await world.ask("GET", "/v1/event-types/1")).json["busy_calendars"]).toBeNull();
      expectProblem(await world.ask("PATCH", `/v1/calendars/${id}`, { busy: false }), 404, "not_found");
      expectInvalid(
        await world.ask("PATCH", "/v1/event-types/1", { busy_calendars: [id] }),
        "/busy_calendars",
      );
    });
  });
});

test("the audit log has every change, and no secret", async () => {
  await world.connect();
  expect(await newest()).toMatchObject({
    action: "calendar_account.created",
    subject: { type: "calendar_account", id: 1 },
  });
  const { password } = radicale;
  await change(1, { name: "Work", password });
  expect(await newest()).toMatchObject({ action: "calendar_account.updated", changes: ["name", "password"] });
  await world.ask("PATCH", "/v1/calendars/1", { busy: false });
  expect(await newest()).toMatchObject({
    action: "calendar.updated",
    subject: { type: "calendar", id: 1 },
    changes: ["busy"],
  });
  await world.ask("DELETE", "/v1/calendar-accounts/1");
  expect(await newest()).toMatchObject({ action: "calendar_account.deleted" });
});

/** Where a text is stored or shown that nobody should see again. */
async function everythingSaid(): Promise<string> {
  const rows = await everyRow(world.app);
  const pages = await Promise.all(
    ["calendar-accounts", "audit", "outbox?limit=200"].map((path) => world.ask("GET", `/v1/${path}`)),
  );
  return [rows, world.app.logged, world.app.told, pages.map(({ text }) => text)]
    .map((one) => JSON.stringify(one))
    .join("\n");
}

test("no secret is shown, logged or stored in the clear, whatever happens", async () => {
  await world.connect();
  await connectFeed();
  await world.sync();
  feed.state.mode = "fails";
  await withOtherSecret();
  for (let n = 0; n < 5; n++) {
    world.app.clock.now += 20 * 60_000;
    await world.syncNow();
  }
  await change(1, { password: "a wrong one" });
  await change(2, { url: `${feed.url}?token=another-secret` });
  const said = await everythingSaid();
  for (const secret of [radicale.password, "a wrong one", "secret/calendar", "another-secret"])
    expect(said).not.toContain(secret);
  expect(said).not.toContain("Dentist <&");
});
