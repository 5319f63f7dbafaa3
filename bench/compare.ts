/**
 * Compares two executables in alternating turns: `npm run bench:compare -- OLD NEW [--turns 10]`. OLD creates the data, and
 * NEW upgrades a copy of it. Exits with 1 if NEW misses a limit.
 */
import { copyFileSync, cpSync, mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { fillBookings, makeHosts, scatteredDays, slotsPath } from "./data.ts";
import { copyOf, inBenchFolder } from "./folder.ts";
import {
  BOOKINGS_EACH,
  bookOnCopy,
  firstAnswer,
  HOSTS,
  loadPath,
  memoryAtRest,
  warmStart,
} from "./measures.ts";
import { load, type Running, startServer } from "./processes.ts";
import { isKept, type Limited, limitOf, verdict } from "./report.ts";
import { fillSchema7, schemaOf } from "./schema-7.ts";
import { inTurns } from "./turns.ts";

/** An executable, with one data folder without bookings and one full of them, both in its own schema. */
type Side = { readonly binary: string; readonly empty: string; readonly full: string };
type Both<Of> = { readonly old: Of; readonly new: Of };
type Row = Limited & Both<number> & { readonly what: string };

const throughputLimit = { atLeast: 0.95 };
const costLimit = { atMost: 1.1 };

const { binaries, turns } = options();

await inBenchFolder(async (folder) => {
  const sides = await makeSides(folder);
  const rows = [...(await bookingRows(sides)), ...(await serverRows(sides))];
  console.log(tableOf(rows));
  return rows.every(isKept);
});

function options(): { binaries: Both<string>; turns: number } {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { turns: { type: "string", default: "10" } },
  });
  const [older, newer, ...others] = positionals;
  const turns = Number(values.turns);
  if (!older || !newer || others.length > 0 || !Number.isInteger(turns) || turns < 1) {
    console.error("usage: npm run bench:compare -- OLD NEW [--turns 10]");
    process.exit(2);
  }
  return { binaries: { old: resolve(older), new: resolve(newer) }, turns };
}

async function makeSides(folder: string): Promise<Both<Side>> {
  const [empty, full] = [join(folder, "empty"), join(folder, "full")];
  mkdirSync(empty);
  await makeHosts(binaries.old, empty, HOSTS);
  cpSync(empty, full, { recursive: true });
  const fill = schemaOf(full) <= 7 ? fillSchema7 : fillBookings;
  fill(full, BOOKINGS_EACH);
  const side = async (name: keyof Both<string>): Promise<Side> => {
    const binary = join(folder, name);
    // Copies both, because an original and its copy were measured at 55 and 60 MB although their bytes are equal.
    copyFileSync(binaries[name], binary);
    return { binary, empty: await upgradedCopy(binary, empty), full: await upgradedCopy(binary, full) };
  };
  return { old: await side("old"), new: await side("new") };
}

/** Copies a data folder and starts the executable on it once to migrate it. */
async function upgradedCopy(binary: string, data: string): Promise<string> {
  const copy = copyOf(data);
  const server = await startServer(binary, copy);
  await server.stop();
  return copy;
}

async function bookingRows(sides: Both<Side>): Promise<Row[]> {
  const booked = await inBoth(sides, ({ binary, empty }) => bookOnCopy(binary, empty));
  return [
    rowOf("bookings acknowledged per second, 64 connections", booked, "perSecond", throughputLimit),
    rowOf("median of a booking under that load, ms", booked, "p50"),
    rowOf("p99 of a booking under that load, ms", booked, "p99"),
  ];
}

/** Starts new servers each turn, because two runs of one executable can differ for their whole lifetime. */
async function serverRows(sides: Both<Side>): Promise<Row[]> {
  const measured = await inBoth(sides, async ({ binary, full }) => {
    const startMs = await warmStart(binary, full);
    const server = await startServer(binary, full);
    const memory = await memoryAtRest(server);
    const slots = await askForSlots(server);
    const page = await firstAnswer(`${server.url}/book/host0/30min`);
    await server.stop();
    return { startMs, memory, page, ...slots };
  });
  return [
    rowOf("slots of a day per second, host with 10,000 bookings", measured, "day", throughputLimit),
    rowOf("slots of 31 days per second, likewise", measured, "month", throughputLimit),
    rowOf("median latency of an uncached day, 1 connection, ms", measured, "uncached"),
    rowOf("first answer of the booking page, ms", measured, "page", costLimit),
    rowOf("start to the first 200, warm, ms", measured, "startMs", costLimit),
    rowOf("memory when idle, MB", measured, "memory", costLimit),
  ];
}

async function askForSlots(server: Running) {
  const [dayPath, monthPath] = [slotsPath(0, 3, 3), slotsPath(0, 3, 33)];
  const days = scatteredDays(HOSTS, 10);
  await load(server, [`GET\t${dayPath}`, `GET\t${monthPath}`], { connections: 16, amount: 10_000 });
  const day = await loadPath(server, dayPath);
  const month = await loadPath(server, monthPath);
  const uncached = await load(server, days, { connections: 1, amount: days.length });
  return { day: day.perSecond, month: month.perSecond, uncached: uncached.p50 };
}

function inBoth<Result extends object>(sides: Both<Side>, measure: (side: Side) => Promise<Result>) {
  return inTurns(turns, { old: () => measure(sides.old), new: () => measure(sides.new) });
}

function rowOf<Name extends string>(
  what: string,
  measured: Both<Record<Name, number>>,
  figure: Name,
  limit: Omit<Limited, "value"> = {},
): Row {
  const both = { old: measured.old[figure], new: measured.new[figure] };
  return { what, ...both, value: both.new / both.old, ...limit };
}

function tableOf(rows: readonly Row[]): string {
  const figure = (value: number) => String(Number(value.toPrecision(4)));
  const lines = rows.map(
    (row) =>
      `| ${row.what} | ${figure(row.old)} | ${figure(row.new)} | ${row.value.toFixed(2)} | ${limitOf(row)} | ${verdict(row)} |`,
  );
  return ["| what | old | new | new/old | limit | |", "| --- | --- | --- | --- | --- | --- |", ...lines].join(
    "\n",
  );
}
