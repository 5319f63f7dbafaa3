import { afterEach, beforeEach, expect, test } from "bun:test";
import { sql } from "kysely";
import { browserOf } from "../../support/dashboard.ts";
import { startApp, type TestApp } from "../../support/start-app.ts";

let app: TestApp;
let key: string;

beforeEach(async () => {
  app = await startApp();
  ({ key } = await app.host());
});
afterEach(() => app.close());

async function file(query = ""): Promise<string> {
  const { status, text } = await app.request("GET", `/v1/bookings.csv${query}`, { key });
  expect(status).toBe(200);
  return text;
}

/** The cells of each line, read as RFC 4180 says. */
function parsed(text: string): string[][] {
  const cells = [...text.matchAll(/(?:"((?:[^"]|"")*)"|([^,\r\n]*))(,|\r\n)/g)];
  const lines: string[][] = [[]];
  for (const [, quoted, plain, end] of cells) {
    lines.at(-1)!.push(quoted?.replaceAll('""', '"') ?? plain!);
    if (end !== ",") lines.push([]);
  }
  return lines.slice(0, -1);
}

async function column(name: string, query = ""): Promise<string[]> {
  const [head, ...rows] = parsed(await file(query));
  return rows.map((row) => row[head!.indexOf(name)]!);
}

test("each booking is a line, in the host's time zone, after the names of the columns", async () => {
  await app.book({ notes: 'Hello, "Jane"\nBye' });
  const { headers } = await app.request("GET", "/v1/bookings.csv", { key });
  expect(headers.get("content-type")).toBe("text/csv; charset=utf-8");
  expect(headers.get("content-disposition")).toBe('attachment; filename="bookings.csv"');
  const text = await file();
  const whole = new Request("http://localhost/v1/bookings.csv", { headers: { "x-api-key": key } });
  const bytes = await (await app.app.handle(whole)).bytes();
  expect(bytes.slice(0, 3)).toEqual(new Uint8Array([0xef, 0xbb, 0xbf]));
  expect(text.endsWith("\r\n")).toBe(true);
  expect(parsed(text)).toHaveLength(2);
  expect(await column("start")).toEqual(["2026-03-02T09:00:00-05:00"]);
  expect(await column("attendee_name")).toEqual(["Jason Johnson"]);
  expect(await column("notes")).toEqual(['Hello, "Jane"\nBye']);
  expect(await column("no_show")).toEqual(["no"]);
});

test.each(["=1+1", "+1 555", "-2", "@SUM(A1)", '=HYPERLINK("https://evil.example","x")'])(
  "what a spreadsheet would take for a formula is text: %s",
  async (notes) => {
    await app.book({ notes, attendee_name: notes.startsWith("=H") ? "Jason" : notes });
    expect(await column("notes")).toEqual([`'${notes}`]);
    expect((await column("attendee_name"))[0]).not.toMatch(/^[=+\-@]/);
  },
);

test("the filters are those of the list", async () => {
  await app.book();
  await app.book({ start_time: "2026-03-03T14:00:00Z", attendee_name: "Grace Hopper" });
  expect(await column("attendee_name", "?q=grace")).toEqual(["Grace Hopper"]);
  expect(await column("attendee_name", "?to=2026-03-02T23:00:00Z")).toEqual(["Jason Johnson"]);
  expect((await app.request("GET", "/v1/bookings.csv?status=lost", { key })).status).toBe(422);
  const { key: other } = await app.host("mary");
  expect((await app.request("GET", "/v1/bookings.csv", { key: other })).text).not.toContain("Jason");
});

test("a thousand bookings are there once each, in the order of the list", async () => {
  const { json } = await app.book();
  await sql`
    with recursive n(i) as (select 1 union all select i + 1 from n where i < 1000)
    insert into bookings (host_id, event_type_id, meeting_id, uid, sequence, status, requires_confirmation, organizer_email,
      attendee_name, attendee_email, attendee_time_zone, attendee_locale, answers, starts_at, ends_at, created_at, updated_at)
    select host_id, event_type_id, meeting_id, uid || i, 0, 'cancelled', 0, organizer_email, attendee_name, attendee_email,
      attendee_time_zone, attendee_locale, '[]', starts_at + (i / 7) * 60000, ends_at + (i / 7) * 60000, created_at, updated_at
    from bookings, n where id = ${json["id"]}`.execute(app.database.read);
  const ids = await column("id");
  expect(new Set(ids).size).toBe(1001);
  const starts = await column("start");
  expect(starts).toEqual(starts.toSorted().toReversed());
});

test("the dashboard leads to a file with the bookings of each of its lists", async () => {
  const at = (day: number, name: string) =>
    app.book({ start_time: `2026-03-0${day}T14:00:00Z`, attendee_name: name });
  const cancel = async (booked: ReturnType<typeof at>, verb: string) => {
    const { json } = await booked;
    await app.request("POST", `/v1/bookings/${json["id"]}/${verb}`, { key, body: {} });
  };
  await at(2, "Past");
  await cancel(at(3, "Cancelled"), "cancel");
  await at(4, "Upcoming");
  await app.request("PATCH", "/v1/event-types/1", { key, body: { requires_confirmation: true } });
  await at(5, "Waiting");
  await cancel(at(6, "Declined"), "decline");
  app.clock.now = Date.parse("2026-03-02T20:00:00Z");
  const jane = await browserOf(app);
  const listed = async (view: string) => {
    const { text } = await jane.get(`/dashboard/bookings?view=${view}&q=jason`);
    const [, href] = /href="([^"]*bookings\.csv[^"]*)"/.exec(text)!;
    const { text: lines } = await jane.get(href!.replaceAll("&amp;", "&"));
    const [head, ...rows] = parsed(lines);
    return rows.map((row) => row[head!.indexOf("attendee_name")]);
  };
  expect(await listed("upcoming")).toEqual(["Waiting", "Upcoming"]);
  expect(await listed("waiting")).toEqual(["Waiting"]);
  expect(await listed("past")).toEqual(["Past"]);
  expect(await listed("cancelled")).toEqual(["Declined", "Cancelled"]);
  expect((await app.request("GET", "/v1/bookings.csv?view=all", { key })).status).toBe(422);
});

test("the list is the same file for those who accept only CSV", async () => {
  await app.book();
  await app.book({ start_time: "2026-03-03T14:00:00Z", attendee_name: "Grace Hopper" });
  const list = (accept: string) =>
    app.app.handle(
      new Request("http://localhost/v1/bookings?q=grace", { headers: { "x-api-key": key, accept } }),
    );
  const answered = await list("text/csv");
  expect(answered.headers.get("content-type")).toBe("text/csv; charset=utf-8");
  expect(await answered.text()).toBe(await file("?q=grace"));
  for (const accept of ["*/*", "application/json", "application/json, text/csv"])
    expect((await list(accept)).headers.get("content-type")).toContain("application/json");
});
