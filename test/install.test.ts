import { expect, test } from "bun:test";
import { join } from "node:path";
import manifest from "../package.json" with { type: "json" };

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
  expect(manifest.scarfSettings.enabled).toBe(false);
  // It also gives up if npm takes more than three seconds, as on a busy machine.
  expect(said).toMatch(/Scarf has been disabled via a package\.json|received an error from npm -ls/);
});
