import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { environment, program, type Surroundings } from "./program.ts";
import { runCommand } from "./run-command.ts";

/** A server in its own process. */
export type Server = {
  /** Its URL, without a trailing slash. */
  readonly address: string;
  readonly pid: number;
  /** Every log line so far. */
  readonly log: readonly string[];
  /** Stops it with SIGTERM and returns its exit code. */
  stop(): Promise<number>;
  /** Kills it, like `kill -9` or a power cut. */
  kill(): Promise<void>;
};

/** Starts a server on a free port; resolves once it listens, rejects with its log if it exits before. */
export async function startServer(options: Surroundings): Promise<Server> {
  const server = Bun.spawn([...(options.command ?? program), "serve"], {
    env: environment(options),
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

/** Runs another command of the program and returns its output; throws its errors. */
export async function runSchedkit(args: readonly string[], options: Surroundings): Promise<string> {
  const { out, err, code } = await endOf(args, options);
  if (code !== 0) throw new Error(`${args.join(" ")} ended with ${code}:\n${err}`);
  return out;
}

/** Runs another command of the program to its end, whatever the exit code; output is text. */
export async function endOf(
  args: readonly string[],
  options: Surroundings,
): Promise<{ out: string; err: string; code: number }> {
  const ended = await runCommand(args, options);
  return { ...ended, out: ended.out.toString() };
}

/** A data folder that is removed after the test. */
export function temporaryFolder(): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), "schedkit-test-"));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
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
