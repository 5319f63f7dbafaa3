import { chownSync, existsSync } from "node:fs";
import { join } from "node:path";
import { Glob } from "bun";
import { temporaryFolder } from "../start-server.ts";

/** A PostgreSQL server in a temporary folder, reached by a socket in it. */
export type Postgres = {
  /** The environment in which clients find it. */
  readonly env: Readonly<Record<string, string>>;
  /** Runs a client to its end; throws its output if it fails. */
  run(command: readonly string[]): Promise<void>;
  stop(): Promise<void>;
};

export async function startPostgres(): Promise<Postgres> {
  const folder = temporaryFolder();
  const data = join(folder.path, "data");
  const { prefix, ids } = await unprivileged();
  if (ids) chownSync(folder.path, ...ids);
  const env = { PGHOST: folder.path, PGUSER: "postgres" };
  const bin = await binFolder();
  await run([...prefix, `${bin}/initdb`, "--auth=trust", "--username=postgres", "--no-sync", data]);
  const settings = [
    "-c",
    "listen_addresses=",
    "-c",
    "fsync=off",
    "-c",
    `unix_socket_directories=${folder.path}`,
  ];
  const server = Bun.spawn([...prefix, `${bin}/postgres`, "-D", data, ...settings], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  const output = new Response(server.stderr).text();
  while (!existsSync(join(folder.path, ".s.PGSQL.5432")) || !(await answers(bin, env))) {
    if (server.exitCode !== null) throw new Error(await output);
    await Bun.sleep(50);
  }
  return {
    env,
    run: (command) => run(command, env),
    async stop() {
      server.kill("SIGQUIT");
      await server.exited;
      folder.remove();
    },
  };
}

async function answers(bin: string, env: Record<string, string>): Promise<boolean> {
  return (await Bun.spawn([`${bin}/pg_isready`, "--quiet"], { env }).exited) === 0;
}

/** PostgreSQL refuses to run as root; then it runs as the user that its package made. */
async function unprivileged(): Promise<{ prefix: string[]; ids?: [number, number] }> {
  if (process.getuid?.() !== 0) return { prefix: [] };
  const ask = async (option: string) =>
    Number(await new Response(Bun.spawn(["id", option, "postgres"]).stdout).text());
  const [user, group] = await Promise.all([ask("-u"), ask("-g")]);
  return {
    prefix: ["setpriv", `--reuid=${user}`, `--regid=${group}`, "--clear-groups"],
    ids: [user, group],
  };
}

async function binFolder(): Promise<string> {
  const found = await Array.fromAsync(
    new Glob("/usr/lib/postgresql/*/bin/initdb").scan({ absolute: true, cwd: "/" }),
  );
  const newest = found.toSorted().at(-1);
  if (newest === undefined) throw new Error("PostgreSQL is not installed");
  return newest.replace(/\/initdb$/, "");
}

async function run(command: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<void> {
  const child = Bun.spawn([...command], {
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const output = await Promise.all([new Response(child.stdout).text(), new Response(child.stderr).text()]);
  if ((await child.exited) !== 0) throw new Error(`${command.join(" ")}:\n${output.join("\n")}`);
}
