import { existsSync } from "node:fs";

/** The folder of a small Debian with systemd, as debootstrap makes one; the tests here are skipped without. */
export const debian = process.env["SCHEDKIT_DEBIAN"] ?? "";

if (!debian)
  console.warn("SCHEDKIT_DEBIAN names no folder: tests of the container and the service are skipped");
else if (!existsSync(`${debian}/etc/debian_version`)) throw new Error(`${debian} is no Debian`);

/** Runs a program to its end and answers what it printed, without the last line break; throws what it complained of. */
export async function ask(...command: string[]): Promise<string> {
  const { code, printed, complaint } = await tell(...command);
  if (code !== 0) throw new Error(`${command.join(" ")} ended with ${code}:\n${printed}\n${complaint}`);
  return printed.trimEnd();
}

/** Runs a program to its end, whatever that is. */
export async function tell(...command: string[]) {
  const child = Bun.spawn(command, { stdout: "pipe", stderr: "pipe" });
  const [printed, complaint, code] = await Promise.all([
    new Response(child.stdout).text(),
    new Response(child.stderr).text(),
    child.exited,
  ]);
  return { code, printed, complaint };
}

/** Resolves once something is so; a test's own time limit ends what never comes. */
export async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await Bun.sleep(50);
}

/** A port that nothing listens on. */
export function freePort(): number {
  const listener = Bun.listen({ hostname: "127.0.0.1", port: 0, socket: { data: () => undefined } });
  const { port } = listener;
  listener.stop(true);
  return port;
}

/** The lines of `/proc/PID/status`, by their names. */
export async function statusOf(pid: number): Promise<Record<string, string>> {
  const text = await Bun.file(`/proc/${pid}/status`).text();
  return Object.fromEntries(text.split("\n").map((line) => line.split(":\t") as [string, string]));
}
