import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Glob } from "bun";
import manifest from "../package.json" with { type: "json" };
import { lockedPackage, root } from "./lock.ts";

/**
 * The software bill of materials of the executable, in CycloneDX: every package of which the bundler took a file,
 * whatever package.json calls it, and Bun with what it is made of. The same sources give the same text.
 */
export async function billOfMaterials(): Promise<string> {
  const folders = new Set((await bundledFiles()).flatMap(packageFolder));
  const components = [...[...folders].toSorted().map(packageComponent), bunComponent()];
  return `${JSON.stringify(
    {
      bomFormat: "CycloneDX",
      specVersion: "1.5",
      version: 1,
      metadata: { component: application },
      components,
      dependencies: [{ ref: application["bom-ref"], dependsOn: components.map((one) => one["bom-ref"]) }],
    },
    null,
    2,
  )}\n`;
}

const application = {
  type: "application",
  "bom-ref": `${manifest.name}@${manifest.version}`,
  name: manifest.name,
  version: manifest.version,
  description: manifest.description,
};

/** Every file that goes into the program, the scripts and styles for browsers among them. */
async function bundledFiles(): Promise<string[]> {
  const program = await filesOf("bun", [join(root, "src/main.ts")]);
  return [...program, ...(await filesOf("browser", await browserEntries()))];
}

async function filesOf(target: "bun" | "browser", entrypoints: string[]): Promise<string[]> {
  const { metafile } = await Bun.build({ target, entrypoints, root, metafile: true });
  return Object.keys(metafile!.inputs);
}

/** What the sources ask `browserBundle` for. */
async function browserEntries(): Promise<string[]> {
  const entries: string[] = [];
  for await (const file of new Glob("src/**/*.{ts,tsx}").scan(root)) {
    const source = readFileSync(join(root, file), "utf8");
    for (const [, entry] of source.matchAll(/browserBundle\("([^"]+)"\)/g))
      entries.push(join(root, "src", entry!));
  }
  return entries;
}

/** The folder of the package that a file belongs to, as the lock file has it. */
function packageFolder(file: string): string[] {
  const found = /(?:^|\/)((?:node_modules\/(?:@[^/]+\/)?[^/]+\/)+)/.exec(file)?.[1];
  return found ? [found.slice(0, -1)] : [];
}

function packageComponent(folder: string) {
  const { version, integrity, license } = lockedPackage(folder);
  const name = folder.slice(folder.lastIndexOf("node_modules/") + "node_modules/".length);
  return {
    type: "library",
    "bom-ref": `${name}@${version}`,
    name,
    version,
    purl: `pkg:npm/${name.replace("@", "%40")}@${version}`,
    hashes: [
      { alg: "SHA-512", content: Buffer.from(integrity.replace("sha512-", ""), "base64").toString("hex") },
    ],
    ...(license && { licenses: [{ expression: license }] }),
  };
}

/** Of what `process.versions` lists: what other programs want to read there, and tools that only build. */
const notInside = new Set([
  "bun",
  "node",
  "v8",
  "uv",
  "openssl",
  "napi",
  "modules",
  "unicode",
  "typescript",
  "zig",
]);

function bunComponent() {
  const parts = Object.entries(process.versions).filter(([name]) => !notInside.has(name));
  return {
    ...packageComponent("node_modules/bun"),
    type: "platform",
    components: parts.map(([name, version]) => ({
      type: "library",
      "bom-ref": `bun/${name}@${version}`,
      name,
      version,
    })),
  };
}
