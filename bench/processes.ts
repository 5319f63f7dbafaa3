import { createServer } from "node:net";
import { join } from "node:path";
import { $ } from "bun";

/** A server started by the benchmark. */
export type Running = {
  readonly url: string;
  readonly pid: number;
  readonly startMs: number;
  stop(): Promise<void>;
};

/** The results of `load.mjs`; times are milliseconds. */
export type Load = {
  readonly perSecond: number;
  readonly answers: number;
  readonly p50: number;
  readonly p99: number;
  readonly p999: number;
  readonly longest: number;
  readonly statuses: Record<string, number>;
  readonly failed: number;
};

/** Starts the binary on a folder, and waits for its first 200. */
export async function startServer(
  binary: string,
  folder: string,
  env: Readonly<Record<string, string>> = {},
): Promise<Running> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const began = performance.now();
  const server = tracked(
    Bun.spawn([binary, "serve"], {
      stdout: "ignore",
      env: {
        ...process.env,
        DATA_DIR: folder,
        HOST: "127.0.0.1",
        PORT: String(port),
        RATE_LIMIT: "off",
        LOG_LEVEL: "error",
        ...env,
      },
    }),
  );
  // Polling without a pause would take CPU time from the start being measured.
  while (!(await isUp(url))) {
    if (server.exitCode !== null || server.signalCode !== null)
      throw new Error(`${binary} ended before its first 200`);
    await Bun.sleep(2);
  }
  const startMs = performance.now() - began;
  return { url, pid: server.pid, startMs, stop: () => stop(server) };
}

/** Starts the server with constant responses. */
export async function startConstant(bodies: readonly string[]): Promise<Running> {
  const file = join(process.env.BENCH_DIR!, "bodies.json");
  await Bun.write(file, JSON.stringify(bodies));
  return startScript("constant.ts", file);
}

/** Starts a calendar server with this many events. */
export function startRemoteCalendar(events: number): Promise<Running> {
  return startScript("remote-calendar.ts", String(events));
}

/** Starts a server of the benchmark that prints its port. */
async function startScript(name: string, argument: string): Promise<Running> {
  const server = tracked(
    Bun.spawn([process.execPath, join(import.meta.dir, name), argument], { stdout: "pipe" }),
  );
  const { value } = await server.stdout.getReader().read();
  const url = `http://127.0.0.1:${new TextDecoder().decode(value).trim()}`;
  return { url, pid: server.pid, startMs: 0, stop: () => stop(server) };
}

/** Sends request lines to a server for some seconds or a number of responses, as fast as it answers or at a rate per second. */
export async function load(
  server: Running,
  lines: readonly string[],
  how: { connections: number; seconds?: number; amount?: number; rate?: number },
): Promise<Load> {
  const requests = join(process.env.BENCH_DIR!, "requests.tsv");
  await Bun.write(requests, lines.join("\n"));
  const plan = JSON.stringify({ url: server.url, requests, ...how });
  const result: Load = await $`node ${join(import.meta.dir, "load.mjs")} ${plan}`.json();
  const bad = Object.keys(result.statuses).filter((status) => !status.startsWith("2"));
  if (bad.length > 0 || result.failed > 0)
    throw new Error(`not every answer was good: ${JSON.stringify(result)}`);
  return result;
}

/** The resident memory of a process, in MB. */
export async function memoryOf({ pid }: Running): Promise<number> {
  return Number(await $`ps -o rss= -p ${pid}`.text()) / 1024;
}

const running = new Set<Bun.Subprocess>();

function tracked<Process extends Bun.Subprocess>(server: Process): Process {
  running.add(server);
  return server;
}

/** Stops the processes of an interrupted benchmark. */
export function stopAll(): void {
  for (const server of running) server.kill();
}

async function stop(server: Bun.Subprocess): Promise<void> {
  server.kill();
  await server.exited;
}

async function isUp(url: string): Promise<boolean> {
  return fetch(`${url}/healthz`).then(
    ({ ok }) => ok,
    () => false,
  );
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });
}
