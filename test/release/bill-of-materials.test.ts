import { expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { billOfMaterials } from "../../release/bill-of-materials.ts";
import manifest from "../../package.json" with { type: "json" };

type Component = { name: string; version: string; type: string; components?: Component[] };

const text = await billOfMaterials();
const bill = JSON.parse(text) as { components: Component[] };
const names = bill.components.map(({ name }) => name);

test("the bill of materials has every bundled package", () => {
  for (const name of Object.keys(manifest.dependencies)) expect(names).toContain(name);
  for (const name of ["cally", "moment-timezone", "swagger-ui-dist", "bun"]) expect(names).toContain(name);
});

test("the bill of materials has no package used only by tests", () => {
  for (const name of ["typescript", "playwright-core", "smtp-server", "react", "knip"])
    expect(names).not.toContain(name);
});

test("each package has its installed version", () => {
  const root = join(import.meta.dir, "../..");
  for (const { name, version } of bill.components) {
    const installed = JSON.parse(readFileSync(join(root, "node_modules", name, "package.json"), "utf8"));
    expect(installed.version, name).toBe(version);
  }
});

test("the bill of materials has the SQLite and engine inside Bun", () => {
  const inside = bill.components.find(({ name }) => name === "bun")!.components!.map(({ name }) => name);
  expect(inside).toContain("sqlite");
  expect(inside).toContain("webkit");
});

test("the bill of materials is reproducible", async () => {
  expect(await billOfMaterials()).toBe(text);
});
