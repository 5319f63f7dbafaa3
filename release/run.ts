import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { parseArgs } from "node:util";
import { $ } from "bun";
import manifest from "../package.json" with { type: "json" };
import { billOfMaterials } from "./bill-of-materials.ts";
import { bunFor } from "./bun-for.ts";
import { root } from "./lock.ts";
import { type Target, targets } from "./targets.ts";

const { positionals, values } = parseArgs({
  options: { folder: { type: "string", default: join(root, "dist/release") } },
  allowPositionals: true,
});
const wanted = positionals.length === 0 ? targets : positionals.map(targetOf);
const { folder } = values;
const release = `schedkit-${manifest.version}`;

rmSync(folder, { recursive: true, force: true });
await $`mkdir -p ${folder}`;
const files: string[] = [];
for (const target of wanted) files.push(await compile(target));
const bill = join(folder, `${release}.cdx.json`);
writeFileSync(bill, await billOfMaterials());
writeFileSync(join(folder, "SHA256SUMS"), [...files, bill].map(checksumLine).join(""));

/** Builds the executable of one target and returns its path. */
async function compile(target: Target): Promise<string> {
  const path = join(folder, `${release}-${target.name}${target.suffix ?? ""}`);
  const workplace = mkdtempSync(join(tmpdir(), "schedkit-release-"));
  try {
    const bun = await bunFor(target, workplace);
    await $`npm run build -- --target=${target.bun} --compile-executable-path=${bun} --outfile=${path}`
      .cwd(root)
      .quiet();
  } finally {
    rmSync(workplace, { recursive: true });
  }
  console.log(path);
  return path;
}

/** A line for `sha256sum --check`. */
function checksumLine(path: string): string {
  const digest = new Bun.CryptoHasher("sha256").update(readFileSync(path)).digest("hex");
  return `${digest}  ${basename(path)}\n`;
}

function targetOf(name: string): Target {
  const found = targets.find((one) => one.name === name);
  if (found) return found;
  console.error(`${name} is not one of ${targets.map((one) => one.name).join(", ")}`);
  process.exit(2);
}
