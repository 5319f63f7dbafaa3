import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { targets } from "../../release/targets.ts";
import { runSchedkit, startServer, temporaryFolder } from "../support/start-server.ts";
import { addJane, bookJane, firstSlot } from "../support/visitor.ts";
import manifest from "../../package.json" with { type: "json" };
import { formatOf } from "./executable-format.ts";
import { brokenPages } from "./mac-signature.ts";

const release = process.env["SCHEDKIT_RELEASE"];
if (!release) console.warn("SCHEDKIT_RELEASE names no folder: tests of a release are skipped");

const folder = temporaryFolder();
const before = process.cwd();
beforeAll(() => process.chdir(folder.path));
afterAll(() => {
  process.chdir(before);
  folder.remove();
});

describe.skipIf(!release)("a release", () => {
  const named = (target: string) => `schedkit-${manifest.version}-${target}`;
  const pathOf = (file: string) => join(release!, file);

  test("has an executable per platform, a bill of materials and checksums", async () => {
    const files = targets.map(({ name, suffix = "" }) => named(name) + suffix);
    const bill = `schedkit-${manifest.version}.cdx.json`;
    expect(readdirSync(release!).toSorted()).toEqual([...files, bill, "SHA256SUMS"].toSorted());
    const check = Bun.spawn(["sha256sum", "--check", "--strict", "SHA256SUMS"], { cwd: release! });
    const said = await new Response(check.stdout).text();
    expect(await check.exited).toBe(0);
    for (const file of [...files, bill]) expect(said).toContain(`${file}: OK`);
  });

  test.each([
    ["linux-x64", "ELF x86-64 /lib64/ld-linux-x86-64.so.2"],
    ["linux-arm64", "ELF aarch64 /lib/ld-linux-aarch64.so.1"],
    ["linux-x64-musl", "ELF x86-64 /lib/ld-musl-x86_64.so.1"],
    ["linux-arm64-musl", "ELF aarch64 /lib/ld-musl-aarch64.so.1"],
    ["macos-arm64", "Mach-O arm64"],
    ["windows-x64.exe", "PE x86-64"],
  ])("contains the right platform: %s", async (target, format) => {
    const header = await Bun.file(pathOf(named(target)))
      .slice(0, 65_536)
      .bytes();
    expect(formatOf(Buffer.from(header))).toBe(format);
  });

  test("has a valid code signature for macOS", () => {
    const program = readFileSync(pathOf(named("macos-arm64")));
    expect(brokenPages(program)).toEqual([]);
    program[4096 * 100]! ^= 1;
    expect(brokenPages(program)).toEqual([100]);
  });

  describe.each(["linux-x64", "linux-x64-musl"])("the executable for %s", (target) => {
    const missing = release && whatIsMissing(pathOf(named(target)));
    if (missing) console.warn(`the release for ${target} is not started here: ${missing}`);

    test.skipIf(missing !== "")(
      "starts in an empty folder, books, and stops",
      async () => {
        const options = { dataDir: join(folder.path, target), command: [pathOf(named(target))] };
        expect(await runSchedkit(["version"], options)).toStartWith(`schedkit ${manifest.version} `);
        const server = await startServer({ ...options, env: { NOTIFY_SOCKET: "/nowhere" } });
        await addJane(options);
        const start = await firstSlot(server.address);
        expect((await bookJane(server.address, start)).status).toBe(201);
        expect((await bookJane(server.address, start)).status).toBe(409);
        expect(await server.stop()).toBe(0);
        expect(server.log.join("\n")).toContain("NOTIFY_SOCKET");
      },
      30_000,
    );
  });
});

/** The loader's reason why this machine cannot run a program; empty if it can. */
function whatIsMissing(program: string): string {
  const header = readFileSync(program).subarray(0, 65_536);
  const [, processor, loader] = formatOf(header).split(" ");
  if (processor !== process.arch.replace("x64", "x86-64")) return `it is for ${processor}`;
  if (!existsSync(loader!)) return `no ${loader}`;
  const asked = Bun.spawnSync([loader!, "--list", program]);
  return asked.exitCode === 0 ? "" : asked.stderr.toString().split("\n")[0]!;
}
