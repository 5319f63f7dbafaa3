import { expect, test } from "bun:test";
import { join } from "node:path";

const root = join(import.meta.dir, "..");

test("npm ci sends no analytics", async () => {
  const child = Bun.spawn(["node", "node_modules/@scarf/scarf/report.js"], {
    cwd: root,
    env: { PATH: process.env["PATH"] ?? "", INIT_CWD: root, SCARF_VERBOSE: "true" },
    stdout: "pipe",
    stderr: "pipe",
  });
  const said = (await new Response(child.stdout).text()) + (await new Response(child.stderr).text());
  expect(await child.exited).toBe(0);
  expect(said).toContain("Scarf has been disabled via a package.json");
});
