/** `npm run bench`: builds the binary, measures it against limits, prints the table and writes RESULTS.md. */
import { cpSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { $ } from "bun";
import { bookingRequests, fillBookings, makeHosts, scatteredDays, slotsPath } from "./data.ts";
import { load, memoryOf, type Running, startConstant, startServer, stopAll } from "./processes.ts";
import { pageRows } from "./page.ts";
import { report, type Row } from "./report.ts";

const HOSTS = 100;
const BOOKINGS_EACH = 10_000;
const CONNECTIONS = 64;
const COMMITS_IN_P99 = 20;

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
const folder = mkdtempSync(join(tmpdir(), "schedkit-bench-"));
process.env.BENCH_DIR = folder;

try {
  await $`npm run build`.cwd(root).quiet();
  const [empty, full] = [join(folder, "empty"), join(folder, "full")];
  mkdirSync(empty);
  await makeHosts(binary, empty, HOSTS);
  const bare = join(folder, "bare");
  for (const copy of [full, bare]) cpSync(empty, copy, { recursive: true });
  fillBookings(full, BOOKINGS_EACH);
  const rows = [
    ...(await slotRows(full)),
    ...(await growthRows(empty, full)),
    ...(await bookingRows(empty, bare)),
    ...(await visitorRows(full)),
    await startRow(full),
    ...(await memoryRows(full)),
  ];
  const passed = await report(rows, root);
  process.exitCode = passed ? 0 : 1;
} finally {
  stopAll();
  rmSync(folder, { recursive: true, force: true });
}

/** Throughput of slots, against the same Elysia answering the same bytes. */
async function slotRows(full: string): Promise<Row[]> {
  const server = await startServer(binary, full);
  const [dayPath, monthPath] = [slotsPath(0, 3, 3), slotsPath(0, 3, 33)];
  const bodies = await Promise.all(
    [dayPath, monthPath].map(async (path) => (await fetch(server.url + path)).text()),
  );
  const constant = await startConstant([...bodies, "{}"]);
  const how = { connections: 16, seconds: 5 };
  const ratio = async (path: string, constantPath: string) => {
    const ours = await load(server, [`GET\t${path}`], how);
    const theirs = await load(constant, [`GET\t${constantPath}`], how);
    return {
      value: ours.perSecond / theirs.perSecond,
      note: `${ours.perSecond.toFixed(0)} and ${theirs.perSecond.toFixed(0)} a second`,
    };
  };
  const day = await ratio(dayPath, "/day");
  const month = await ratio(monthPath, "/month");
  await Promise.all([server.stop(), constant.stop()]);
  return [
    { what: "slots of a day, host with 10,000 bookings, against a constant body", ...day, atLeast: 0.5 },
    { what: "slots of 31 days, likewise", ...month, atLeast: 0.4 },
  ];
}

/** The same questions to a database of a million bookings and to one of none: asked again, and each asked once. */
async function growthRows(empty: string, full: string): Promise<Row[]> {
  const medians = async (data: string) => {
    const server = await startServer(binary, data);
    const how = { connections: 1, amount: 3_000 };
    await load(server, scatteredDays(HOSTS, 30), how);
    const scattered = await load(server, scatteredDays(HOSTS, 30), how);
    const same = await load(server, [`GET\t${slotsPath(0, 3, 3)}`], how);
    await server.stop();
    return { scattered: scattered.p50, same: same.p50 };
  };
  const [none, million] = [await medians(empty), await medians(full)];
  const row = (what: string, name: "scattered" | "same"): Row => ({
    what,
    value: million[name] / none[name],
    note: `${(million[name] * 1000).toFixed(0)} and ${(none[name] * 1000).toFixed(0)} µs`,
    atMost: 1.25,
  });
  return [
    row("median latency of a day at 1,000,000 bookings against none, asked again", "same"),
    row("likewise, of another host and day each time", "scattered"),
  ];
}

type Bare = Record<"perSecond" | "median" | "p99" | "smallPerSecond", number>;

/** Bookings acknowledged under load, against one durable commit each and against Elysia's validated POST. */
async function bookingRows(empty: string, bareFolder: string): Promise<Row[]> {
  const bare: Bare =
    await $`${process.execPath} ${join(import.meta.dir, "bare-commits.ts")} ${bareFolder}`.json();
  const server = await startServer(binary, empty);
  const lines = bookingRequests(HOSTS, 300_000);
  await load(server, lines.slice(0, 100_000), { connections: CONNECTIONS, seconds: 2 });
  const ours = await load(server, lines.slice(100_000), { connections: CONNECTIONS, seconds: 6 });
  await server.stop();
  const constant = await startConstant(["", "", BOOKED]);
  const theirs = await load(constant, lines, { connections: CONNECTIONS, seconds: 4 });
  await constant.stop();
  const commits = (milliseconds: number) => milliseconds / bare.median;
  return [
    {
      what: "bookings acknowledged, 64 connections, against a bare loop with one commit each",
      value: ours.perSecond / bare.perSecond,
      note: `${ours.perSecond.toFixed(0)} and ${bare.perSecond.toFixed(0)} a second (${bare.smallPerSecond.toFixed(0)} of one small row)`,
      atLeast: 1.5,
    },
    {
      what: "likewise, against Elysia's validated POST",
      value: ours.perSecond / theirs.perSecond,
      note: `${ours.perSecond.toFixed(0)} and ${theirs.perSecond.toFixed(0)} a second`,
      atLeast: 0.12,
    },
    {
      what: "p99 of a booking under that load, against the median of a bare commit",
      value: commits(ours.p99),
      note: `${ours.p99.toFixed(1)} and ${bare.median.toFixed(2)} ms`,
      atMost: COMMITS_IN_P99,
      outOfReach:
        commits(theirs.p99) > COMMITS_IN_P99
          ? `the POST that does nothing takes ${commits(theirs.p99).toFixed(0)}, the p99 of a bare commit is ${commits(bare.p99).toFixed(0)}`
          : undefined,
    },
    {
      what: "likewise, against the p99 of Elysia's validated POST",
      value: ours.p99 / theirs.p99,
      note: `${ours.p99.toFixed(1)} and ${theirs.p99.toFixed(1)} ms`,
      atMost: 6,
    },
  ];
}

async function visitorRows(full: string): Promise<Row[]> {
  const server = await startServer(binary, full);
  const rows = await pageRows(server, "/book/host0/30min");
  await server.stop();
  return rows;
}

async function startRow(full: string): Promise<Row> {
  const times: number[] = [];
  for (let turn = 0; turn < 6; turn++) {
    const server: Running = await startServer(binary, full);
    times.push(server.startMs);
    await server.stop();
  }
  const median = times.slice(1).toSorted((a, b) => a - b)[2]!;
  return {
    what: "start of the binary to its first 200, warm, ms",
    value: median,
    note: "median of 5",
    atMost: 100,
  };
}

async function memoryRows(full: string): Promise<Row[]> {
  const server = await startServer(binary, full);
  await Bun.sleep(2_000);
  const idle = await memoryOf(server);
  const path = [`GET\t${slotsPath(0, 3, 3)}`];
  const how = { connections: 16, amount: 500_000 };
  await load(server, path, how);
  const half = await memoryOf(server);
  await load(server, path, how);
  const whole = await memoryOf(server);
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
