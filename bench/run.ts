/** `npm run bench`: builds the binary, measures it against limits, prints the table and writes RESULTS.md. */
import { cpSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { $ } from "bun";
import manifest from "../package.json" with { type: "json" };
import { calendarRows } from "./calendars.ts";
import { fillBookings, makeHosts, scatteredDays, slotsPath } from "./data.ts";
import { copyOf, inBenchFolder } from "./folder.ts";
import {
  BOOKINGS_EACH,
  bookingLines,
  bookOnCopy,
  HOSTS,
  load64,
  loadPath,
  memoryAtRest,
  warmStart,
  WITH_LIMITS,
} from "./measures.ts";
import { load, startConstant, startServer } from "./processes.ts";
import { emailWith } from "./email.ts";
import { limitRows } from "./limits.ts";
import { listRows } from "./lists.ts";
import { lighthouseRows } from "./lighthouse.ts";
import { pageRows } from "./page.ts";
import { reminderRow } from "./reminders.ts";
import { report, type Row } from "./report.ts";
import { inTurns } from "./turns.ts";

const BOOKED = JSON.stringify({
  id: 101,
  status: "confirmed",
  requires_confirmation: false,
  attendee_name: "Jason Johnson",
  attendee_email: "jason@example.com",
  start_time: "2026-03-20T14:00:00Z",
  end_time: "2026-03-20T14:30:00Z",
  cancel_token: "x".repeat(30),
  reschedule_token: "x".repeat(30),
  event_type: "30 Minute Meeting",
  timezone: "America/Chicago",
  location: null,
});

const root = join(import.meta.dir, "..");
const binary = join(root, "dist", "schedkit");

await inBenchFolder(async (folder) => {
  await $`npm run build`.cwd(root).quiet();
  const [empty, full] = [join(folder, "empty"), join(folder, "full")];
  mkdirSync(empty);
  await makeHosts(binary, empty, HOSTS);
  cpSync(empty, full, { recursive: true });
  fillBookings(full, BOOKINGS_EACH);
  const rows = [
    ...(await slotRows(full)),
    ...(await growthRows(empty, full)),
    ...(await listRows(binary, full)),
    await reminderRow(full),
    ...(await calendarRows(binary, folder)),
    ...(await bookingRows(empty)),
    ...(await limitRows(binary, empty)),
    ...(await visitorRows(full, folder)),
    growthOfEmails(),
    await startRow(full, folder),
    ...(await memoryRows(full)),
  ];
  return report(rows, root);
});

/** Throughput of slots, relative to constant responses of the same bytes. */
async function slotRows(full: string): Promise<Row[]> {
  const server = await startServer(binary, full);
  const [day, month] = [slotsPath(0, 3, 3), slotsPath(0, 3, 33)];
  const bodies = await Promise.all([day, month].map(async (path) => (await fetch(server.url + path)).text()));
  const constant = await startConstant([...bodies, "{}"]);
  const measured = await inTurns(3, {
    day: () => loadPath(server, day),
    constantDay: () => loadPath(constant, "/day"),
    month: () => loadPath(server, month),
    constantMonth: () => loadPath(constant, "/month"),
  });
  await Promise.all([server.stop(), constant.stop()]);
  return [
    {
      what: "slots of a day, host with 10,000 bookings, against a constant body",
      ...rates(measured.day, measured.constantDay),
      atLeast: 0.5,
    },
    { what: "slots of 31 days, likewise", ...rates(measured.month, measured.constantMonth), atLeast: 0.4 },
  ];
}

function rates(ours: { readonly perSecond: number }, theirs: { readonly perSecond: number }) {
  return {
    value: ours.perSecond / theirs.perSecond,
    note: `${ours.perSecond.toFixed(0)} and ${theirs.perSecond.toFixed(0)} a second`,
  };
}

/** The same requests with a million bookings and with none: repeated, and each sent once. */
async function growthRows(empty: string, full: string): Promise<Row[]> {
  const [none, million] = [await startServer(binary, empty), await startServer(binary, full)];
  const same = [`GET\t${slotsPath(0, 3, 3)}`];
  const how = { connections: 1, amount: 2_000 };
  const scattered = scatteredDays(HOSTS, 200);
  const unasked = (turn: number) => scattered.slice(turn * how.amount, (turn + 1) * how.amount);
  const measured = await inTurns(9, {
    sameOfNone: () => load(none, same, how),
    sameOfMillion: () => load(million, same, how),
    scatteredOfNone: (turn) => load(none, unasked(turn), how),
    scatteredOfMillion: (turn) => load(million, unasked(turn), how),
  });
  await Promise.all([none.stop(), million.stop()]);
  const row = (what: string, ofMillion: number, ofNone: number): Row => ({
    what,
    value: ofMillion / ofNone,
    note: `${(ofMillion * 1000).toFixed(0)} and ${(ofNone * 1000).toFixed(0)} µs`,
    atMost: 1.25,
  });
  return [
    row(
      "median latency of a day at 1,000,000 bookings against none, asked again",
      measured.sameOfMillion.p50,
      measured.sameOfNone.p50,
    ),
    row(
      "likewise, of another host and day each time",
      measured.scatteredOfMillion.p50,
      measured.scatteredOfNone.p50,
    ),
  ];
}

type Bare = Record<"perSecond" | "smallPerSecond", number>;

/** Bookings per second under load, relative to one durable commit each and to Elysia's validated POST. */
async function bookingRows(empty: string): Promise<Row[]> {
  const constant = await startConstant(["", "", BOOKED]);
  const { ours, limited, theirs, bare } = await inTurns(6, {
    ours: () => bookOnCopy(binary, empty),
    limited: () => bookOnCopy(binary, empty, WITH_LIMITS),
    theirs: () => load64(constant, bookingLines, 2),
    bare: (): Promise<Bare> =>
      $`${process.execPath} ${join(import.meta.dir, "bare-commits.ts")} ${copyOf(empty)}`.json(),
  });
  await constant.stop();
  const againstBare = rates(ours, bare);
  return [
    {
      what: "bookings acknowledged, 64 connections, against a bare loop with one commit each",
      value: againstBare.value,
      note: `${againstBare.note} (${bare.smallPerSecond.toFixed(0)} of one small row)`,
      atLeast: 1.5,
    },
    { what: "likewise, against Elysia's validated POST", ...rates(ours, theirs), atLeast: 0.12 },
    {
      what: "bookings with limits on, from 1,000 clients, against limits off",
      ...rates(limited, ours),
      atLeast: 0.9,
    },
    {
      what: "p99 of a booking at 64 connections, against its median",
      value: ours.p99 / ours.p50,
      note: `${ours.p99.toFixed(1)} and ${ours.p50.toFixed(1)} ms`,
      atMost: 4,
    },
    {
      what: "likewise, against the p99 of Elysia's validated POST",
      value: ours.p99 / theirs.p99,
      note: `${ours.p99.toFixed(1)} and ${theirs.p99.toFixed(1)} ms`,
      atMost: 8,
    },
  ];
}

async function visitorRows(full: string, folder: string): Promise<Row[]> {
  const server = await startServer(binary, full);
  const rows = await pageRows(server, "/book/host0/30min");
  const scored = { "page of a host": "/book/host0", "booking page": "/book/host0/30min" };
  const scores = await lighthouseRows(server, folder, scored);
  await server.stop();
  return [...rows, ...scores];
}

/** How the time for an email grows with twice the input that is hard on regular expressions. */
function growthOfEmails(): Row {
  const [once, twice] = [1, 2].map((times) => emailWith("It's 9 – 10 (a, UTC+01:00)? ".repeat(800 * times)));
  const best = [once!, twice!].map((render) =>
    Math.min(...Array.from({ length: 25 }, () => millisecondsOf(render))),
  );
  return {
    what: "rendering an email with twice as much typed in it",
    value: best[1]! / best[0]!,
    note: `${best[0]!.toFixed(2)} and ${best[1]!.toFixed(2)} ms, 22,400 and 44,800 characters in each field`,
    atMost: 2.2,
  };
}

function millisecondsOf(work: () => unknown): number {
  const began = performance.now();
  work();
  return performance.now() - began;
}

/** The start relative to that of the least that Bun can compile with the same options. */
async function startRow(full: string, folder: string): Promise<Row> {
  const bare = join(folder, "bare-start");
  const options = manifest.scripts.build.match(/--(?!outfile)\S+/g)!;
  await $`${process.execPath} build ${options} --outfile=${bare} ${join(import.meta.dir, "bare-start.ts")}`.quiet();
  const [ours, theirs] = [await warmStart(binary, full), await warmStart(bare, full)];
  return {
    what: "start of the binary to its first 200, warm, against a compiled Bun.serve",
    value: ours / theirs,
    note: `${ours.toFixed(1)} and ${theirs.toFixed(1)} ms, medians of 5`,
    atMost: 8,
  };
}

async function memoryRows(full: string): Promise<Row[]> {
  const server = await startServer(binary, full);
  const path = [`GET\t${slotsPath(0, 3, 3)}`];
  const halfAMillion = () => load(server, path, { connections: 16, amount: 500_000 });
  const idle = await memoryAtRest(server);
  await halfAMillion();
  const half = await memoryAtRest(server);
  await halfAMillion();
  const whole = await memoryAtRest(server);
  await server.stop();
  return [
    { what: "memory when idle, MB", value: idle, note: "resident", atMost: 80 },
    {
      what: "memory after a million requests, MB",
      value: whole,
      note: `${half.toFixed(0)} after half of them`,
      atMost: 220,
    },
    { what: "growth from the 500,000th request on", value: whole / half, note: "resident", atMost: 1.1 },
  ];
}
