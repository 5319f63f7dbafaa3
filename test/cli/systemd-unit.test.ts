import { expect, test } from "bun:test";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { systemdUnit } from "../../src/cli/systemd-unit.ts";
import type { CommandContext } from "../../src/server/command-context.ts";
import { temporaryFolder } from "../support/start-server.ts";

const hasSystemd = Bun.which("systemd-analyze") !== null;
if (!hasSystemd) console.warn("no systemd-analyze: tests that ask it about the unit are skipped");

const executable = "/usr/local/bin/schedkit";

/** The unit for a program started with these words, or for the executable in the arguments. */
async function printed(args: string[], program: string[] = [executable]): Promise<string> {
  const lines: string[] = [];
  const world: Pick<CommandContext, "print" | "program"> = { program, print: (line) => lines.push(line) };
  expect(await systemdUnit(args, world as CommandContext)).toBe(0);
  return lines.join("\n");
}

const execStart = (unit: string) => /^ExecStart=(.*)$/m.exec(unit)?.[1];

test("the unit runs this executable", async () => {
  expect(execStart(await printed([]))).toBe("/usr/local/bin/schedkit serve");
  const clone = ["/srv/schedkit/node_modules/.bin/bun", "/srv/schedkit/src/main.ts"];
  expect(execStart(await printed([], clone))).toBe(`${clone.join(" ")} serve`);
});

test.each([
  ["/opt/schedkit", "/opt/schedkit serve"],
  ["/opt/my apps/schedkit", '"/opt/my apps/schedkit" serve'],
  ["/opt/100%/$HOME/schedkit", "/opt/100%%/$$HOME/schedkit serve"],
  ['/opt/"\\/schedkit', String.raw`"/opt/\"\\/schedkit" serve`],
])("the unit quotes the path %s exactly", async (path, line) => {
  expect(execStart(await printed(["--executable", path]))).toBe(line);
});

test.each([
  ["schedkit", "is not an absolute Linux path"],
  ["C:\\schedkit.exe", "is not an absolute Linux path"],
  ["/root/schedkit", "is in a directory that the unit hides from the service"],
  ["/home/jane/schedkit", "is in a directory that the unit hides from the service"],
  ["/tmp/schedkit", "is in a directory that the unit hides from the service"],
])("refuses %s, which no service could run", async (path, complaint) => {
  expect(printed(["--executable", path])).rejects.toThrow(complaint);
  expect(printed([], [path])).rejects.toThrow(complaint);
});

test.skipIf(!hasSystemd)("systemd accepts the unit and rates its hardening well", async () => {
  const folder = temporaryFolder();
  const path = join(folder.path, "schedkit.service");
  writeFileSync(path, await printed(["--executable", "/bin/true"]));
  const understood = await analyze("verify", "--man=no", path);
  const lockedUp = await analyze("security", "--offline=yes", "--threshold=16", path);
  folder.remove();
  expect(understood).toEqual({ code: 0, said: "" });
  expect(lockedUp.code).toBe(0);
});

async function analyze(...args: string[]): Promise<{ code: number; said: string }> {
  const child = Bun.spawn(["systemd-analyze", ...args], { stdout: "ignore", stderr: "pipe" });
  const said = await new Response(child.stderr).text();
  return { code: await child.exited, said };
}
