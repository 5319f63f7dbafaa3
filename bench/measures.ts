/** Measurements shared by the benchmark and the comparison of two executables. */
import { rmSync } from "node:fs";
import { bookingRequests } from "./data.ts";
import { copyOf } from "./folder.ts";
import { type Load, load, memoryOf, type Running, startServer } from "./processes.ts";
import { median } from "./turns.ts";

export const HOSTS = 100;
export const BOOKINGS_EACH = 10_000;

/** More bookings than a server accepts during warm-up and measurement. */
const WARMING_LINES = 40_000;
const BOOKING_LINES = 60_000;

export const bookingLines = bookingRequests(HOSTS, WARMING_LINES + BOOKING_LINES);

/** Lets a thousand clients behind one proxy book at full speed with all limits checked. */
export const WITH_LIMITS = { RATE_LIMIT: "on", TRUST_PROXY: "true", BOOKINGS_PER_HOUR: "1000" };

/** Books over 64 connections on a fresh copy of a data folder, after warming up. */
export async function bookOnCopy(
  binary: string,
  data: string,
  env: Readonly<Record<string, string>> = {},
): Promise<Load> {
  const copy = copyOf(data);
  const server = await startServer(binary, copy, env);
  await load64(server, bookingLines.slice(0, WARMING_LINES), 2);
  const loaded = await load64(server, bookingLines.slice(WARMING_LINES), 3);
  await server.stop();
  rmSync(copy, { recursive: true });
  return loaded;
}

export function load64(server: Running, lines: readonly string[], seconds: number): Promise<Load> {
  return load(server, lines, { connections: 64, seconds });
}

/** Repeats one request over 16 connections. */
export function loadPath(server: Running, path: string): Promise<Load> {
  return load(server, [`GET\t${path}`], { connections: 16, seconds: 1.5 });
}

/** The median time of five starts to the first 200, in ms, after one that does not count. */
export async function warmStart(binary: string, data: string): Promise<number> {
  const times: number[] = [];
  for (let turn = 0; turn < 6; turn++) {
    const server = await startServer(binary, data);
    times.push(server.startMs);
    await server.stop();
  }
  return median(times.slice(1));
}

/** The memory in MB after the server has been idle for two seconds. */
export async function memoryAtRest(server: Running): Promise<number> {
  await Bun.sleep(2_000);
  return memoryOf(server);
}

export const FIRST_ANSWERS = 200;

/** The median time until a gzipped response begins, one request after another, in ms. */
export async function firstAnswer(address: string): Promise<number> {
  const times: number[] = [];
  for (let turn = 0; turn < FIRST_ANSWERS; turn++) {
    const began = performance.now();
    const answer = await zipped(address);
    times.push(performance.now() - began);
    await answer.arrayBuffer();
  }
  return median(times);
}

/** A response as it is sent, compressed. */
export async function zipped(address: string): Promise<Response> {
  const answer = await fetch(address, { headers: { "accept-encoding": "gzip" }, decompress: false });
  if (!answer.ok || answer.headers.get("content-encoding") !== "gzip") {
    throw new Error(`${address} answered ${answer.status}, ${answer.headers.get("content-encoding")}`);
  }
  return answer;
}
