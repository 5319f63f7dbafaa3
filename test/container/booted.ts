import { readFileSync } from "node:fs";
import { debian, statusOf, tell, until } from "./machine.ts";

/** A Debian under its own systemd, in separate namespaces but on this machine's network. */
export type Booted = {
  /** Runs a program in it and returns its output; throws its errors. */
  ask(...command: string[]): Promise<string>;
  /** A property of the service, as in `systemctl show`. */
  show(property: string): Promise<string>;
  halt(): Promise<void>;
};

/** Boots the Debian with a file system in memory. `files` are added by their paths. */
export async function boot(files: Record<string, string>): Promise<Booted> {
  const binds = Object.entries(files).map(([inside, outside]) => `--bind-ro=${outside}:${inside}`);
  const options = [
    "--quiet",
    "--register=no",
    "--keep-unit",
    "--volatile=overlay",
    "--console=pipe",
    "--boot",
  ];
  const machine = Bun.spawn(["systemd-nspawn", `--directory=${debian}`, ...options, ...binds], {
    env: { ...process.env, SYSTEMD_NSPAWN_UNIFIED_HIERARCHY: "1" },
    stdin: "ignore",
    stdout: "ignore",
    stderr: "inherit",
  });
  const init = await initOf(machine.pid);
  const inside = ["nsenter", `--target=${init}`, "--all", "--"];
  const tellIt = (...command: string[]) => tell(...inside, ...command);
  await until(async () => /running|degraded/.test((await tellIt("systemctl", "is-system-running")).printed));
  const askIt = async (...command: string[]) => {
    const { code, printed, complaint } = await tellIt(...command);
    if (code !== 0) throw new Error(`${command.join(" ")} ended with ${code}:\n${printed}${complaint}`);
    return printed.trimEnd();
  };
  return {
    ask: askIt,
    show: (property) => askIt("systemctl", "show", "--value", `--property=${property}`, "schedkit"),
    async halt() {
      machine.kill("SIGTERM");
      await machine.exited;
    },
  };
}

/** The pid of its init, as seen from outside; a preparing process is started before it. */
async function initOf(pid: number): Promise<number> {
  const children = () =>
    readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim().split(" ").filter(Boolean);
  let init = 0;
  await until(async () => {
    for (const child of children()) {
      const status = await statusOf(Number(child)).catch(() => undefined);
      if (status?.["NSpid"]?.endsWith("\t1") && status["Name"] === "systemd") init = Number(child);
    }
    return init !== 0;
  });
  return init;
}
