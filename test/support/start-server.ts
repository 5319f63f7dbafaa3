import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { program } from "./program.ts";

export type ServerOptions = {
  readonly dataDir: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly command?: readonly string[];
};

/** A server in a process of its own. */
export type Server = {
  /** Where it answers, without a slash at its end. */
  readonly address: string;
  readonly pid: number;
  /** Every line that it has logged so far. */
  readonly log: readonly string[];
  /** Asks it to stop (SIGTERM) and answers its exit code. */
  stop(): Promise<number>;
  /** Ends it without a word, as `kill -9` and a power cut do. */
  kill(): Promise<void>;
};

/** Starts a server on a free port; resolves once it listens, rejects with its log if it ends before. */
export async function startServer({ dataDir, env = {}, command = program }: ServerOptions): Promise<Server> {
  const server = Bun.spawn([...command, "serve"], {
    env: surroundings(dataDir, env),
    stdout: "ignore",
    stderr: "pipe",
  });
  const log: string[] = [];
  const address = await new Promise<string>((resolve, reject) => {
    const ended = () => reject(new Error(`the server ended:\n${log.join("\n")}`));
    readLines(server.stderr, (line) => {
      log.push(line);
      const found = /"address":"([^"]+)"/.exec(line)?.[1];
      if (found) resolve(found);
    }).then(ended, ended);
  });
  return {
    address,
    pid: server.pid,
    log,
    stop() {
      server.kill("SIGTERM");
      return server.exited;
    },
    async kill() {
      server.kill("SIGKILL");
      await server.exited;
    },
  };
}

/** Runs another command of the program to its end and answers what it printed; throws what it complained of. */
export async function runSchedkit(args: readonly string[], options: ServerOptions): Promise<string> {
  const { out, err, code } = await endOf(args, options);
  if (code !== 0) throw new Error(`${args.join(" ")} ended with ${code}:\n${err}`);
  return out;
}

/** Runs another command of the program to its end, be it a bad one. */
export async function endOf(
  args: readonly string[],
  { dataDir, env = {}, command = program }: ServerOptions,
): Promise<{ out: string; err: string; code: number }> {
  const run = Bun.spawn([...command, ...args], {
    env: surroundings(dataDir, env),
    stdout: "pipe",
    stderr: "pipe",
  });
  const [out, err, code] = await Promise.all([
    new Response(run.stdout).text(),
    new Response(run.stderr).text(),
    run.exited,
  ]);
  return { out, err, code };
}

/** A folder for data that is gone after the test. */
export function temporaryFolder(): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), "schedkit-test-"));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** Nothing of the developer's own settings reaches the server. */
function surroundings(dataDir: string, env: Readonly<Record<string, string>>): Record<string, string> {
  const { PATH = "", HOME = "" } = process.env;
  const settings = { HOST: "127.0.0.1", PORT: "0", RATE_LIMIT: "off", LOG_FORMAT: "json", DATA_DIR: dataDir };
  return { PATH, HOME, ...settings, ...env };
}

async function readLines(stream: ReadableStream<Uint8Array>, each: (line: string) => void): Promise<void> {
  const decoder = new TextDecoder();
  let rest = "";
  for await (const bytes of stream) {
    const lines = (rest + decoder.decode(bytes, { stream: true })).split("\n");
    rest = lines.pop()!;
    lines.forEach(each);
  }
}
