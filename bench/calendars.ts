import { Database } from "bun:sqlite";
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { $ } from "bun";
import ICAL from "ical.js";
import { zoneOf } from "../src/domain/zone.ts";
import { readEvents } from "../src/icalendar/reading/read-events.ts";
import { DAY, makeHosts, scatteredDays, slotsPath } from "./data.ts";
import { copyOf } from "./folder.ts";
import { type Load, load, type Running, startRemoteCalendar, startServer } from "./processes.ts";
import type { Row } from "./report.ts";
import { inTurns, median } from "./turns.ts";

const MINUTE = 60_000;
const HOSTS = 10;
const BUSY_EACH = 20_000;
const DAYS = 990;
const RULES = 1_000;
const EVENTS = 5_000;

/** What connected calendars cost: slots beside many external events, recurrence rules, and a synchronization. */
export async function calendarRows(binary: string, folder: string): Promise<Row[]> {
  const empty = join(folder, "calendars");
  mkdirSync(empty);
  await makeHosts(binary, empty, HOSTS);
  return [...(await busyRows(binary, empty)), ruleRow(), ...(await syncRows(binary, empty))];
}

/** The same requests with 20,000 external events per host and with none: repeated, and each sent once. */
async function busyRows(binary: string, empty: string): Promise<Row[]> {
  const full = copyOf(empty);
  fillBusy(full);
  const [none, many] = [await startServer(binary, empty), await startServer(binary, full)];
  const same = [`GET\t${slotsPath(0, 3, 3)}`];
  const scattered = scatteredDays(HOSTS, DAYS);
  const amount = scattered.length / 11;
  const unasked = (turn: number) => scattered.slice(turn * amount, (turn + 1) * amount);
  const measured = await inTurns(9, {
    sameOfNone: () => load(none, same, { connections: 1, amount: 2_000 }),
    sameOfMany: () => load(many, same, { connections: 1, amount: 2_000 }),
    scatteredOfNone: (turn) => load(none, unasked(turn), { connections: 1, amount }),
    scatteredOfMany: (turn) => load(many, unasked(turn), { connections: 1, amount }),
  });
  await Promise.all([none.stop(), many.stop()]);
  rmSync(full, { recursive: true });
  const row = (what: string, ofMany: number, ofNone: number): Row => ({
    what,
    value: ofMany / ofNone,
    note: `${(ofMany * 1000).toFixed(0)} and ${(ofNone * 1000).toFixed(0)} µs`,
    atMost: 1.25,
  });
  return [
    row(
      "median latency of a day at 20,000 events in the host's calendars against none, asked again",
      measured.sameOfMany.p50,
      measured.sameOfNone.p50,
    ),
    row(
      "likewise, of another host and day each time",
      measured.scatteredOfMany.p50,
      measured.scatteredOfNone.p50,
    ),
  ];
}

/** Adds an account to each host whose copy has 20,000 events, 20 a day, and which is not due. */
function fillBusy(folder: string): void {
  const database = new Database(join(folder, "schedkit.db"));
  database.run("pragma synchronous = off");
  const first = Math.floor(Date.now() / DAY) * DAY;
  database.run("begin");
  database.run(
    `insert into calendar_accounts (host_id, kind, name, url, credentials, status, paused, sync_at, leased_until,
       created_at, updated_at)
     select id, 'ics', 'Bench', '', '', 'ok', 0, ?, 0, 0, 0 from hosts`,
    [Number.MAX_SAFE_INTEGER],
  );
  database.run(
    `insert into calendars (account_id, host_id, href, name, writable, busy, is_target, created_at)
     select id, host_id, 'feed', 'Bench', 0, 1, 0, 0 from calendar_accounts`,
  );
  database.run(
    `with recursive events (n) as (select 0 union all select n + 1 from events where n < ? - 1)
     insert into calendar_objects (calendar_id, href, etag, seen_at) select id, 'event-' || n, '', n from calendars, events`,
    [BUSY_EACH],
  );
  database.run(
    `insert into external_busy (host_id, busy_from, busy_until, object_id, calendar_id)
     select host_id, ?1 + seen_at / 20 * ?2 + seen_at % 20 * ?3, ?1 + seen_at / 20 * ?2 + (seen_at % 20 + 1) * ?3, o.id, c.id
     from calendar_objects as o join calendars as c on c.id = o.calendar_id`,
    [first, DAY, 15 * MINUTE],
  );
  database.run("commit");
  database.run("pragma wal_checkpoint(truncate)");
  database.close();
}

/** The time for a year of 1,000 weekly rules, each read as an object of its own; with ical.js's own expansion beside it. */
function ruleRow(): Row {
  const objects = Array.from({ length: RULES }, (_, n) => weeklyRule(n));
  const start = Date.now();
  const window = { start, end: start + 365 * DAY };
  const context = { zone: zoneOf("Europe/Berlin"), window, addresses: [] };
  const ours = timeOf(() => objects.flatMap((ical) => readEvents(ical, context).flatMap(({ busy }) => busy)));
  const theirs = timeOf(() => objects.flatMap((ical) => occurrencesByIcalJs(ical, window)));
  return {
    what: "1,000 weekly rules over a year read, ms",
    value: ours.ms,
    note: `medians of 5: ${ours.count} times; ical.js's own expansion ${theirs.ms.toFixed(0)} ms, ${theirs.count} times`,
    atMost: 1_000,
  };
}

function timeOf(work: () => readonly unknown[]): { readonly ms: number; readonly count: number } {
  let count = 0;
  const times = Array.from({ length: 6 }, () => {
    const began = performance.now();
    count = work().length;
    return performance.now() - began;
  });
  return { ms: median(times.slice(1)), count };
}

function weeklyRule(n: number): string {
  const day = ["MO", "TU", "WE", "TH", "FR"][n % 5]!;
  const time = `${String(8 + (n % 10)).padStart(2, "0")}1500`;
  return [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Example//Bench//EN",
    "BEGIN:VEVENT",
    `UID:rule-${n}`,
    "DTSTAMP:20250101T000000Z",
    `DTSTART;TZID=Europe/Berlin:202501${String(6 + (n % 5)).padStart(2, "0")}T${time}`,
    "DURATION:PT30M",
    `RRULE:FREQ=WEEKLY;BYDAY=${day}`,
    `EXDATE;TZID=Europe/Berlin:202703${String(1 + (n % 5)).padStart(2, "0")}T${time}`,
    "SUMMARY:Stand-up",
    "END:VEVENT",
    "END:VCALENDAR",
    "",
  ].join("\r\n");
}

function occurrencesByIcalJs(
  ical: string,
  window: { readonly start: number; readonly end: number },
): number[] {
  const component = new ICAL.Component(ICAL.parse(ical)).getFirstSubcomponent("vevent")!;
  const iterator = new ICAL.Event(component).iterator();
  const found: number[] = [];
  for (let next = iterator.next(); next; next = iterator.next()) {
    const start = next.toJSDate().getTime();
    if (start >= window.end) break;
    if (start >= window.start) found.push(start);
  }
  return found;
}

/** The longest wait of other requests while 5,000 events are read again, against the longest without. */
async function syncRows(binary: string, empty: string): Promise<Row[]> {
  const data = copyOf(empty);
  const words = "host add --json --name Busy --email busy@example.com --slug busy --timezone UTC".split(" ");
  const printed = await $`${binary} ${words}`.env({ ...process.env, DATA_DIR: data }).text();
  const { api_key } = JSON.parse(printed.trim().split("\n").at(-1)!);
  const remote = await startRemoteCalendar(EVENTS);
  const server = await startServer(binary, data, { CALENDAR_ALLOW_PRIVATE: "true" });
  const host = { server, key: api_key };
  const login = { username: "jane", password: "secret" };
  const rows = [
    await syncRow(host, "CalDAV", {
      kind: "caldav",
      name: "CalDAV",
      url: `${remote.url}/calendar/`,
      ...login,
    }),
    await syncRow(host, "a feed", { kind: "ics", name: "Feed", url: `${remote.url}/feed.ics` }),
  ];
  await Promise.all([server.stop(), remote.stop()]);
  rmSync(data, { recursive: true });
  return rows;
}

type Api = { readonly server: Running; readonly key: string };

const SYNC_SECONDS = 6;
const SYNC_TURNS = 5;

/**
 * Compares the quietest turns: whatever else the machine does can only make the longest wait of a turn longer, and what a
 * synchronization does is in each of them.
 */
async function syncRow(api: Api, name: string, account: object): Promise<Row> {
  const { id } = await ask(api, "POST", "/v1/calendar-accounts", account);
  const path = `/v1/calendar-accounts/${id}`;
  await synced(api, path);
  const lines = scatteredDays(HOSTS, DAYS);
  const others = () => load(api.server, lines, { connections: 4, seconds: SYNC_SECONDS, rate: 400 });
  const [without, during]: [Load[], Load[]] = [[], []];
  const took: number[] = [];
  for (let turn = 0; turn < SYNC_TURNS; turn++) {
    without.push(await others());
    const loading = others();
    await Bun.sleep(1_000);
    const began = performance.now();
    await ask(api, "POST", `${path}/sync`);
    await synced(api, path);
    took.push((performance.now() - began) / 1_000);
    during.push(await loading);
  }
  await ask(api, "DELETE", path);
  const [quiet, busy] = [quietest(without), quietest(during)];
  return {
    what: `longest wait for slots during a synchronization of 5,000 events over ${name}, beyond that without, ms`,
    value: busy.longest - quiet.longest,
    note: `${busy.longest.toFixed(1)} and ${quiet.longest.toFixed(1)} ms in the quietest of ${SYNC_TURNS} turns, 99.9 % within ${busy.p999.toFixed(1)} and ${quiet.p999.toFixed(1)} ms; the synchronization takes ${median(took).toFixed(1)} s`,
    atMost: 20,
  };
}

function quietest(turns: readonly Load[]): Load {
  return turns.toSorted((a, b) => a.longest - b.longest)[0]!;
}

async function synced(api: Api, path: string): Promise<void> {
  for (;;) {
    const { status, error } = await ask(api, "GET", path);
    if (status === "ok") return;
    if (status !== "syncing") throw new Error(`the account is ${status}: ${error}`);
    await Bun.sleep(50);
  }
}

async function ask({ server, key }: Api, method: string, path: string, body?: object): Promise<any> {
  const response = await fetch(server.url + path, {
    method,
    headers: { "x-api-key": key, "content-type": "application/json" },
    ...(body && { body: JSON.stringify(body) }),
  });
  if (!response.ok)
    throw new Error(`${method} ${path} answered ${response.status}: ${await response.text()}`);
  return response.status === 204 ? undefined : response.json();
}
