import { existsSync } from "node:fs";

/** The folder of a small Debian with systemd, made by debootstrap; without it these tests are skipped. */
export const debian = process.env["SCHEDKIT_DEBIAN"] ?? "";

if (!debian)
  console.warn("SCHEDKIT_DEBIAN names no folder: tests of the container and the service are skipped");
else if (!existsSync(`${debian}/etc/debian_version`)) throw new Error(`${debian} is no Debian`);

/** Runs a program and returns its output without the last line break; throws its errors. */
export async function ask(...command: string[]): Promise<string> {
  const { code, printed, complaint } = await tell(...command);
  if (code !== 0) throw new Error(`${command.join(" ")} ended with ${code}:\n${printed}\n${complaint}`);
  return printed.trimEnd();
}

/** Runs a program to its end, whatever the exit code. */
export async function tell(...command: string[]) {
  const child = Bun.spawn(command, { stdout: "pipe", stderr: "pipe" });
  const [printed, complaint, code] = await Promise.all([
    new Response(child.stdout).text(),
    new Response(child.stderr).text(),
    child.exited,
  ]);
  return { code, printed, complaint };
}

/** Resolves once the condition holds; the test's timeout is the limit. */
export async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await Bun.sleep(50);
}

/** A free port. */
export function freePort(): number {
  const listener = Bun.listen({ hostname: "127.0.0.1", port: 0, socket: { data: () => undefined } });
  const { port } = listener;
  listener.stop(true);
  return port;
}

/** The entries of `/proc/PID/status` by name. */
export async function statusOf(pid: number): Promise<Record<string, string>> {
  const text = await Bun.file(`/proc/${pid}/status`).text();
  return Object.fromEntries(text.split("\n").map((line) => line.split(":\t") as [string, string]));
}
